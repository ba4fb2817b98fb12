//! Grids of small squares as characters: images, and matrices too large for their values.

use super::numbers::Grid;
use super::palette::{Rgb, Scale, shade};
use super::sheet::{Cell, Ink, Line};

/// Numbers as places on a scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tones {
    pub(super) scale: Scale,
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Tones {
    /// From the smallest to the largest; symmetric about 0 if there are numbers on both sides of it.
    pub(super) fn of_matrix(values: &[f64]) -> Self {
        let (low, high) = ends(values);
        if low < 0.0 && high > 0.0 {
            let most = high.max(-low);
            return Self {
                scale: Scale::Signed,
                low: -most,
                high: most,
            };
        }
        Self {
            scale: Scale::Rising,
            low,
            high,
        }
    }

    pub(super) fn of_images(values: &[f64]) -> Self {
        let (low, high) = ends(values);
        Self {
            scale: Scale::Grey,
            low,
            high,
        }
    }

    /// 0 at the low end, 1 at the high end; none for what is not a finite number.
    fn share(&self, value: f64) -> Option<f64> {
        let range = self.high - self.low;
        let share = if range > 0.0 {
            (value - self.low) / range
        } else {
            0.5
        };
        value.is_finite().then_some(share)
    }

    pub(super) fn colour(&self, value: f64) -> Option<Rgb> {
        self.share(value).map(|share| self.scale.colour(share))
    }

    /// What stands for a number where there is no colour.
    pub(super) fn shade(&self, value: f64) -> char {
        match (self.share(value), self.scale) {
            (None, _) => MISSING,
            (Some(share), Scale::Signed) => shade(2.0 * share - 1.0),
            (Some(share), Scale::Rising | Scale::Grey) => shade(share),
        }
    }

    /// The same whatever the sign.
    pub(super) fn shade_of_size(&self, value: f64) -> char {
        match self.scale {
            Scale::Signed => self.shade(value.abs()),
            Scale::Rising | Scale::Grey => self.shade(value),
        }
    }

    /// The scale between the texts of its ends.
    pub(super) fn legend(&self, low: &str, high: &str, colour: bool) -> Line {
        let mut line = Line::of(&format!("{low} "));
        if colour {
            for step in 0..20 {
                let back = self.scale.colour(f64::from(step) / 19.0).terminal();
                let ink = Ink {
                    back: Some(back),
                    ..Ink::PLAIN
                };
                line.push(" ", ink);
            }
        } else {
            let shades = match self.scale {
                Scale::Signed => "##==--.. ░░▒▒▓▓██",
                Scale::Rising | Scale::Grey => "  ░░▒▒▓▓██",
            };
            line.push(&format!("[{shades}]"), Ink::PLAIN);
        }
        line.push(&format!(" {high}"), Ink::PLAIN);
        line
    }
}

const MISSING: char = '×';

fn ends(values: &[f64]) -> (f64, f64) {
    let finite = || values.iter().copied().filter(|v| v.is_finite());
    let (low, high) = (
        finite().fold(f64::INFINITY, f64::min),
        finite().fold(f64::NEG_INFINITY, f64::max),
    );
    if low <= high { (low, high) } else { (0.0, 1.0) }
}

/// How many squares go into a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Size {
    /// A square is two characters wide.
    Large,
    /// A character shows two squares, one above the other.
    Small,
}

impl Size {
    /// Characters across and down.
    pub(super) fn extent(self, grid: &Grid) -> (usize, usize) {
        match self {
            Self::Large => (2 * grid.columns, grid.rows),
            Self::Small => (grid.columns, grid.rows.div_ceil(2)),
        }
    }
}

/// The largest size that fits.
pub(super) fn fitting(grid: &Grid, columns: usize, rows: usize) -> Size {
    let (across, down) = Size::Large.extent(grid);
    if across <= columns && down <= rows {
        Size::Large
    } else {
        Size::Small
    }
}

pub(super) fn draw(grid: &Grid, tones: Tones, size: Size, colour: bool) -> Vec<Line> {
    let rows = 0..grid.rows;
    match size {
        Size::Large => rows.map(|row| large(grid, row, tones, colour)).collect(),
        Size::Small => rows
            .step_by(2)
            .map(|row| small(grid, row, tones, colour))
            .collect(),
    }
}

fn large(grid: &Grid, row: usize, tones: Tones, colour: bool) -> Line {
    let mut line = Line::default();
    for column in 0..grid.columns {
        let value = grid.at(row, column);
        let back = tones.colour(value).filter(|_| colour).map(Rgb::terminal);
        let glyph = if back.is_some() {
            ' '
        } else {
            tones.shade(value)
        };
        let ink = Ink { back, ..Ink::PLAIN };
        line.0.extend([Cell { glyph, ink }; 2]);
    }
    line
}

/// A row and the one below it.
fn small(grid: &Grid, row: usize, tones: Tones, colour: bool) -> Line {
    let mut line = Line::default();
    for column in 0..grid.columns {
        let upper = grid.at(row, column);
        let lower = (row + 1 < grid.rows).then(|| grid.at(row + 1, column));
        let cell = if colour {
            let front = tones.colour(upper).map(Rgb::terminal);
            let back = lower.and_then(|v| tones.colour(v)).map(Rgb::terminal);
            let ink = Ink {
                front,
                back,
                bold: false,
            };
            Cell {
                glyph: if front.is_some() { '▀' } else { ' ' },
                ink,
            }
        } else {
            let mean = lower.map_or(upper, |lower| (upper + lower) / 2.0);
            Cell {
                glyph: tones.shade(mean),
                ink: Ink::PLAIN,
            }
        };
        line.0.push(cell);
    }
    line
}

/// Means of blocks, so that no more than `columns` and `rows` are left; missing values do not count.
pub(super) fn reduced(grid: &Grid, columns: usize, rows: usize) -> Grid {
    let factor = grid
        .columns
        .div_ceil(columns.max(1))
        .max(grid.rows.div_ceil(rows.max(1)))
        .max(1);
    let (new_rows, new_columns) = (grid.rows.div_ceil(factor), grid.columns.div_ceil(factor));
    let mut values = Vec::with_capacity(new_rows * new_columns);
    for row in 0..new_rows {
        for column in 0..new_columns {
            let (mut sum, mut count) = (0.0, 0.0);
            for r in (row * factor..(row + 1) * factor).take_while(|r| *r < grid.rows) {
                for c in (column * factor..(column + 1) * factor).take_while(|c| *c < grid.columns)
                {
                    let value = grid.at(r, c);
                    if value.is_finite() {
                        sum += value;
                        count += 1.0;
                    }
                }
            }
            values.push(sum / count);
        }
    }
    Grid {
        rows: new_rows,
        columns: new_columns,
        values,
    }
}

#[cfg(test)]
mod tests {
    use super::super::numbers::Table;
    use super::super::sheet::Sheet;
    use super::*;

    fn text(grid: &Grid, tones: Tones, size: Size) -> String {
        Sheet(draw(grid, tones, size, false)).text(false)
    }

    #[test]
    fn tones_are_symmetric_only_if_both_signs_occur() {
        let tones = Tones::of_matrix(&[-1.0, 4.0, f64::NAN, f64::INFINITY]);
        assert_eq!(
            (tones.scale, tones.low, tones.high),
            (Scale::Signed, -4.0, 4.0)
        );
        let tones = Tones::of_matrix(&[1.0, 4.0]);
        assert_eq!(
            (tones.scale, tones.low, tones.high),
            (Scale::Rising, 1.0, 4.0)
        );
        let tones = Tones::of_matrix(&[f64::NAN]);
        assert_eq!((tones.low, tones.high), (0.0, 1.0));
    }

    #[test]
    fn large_squares_are_two_characters_wide() {
        let grid = [[0.0, 1.0, 2.0], [4.0, 3.0, f64::NAN]].grid();
        let tones = Tones::of_images(&grid.values);
        assert_eq!(text(&grid, tones, Size::Large), "  ░░▒▒\n██▓▓××\n");
    }

    #[test]
    fn small_squares_share_a_character() {
        let grid = [[0.0, 4.0], [0.0, 4.0], [2.0, 0.0]].grid();
        let tones = Tones::of_images(&grid.values);
        assert_eq!(text(&grid, tones, Size::Small), " █\n▒\n");
        let colour = Sheet(draw(&grid, tones, Size::Small, true)).text(true);
        assert_eq!(
            colour,
            "\x1b[38;5;16;48;5;16m▀\x1b[0m\x1b[38;5;231;48;5;231m▀\x1b[0m\n\
             \x1b[38;5;244m▀\x1b[0m\x1b[38;5;16m▀\x1b[0m\n"
        );
    }

    #[test]
    fn a_constant_image_is_grey() {
        let grid = [[3.0]].grid();
        assert_eq!(
            text(&grid, Tones::of_images(&grid.values), Size::Large),
            "▒▒\n"
        );
    }

    #[test]
    fn blocks_are_replaced_by_the_mean_of_what_is_there() {
        let grid = [[1.0, 3.0, 5.0], [1.0, f64::NAN, 7.0]].grid();
        let half = reduced(&grid, 2, 9);
        assert_eq!((half.rows, half.columns), (1, 2));
        assert_eq!(half.values, [5.0 / 3.0, 6.0]);
        let grid = [[1.0, 3.0, 5.0], [2.0, 4.0, 6.0]].grid();
        assert_eq!(reduced(&grid, 3, 2), grid);
    }
}
