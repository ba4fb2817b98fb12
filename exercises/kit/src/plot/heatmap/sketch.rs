//! A matrix as characters.

use super::super::digits::alike;
use super::super::palette::Rgb;
use super::super::raster::{self, Size};
use super::super::screen::Screen;
use super::super::sheet::{Ink, Line, Sheet, cut, widest};
use super::Map;
use crate::report::number::size;

/// Squares of more rows than this are drawn small, of twice as many reduced.
const MOST_LINES: usize = 30;

pub(super) fn draw(map: &Map, screen: Screen) -> Sheet {
    let mut sheet = Sheet::default();
    sheet.push_text(&map.title, Ink::BOLD, screen.width);
    let gutter = widest(&map.rows).min(screen.width / 4);
    let room = screen.width - gutter - 1;
    let notes = match values_that_fit(map, room) {
        _ if map.grid.is_empty() => map.notes.clone(),
        Some(values) => {
            push_values(map, &values, gutter, screen.colour, &mut sheet);
            map.notes.clone()
        }
        None => {
            let map = map.reduced(room, 2 * MOST_LINES);
            push_squares(&map, gutter, room, screen.colour, &mut sheet);
            map.notes
        }
    };
    for note in notes {
        sheet.push_text(&note, Ink::PLAIN, screen.width);
    }
    sheet
}

/// The entries as text.
struct Values {
    texts: Vec<String>,
    /// Characters of an entry with its shade and the room around it.
    width: usize,
}

/// Rather less air or one decimal less than no values.
fn values_that_fit(map: &Map, room: usize) -> Option<Values> {
    if !map.has_values() {
        return None;
    }
    let choices = [(3, 3), (3, 2), (2, 3), (2, 2)].into_iter();
    let values = choices.map(|(digits, air)| {
        let texts = alike(&map.grid.values, digits);
        let width = widest(&texts) + air;
        Values { texts, width }
    });
    let mut fitting = values.filter(|values| map.grid.columns * values.width <= room);
    fitting.next()
}

fn push_values(map: &Map, values: &Values, gutter: usize, colour: bool, sheet: &mut Sheet) {
    // A shade before the text, a blank after it.
    let (cell, text_width) = (values.width - 1, values.width - 2);
    let mut head = Line::of(&" ".repeat(gutter + 1));
    for name in &map.columns {
        head.push(&format!("{:>cell$} ", cut(name, cell)), Ink::PLAIN);
    }
    sheet.push(head);
    for (row, name) in map.rows.iter().enumerate() {
        let mut line = Line::of(&format!("{:>gutter$} ", cut(name, gutter)));
        for column in 0..map.grid.columns {
            let value = map.grid.at(row, column);
            let text = &values.texts[row * map.grid.columns + column];
            let back = map.tones.colour(value).filter(|_| colour);
            let ink = Ink {
                front: back.map(|colour| colour.ink_on_it().terminal()),
                back: back.map(Rgb::terminal),
                bold: false,
            };
            // The sign can be read, so only the size is shaded.
            let shade = if colour {
                ' '
            } else {
                map.tones.shade_of_size(value)
            };
            line.push(&format!("{shade}{text:>text_width$} "), ink);
        }
        sheet.push(line);
    }
}

fn push_squares(map: &Map, gutter: usize, room: usize, colour: bool, sheet: &mut Sheet) {
    let square = raster::fitting(&map.grid, room, MOST_LINES);
    let (columns, rows) = match square {
        Size::Large => (2, 1),
        Size::Small => (1, 2),
    };
    sheet.push(head(&map.columns, gutter + 1, columns, room));
    let lines = raster::draw(&map.grid, map.tones, square, colour);
    for (i, squares) in lines.iter().enumerate() {
        // The names of rows that share a character would run together.
        let name = map
            .rows
            .get(i * rows)
            .filter(|_| square == Size::Large || i % 5 == 0);
        let name = cut(name.map_or("", String::as_str), gutter);
        let mut line = Line::of(&format!("{name:>gutter$} "));
        line.extend(squares);
        sheet.push(line);
    }
    let (low, high) = (size(map.tones.low), size(map.tones.high));
    sheet.push(map.tones.legend(&low, &high, colour));
}

/// The names of all columns, or of every second, fifth, tenth .. as there is room.
fn head(names: &[String], left: usize, width: usize, room: usize) -> Line {
    let widest = widest(names);
    let tens = (0..).map(|power| 10usize.saturating_pow(power));
    let mut steps = tens.flat_map(|ten| [1, 2, 5].map(|factor| ten.saturating_mul(factor)));
    let fits = |step: &usize| step * width > widest || *step >= names.len();
    let step = steps.find(fits).unwrap_or(1);
    let mut head = Line::default();
    for (column, name) in names.iter().enumerate().step_by(step) {
        if column * width + name.chars().count() <= room {
            head.pad_to(left + column * width);
            head.push(name, Ink::PLAIN);
        }
    }
    head
}
