//! A canvas of characters, each of which can also be eight dots: two across, four down.

use super::sheet::{Cell, Ink};

/// Bits of the dots of a braille character, by row and column.
const DOTS: [[u32; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

/// Character of no dots.
const BRAILLE: u32 = 0x2800;

pub(super) struct Canvas {
    pub(super) columns: usize,
    pub(super) rows: usize,
    /// Row by row.
    cells: Vec<Cell>,
    dots: Vec<u32>,
}

/// A dot, counted from the upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dot {
    pub(super) x: usize,
    pub(super) y: usize,
}

impl Canvas {
    pub(super) fn new(columns: usize, rows: usize) -> Self {
        Self {
            columns,
            rows,
            cells: vec![Cell::BLANK; columns * rows],
            dots: vec![0; columns * rows],
        }
    }

    /// The dot at a share of the width from the left and of the height from below.
    pub(super) fn dot_at(&self, across: f64, up: f64) -> Dot {
        let place = |share: f64, dots: usize| {
            let last = dots.saturating_sub(1) as f64;
            (share.clamp(0.0, 1.0) * last).round() as usize
        };
        Dot {
            x: place(across, 2 * self.columns),
            y: place(1.0 - up, 4 * self.rows),
        }
    }

    /// Row and column of the character a dot belongs to.
    pub(super) fn cell_of(dot: Dot) -> (usize, usize) {
        (dot.y / 4, dot.x / 2)
    }

    /// In place of whatever is there.
    pub(super) fn put(&mut self, row: usize, column: usize, cell: Cell) {
        if row < self.rows && column < self.columns {
            let at = row * self.columns + column;
            self.cells[at] = cell;
            self.dots[at] = 0;
        }
    }

    /// Together with the dots already there; the newest sets the colour.
    pub(super) fn dot(&mut self, dot: Dot, ink: Ink) {
        let (row, column) = Self::cell_of(dot);
        if row < self.rows && column < self.columns {
            let at = row * self.columns + column;
            self.dots[at] |= DOTS[dot.y % 4][dot.x % 2];
            let glyph = char::from_u32(BRAILLE + self.dots[at]).unwrap_or(' ');
            self.cells[at] = Cell { glyph, ink };
        }
    }

    /// Joins dots in the given order.
    pub(super) fn path(&mut self, dots: &[Dot], dash: Dash, ink: Ink) {
        let mut drawn = 0;
        let mut step = |canvas: &mut Self, dot: Dot| {
            if dash.is_on(drawn) {
                canvas.dot(dot, ink);
            }
            drawn += 1;
        };
        if let Some(first) = dots.first() {
            step(self, *first);
        }
        for ends in dots.windows(2) {
            let [from, to] = [ends[0], ends[1]];
            let steps = from.x.abs_diff(to.x).max(from.y.abs_diff(to.y));
            for i in 1..=steps {
                let between = |a: usize, b: usize| {
                    (a as f64 + (b as f64 - a as f64) * i as f64 / steps as f64).round() as usize
                };
                let dot = Dot {
                    x: between(from.x, to.x),
                    y: between(from.y, to.y),
                };
                step(self, dot);
            }
        }
    }

    pub(super) fn row(&self, row: usize) -> &[Cell] {
        &self.cells[row * self.columns..(row + 1) * self.columns]
    }
}

/// What tells the lines of a picture apart without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dash {
    Solid,
    Dashed,
    Dotted,
    Mixed,
    Sparse,
    Long,
}

impl Dash {
    /// Of the picture's line number `index`.
    pub(super) fn number(index: usize) -> Self {
        const ALL: [Dash; 6] = [
            Dash::Solid,
            Dash::Dashed,
            Dash::Dotted,
            Dash::Mixed,
            Dash::Sparse,
            Dash::Long,
        ];
        ALL[index % ALL.len()]
    }

    fn is_on(self, dot: usize) -> bool {
        match self {
            Self::Solid => true,
            Self::Dashed => dot % 6 < 4,
            Self::Dotted => dot.is_multiple_of(2),
            Self::Mixed => matches!(dot % 8, 0..=3 | 6),
            Self::Sparse => dot.is_multiple_of(4),
            Self::Long => dot % 10 < 7,
        }
    }

    /// What it looks like, for the legend.
    pub(super) fn sample(self) -> String {
        let mut canvas = Canvas::new(5, 1);
        let ends = [Dot { x: 0, y: 2 }, Dot { x: 9, y: 2 }];
        canvas.path(&ends, self, Ink::PLAIN);
        let sample: String = canvas.row(0).iter().map(|cell| cell.glyph).collect();
        sample.trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(canvas: &Canvas) -> Vec<String> {
        let rows = (0..canvas.rows).map(|row| canvas.row(row).iter().map(|cell| cell.glyph));
        rows.map(Iterator::collect).collect()
    }

    #[test]
    fn corners_are_the_corner_dots() {
        let mut canvas = Canvas::new(3, 2);
        for (across, up) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
            canvas.dot(canvas.dot_at(across, up), Ink::PLAIN);
        }
        assert_eq!(text(&canvas), ["⠁ ⠈", "⡀ ⢀"]);
    }

    #[test]
    fn what_lies_outside_is_moved_to_the_edge_or_left_out() {
        let mut canvas = Canvas::new(2, 1);
        assert_eq!(canvas.dot_at(-3.0, 9.0), Dot { x: 0, y: 0 });
        canvas.dot(Dot { x: 4, y: 0 }, Ink::PLAIN);
        canvas.put(1, 0, Cell::BLANK);
        assert_eq!(text(&canvas), ["  "]);
    }

    #[test]
    fn dots_of_one_character_add_up_and_a_marker_replaces_them() {
        let mut canvas = Canvas::new(1, 1);
        canvas.dot(Dot { x: 0, y: 0 }, Ink::PLAIN);
        canvas.dot(Dot { x: 1, y: 3 }, Ink::BOLD);
        assert_eq!(text(&canvas), ["⢁"]);
        assert_eq!(canvas.row(0)[0].ink, Ink::BOLD);
        let marker = Cell {
            glyph: 'o',
            ink: Ink::PLAIN,
        };
        canvas.put(0, 0, marker);
        assert_eq!(text(&canvas), ["o"]);
    }

    #[test]
    fn a_path_joins_its_dots_without_gaps() {
        let mut canvas = Canvas::new(4, 2);
        let [a, b, c] = [(0.0, 0.0), (0.5, 1.0), (1.0, 0.0)].map(|(x, y)| canvas.dot_at(x, y));
        canvas.path(&[a, b, c], Dash::Solid, Ink::PLAIN);
        assert_eq!(text(&canvas), [" ⡰⢣ ", "⡰⠁ ⢣"]);
    }

    #[test]
    fn dashes_differ_in_the_legend() {
        let samples = (0..4).map(|i| Dash::number(i).sample());
        assert_eq!(
            samples.collect::<Vec<_>>(),
            ["⠤⠤⠤⠤⠤", "⠤⠤ ⠤⠤", "⠄⠄⠄⠄⠄", "⠤⠤ ⠄⠤"]
        );
        let samples = (4..7).map(|i| Dash::number(i).sample());
        assert_eq!(samples.collect::<Vec<_>>(), ["⠄ ⠄ ⠄", "⠤⠤⠤⠄", "⠤⠤⠤⠤⠤"]);
    }
}
