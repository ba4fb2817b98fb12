//! A figure as characters.

use super::super::axis::{Axis, Ticks};
use super::super::canvas::{Canvas, Dot};
use super::super::legend::{Entry, legend};
use super::super::palette;
use super::super::ruler::{centred, ruler};
use super::super::screen::Screen;
use super::super::sheet::{Cell, Ink, Line, Sheet, widest};
use super::marks::{Areas, Columns, Curve, Direction, Group, Level, Mark, Marker, Points};
use super::{Figure, Units};
use std::collections::BTreeMap;

/// Rows between the axes.
const ROWS: usize = 15;

/// Rows and columns of a picture in which a unit is as long across as upwards. A character is two dots wide and four high.
const MOST_ROWS: usize = 24;
const FEWEST_ROWS: usize = 6;
const FEWEST_COLUMNS: usize = 20;

/// Blocks that fill a character from below.
const EIGHTHS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Levels across and upright, as drawn and as in the legend.
const ACROSS: [char; 3] = ['╌', '┄', '┈'];
const UPRIGHT: [char; 3] = ['╎', '┆', '┊'];

pub(super) fn draw(figure: &Figure, screen: Screen) -> Sheet {
    let (x, y) = figure.axes();
    let room = |rows: usize| {
        let labels = y.ticks(rows / 3).labels();
        screen.width.saturating_sub(widest(&labels) + 3)
    };
    let (columns, rows) = match figure.units {
        Units::Apart => (room(ROWS), ROWS),
        Units::Equal => to_scale(x, y, room(MOST_ROWS)),
    };
    let up = y.ticks(rows / 3);
    let gutter = widest(&up.labels());
    let mut canvas = Canvas::new(columns.min(room(rows)), rows);
    let plane = Plane {
        x,
        y,
        look: Look::of(figure),
    };
    plane.draw(&figure.marks, &mut canvas);

    let mut sheet = Sheet::default();
    sheet.push_text(&figure.title, Ink::BOLD, screen.width);
    sheet.push_text(&figure.y, Ink::PLAIN, screen.width);
    push_rows(&mut sheet, &canvas, y, &up, gutter);
    push_x_axis(&mut sheet, &canvas, x, gutter);
    let label = centred(&figure.x, gutter + 2, canvas.columns, screen.width);
    sheet.0.extend(label);
    sheet
        .0
        .extend(legend(&plane.entries(&figure.marks), screen.width));
    for note in &figure.notes {
        sheet.push_text(note, Ink::PLAIN, screen.width);
    }
    sheet
}

/// The largest canvas of at most `room` columns on which both axes have the same units: columns and rows.
fn to_scale(x: Axis, y: Axis, room: usize) -> (usize, usize) {
    let (across, up) = (x.high - x.low, y.high - y.low);
    let dot = (across / (2 * room.max(1)) as f64).max(up / (4 * MOST_ROWS) as f64);
    let columns = (across / dot / 2.0).round() as usize;
    let rows = (up / dot / 4.0).round() as usize;
    (
        columns.clamp(FEWEST_COLUMNS.min(room), room),
        rows.clamp(FEWEST_ROWS, MOST_ROWS),
    )
}

/// What the markers of a figure look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    /// Each series has its own.
    Letters,
    /// An o among the digits of classes would be read as a zero.
    LettersBesideDigits,
    /// There is nothing but one large cloud, which is drawn finer than letters can.
    Dots,
}

impl Look {
    fn of(figure: &Figure) -> Self {
        /// With more points than this letters run into each other.
        const CLOUD: usize = 300;
        let groups: Vec<&Group> = figure.groups().collect();
        let alone = figure
            .marks
            .iter()
            .all(|mark| matches!(mark, Mark::Points(_) | Mark::Level(_)));
        match groups[..] {
            [group] if alone && group.places.len() > CLOUD => Self::Dots,
            _ if groups
                .iter()
                .any(|group| matches!(group.marker, Marker::Class(_))) =>
            {
                Self::LettersBesideDigits
            }
            _ => Self::Letters,
        }
    }

    fn symbol(self, marker: Marker) -> char {
        match (marker, self) {
            (_, Self::Dots) => '⢕',
            (Marker::Class(class), _) => palette::class_symbol(class),
            (Marker::Series(index), Self::Letters) => palette::symbol(index),
            (Marker::Series(index), Self::LettersBesideDigits) => palette::symbol(index + 1),
        }
    }
}

fn push_rows(sheet: &mut Sheet, canvas: &Canvas, y: Axis, ticks: &Ticks, gutter: usize) {
    let labels = ticks.places.iter().zip(ticks.labels());
    let labels: BTreeMap<usize, String> = labels
        .map(|(at, label)| (Canvas::cell_of(canvas.dot_at(0.0, y.share(*at))).0, label))
        .collect();
    for row in 0..canvas.rows {
        let label = labels.get(&row).map_or("", String::as_str);
        let edge = if label.is_empty() { '│' } else { '┤' };
        let mut line = Line::of(&format!("{label:>gutter$} {edge}"));
        line.0.extend(canvas.row(row));
        sheet.push(line);
    }
}

fn push_x_axis(sheet: &mut Sheet, canvas: &Canvas, x: Axis, gutter: usize) {
    let ruler = ruler(x, gutter + 2, canvas.columns);
    let edge = (0..canvas.columns).map(|column| match ruler.marks.contains(&column) {
        true => '┬',
        false => '─',
    });
    let edge: String = edge.collect();
    sheet.push(Line::of(&format!("{:>gutter$} └{edge}", "")));
    sheet.push(ruler.labels);
}

/// Where values lie on the canvas.
struct Plane {
    x: Axis,
    y: Axis,
    look: Look,
}

impl Plane {
    /// From what lies below to what lies on top.
    fn draw(&self, marks: &[Mark], canvas: &mut Canvas) {
        let mut levels = 0;
        for mark in marks {
            match mark {
                Mark::Areas(areas) => self.draw_areas(areas, canvas),
                Mark::Columns(columns) => self.draw_columns(columns, canvas),
                _ => {}
            }
        }
        for mark in marks {
            if let Mark::Level(level) = mark {
                self.draw_level(level, levels, canvas);
                levels += 1;
            }
        }
        for mark in marks {
            if let Mark::Curve(curve) = mark {
                self.draw_curve(curve, canvas);
            }
        }
        for mark in marks {
            if let Mark::Points(points) = mark {
                self.draw_points(points, canvas);
            }
        }
    }

    fn dot(&self, (x, y): (f64, f64), canvas: &Canvas) -> Dot {
        canvas.dot_at(self.x.share(x), self.y.share(y))
    }

    fn draw_level(&self, level: &Level, index: usize, canvas: &mut Canvas) {
        let cell = |glyph| Cell {
            glyph,
            ink: Ink::PLAIN,
        };
        let (row, column) = Canvas::cell_of(self.dot((level.at, level.at), canvas));
        match level.direction {
            Direction::Across => {
                (0..canvas.columns).for_each(|c| canvas.put(row, c, cell(ACROSS[index % 3])));
            }
            Direction::Upright => {
                (0..canvas.rows).for_each(|r| canvas.put(r, column, cell(UPRIGHT[index % 3])));
            }
        }
    }

    fn draw_curve(&self, curve: &Curve, canvas: &mut Canvas) {
        for stretch in &curve.stretches {
            let dots: Vec<Dot> = stretch
                .iter()
                .map(|place| self.dot(*place, canvas))
                .collect();
            canvas.path(&dots, curve.dash, palette::ink(curve.colour));
        }
    }

    /// The largest group of a character is drawn, the first of equals.
    fn draw_points(&self, points: &Points, canvas: &mut Canvas) {
        if self.look == Look::Dots {
            for group in &points.groups {
                for place in &group.places {
                    canvas.dot(self.dot(*place, canvas), palette::ink(group.colour));
                }
            }
            return;
        }
        let mut counts: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        for (i, group) in points.groups.iter().enumerate() {
            for place in &group.places {
                let cell = Canvas::cell_of(self.dot(*place, canvas));
                counts
                    .entry(cell)
                    .or_insert_with(|| vec![0; points.groups.len()])[i] += 1;
            }
        }
        for ((row, column), counts) in counts {
            let most = counts.iter().max();
            let Some(largest) = counts.iter().position(|count| Some(count) == most) else {
                continue;
            };
            let group = &points.groups[largest];
            let cell = Cell {
                glyph: self.look.symbol(group.marker),
                ink: bold(group.colour),
            };
            canvas.put(row, column, cell);
        }
    }

    fn draw_columns(&self, columns: &Columns, canvas: &mut Canvas) {
        let bins = columns.counts.len();
        for column in 0..canvas.columns {
            // A character may cover several bins; the largest is drawn.
            let first = column * bins / canvas.columns;
            let end = ((column + 1) * bins)
                .div_ceil(canvas.columns)
                .max(first + 1);
            let covered = if bins <= canvas.columns {
                first..first + 1
            } else {
                first..end
            };
            let bins = columns.counts.get(covered).unwrap_or_default();
            let count = bins.iter().copied().fold(0.0, f64::max);
            let eighths = (self.y.share(count) * 8.0 * canvas.rows as f64).round() as usize;
            // A bin that is not empty is to be seen.
            let eighths = eighths.max(usize::from(count > 0.0));
            for row in 0..canvas.rows {
                let below = 8 * (canvas.rows - 1 - row);
                let glyph = EIGHTHS[eighths.saturating_sub(below).min(8)];
                canvas.put(
                    row,
                    column,
                    Cell {
                        glyph,
                        ink: palette::ink(0),
                    },
                );
            }
        }
    }

    fn draw_areas(&self, areas: &Areas, canvas: &mut Canvas) {
        for row in 0..canvas.rows {
            for column in 0..canvas.columns {
                let across = (column as f64 + 0.5) / canvas.columns as f64;
                let up = 1.0 - (row as f64 + 0.5) / canvas.rows as f64;
                if let Some(class) = areas.class_at(self.x.at(across), self.y.at(up)) {
                    let cell = Cell {
                        glyph: palette::fill(class),
                        ink: palette::ink(palette::class_colour(class)),
                    };
                    canvas.put(row, column, cell);
                }
            }
        }
    }

    /// One entry of the legend for each mark that has a name.
    fn entries(&self, marks: &[Mark]) -> Vec<Entry> {
        let mut levels = 0;
        let mut entries = vec![];
        for mark in marks {
            match mark {
                Mark::Points(points) => entries.push(points_entry(points, self.look)),
                Mark::Curve(curve) => {
                    let sample =
                        Line::of("").with(&curve.dash.sample(), palette::ink(curve.colour));
                    entries.push(Entry::new(sample, &curve.name));
                }
                Mark::Level(level) => {
                    let sample = match level.direction {
                        Direction::Across => ACROSS[levels % 3].to_string().repeat(3),
                        Direction::Upright => UPRIGHT[levels % 3].to_string(),
                    };
                    entries.push(Entry::new(Line::of(&sample), &level.name));
                    levels += 1;
                }
                Mark::Areas(areas) => entries.push(areas_entry(areas)),
                Mark::Columns(_) => {}
            }
        }
        entries
    }
}

fn points_entry(points: &Points, look: Look) -> Entry {
    let mut sample = Line::default();
    for (i, group) in points.groups.iter().enumerate() {
        sample.push(if i > 0 { " " } else { "" }, Ink::PLAIN);
        sample.push(&look.symbol(group.marker).to_string(), bold(group.colour));
    }
    Entry::new(sample, &points.name)
}

fn bold(colour: usize) -> Ink {
    Ink {
        bold: true,
        ..palette::ink(colour)
    }
}

fn areas_entry(areas: &Areas) -> Entry {
    let mut sample = Line::default();
    for (i, class) in areas.distinct().into_iter().enumerate() {
        sample.push(if i > 0 { "  " } else { "" }, Ink::PLAIN);
        let fill = palette::fill(class);
        let name = palette::class_name(class);
        let ink = palette::ink(palette::class_colour(class));
        sample.push(&format!("{name} {fill}{fill}"), ink);
    }
    Entry::new(sample, "regions")
}
