//! Matrices as colours.

mod page;
mod sketch;
mod tiles;

use super::numbers::{Grid, Table};
use super::raster::{self, Tones};
use super::screen::Screen;
use super::sheet::{Sheet, clean};
use super::{Picture, counted, show};
use std::fmt::Display;

/// Larger matrices are drawn without their values.
const MOST_COLUMNS: usize = 12;
const MOST_ROWS: usize = 20;

/// The entries of a matrix as colours, the first row on top; those of a small one with their values.
///
/// If there are entries on both sides of 0, the colours are symmetric about it. Of a matrix too large to be shown
/// means of square blocks are drawn.
///
/// ```no_run
/// use ndarray::array;
///
/// kit::plot::heatmap("Correlations", &array![[1.0, -0.3], [-0.3, 1.0]]);
/// ```
pub fn heatmap(title: &str, matrix: impl Table) {
    show(&Map::numbered(title, matrix.grid()));
}

/// A [`heatmap`] whose rows and columns have names.
///
/// ```no_run
/// use ndarray::array;
///
/// let names = ["cat", "dog"];
/// kit::plot::labelled_heatmap("True class against predicted", &names, &names, &array![[8, 2], [1, 9]]);
/// ```
pub fn labelled_heatmap<R: Display, C: Display>(
    title: &str,
    rows: &[R],
    columns: &[C],
    matrix: impl Table,
) {
    let rows = rows.iter().map(|name| clean(&name.to_string())).collect();
    let columns = columns.iter().map(|name| clean(&name.to_string()));
    show(&Map::new(title, rows, columns.collect(), matrix.grid()));
}

struct Map {
    title: String,
    rows: Vec<String>,
    columns: Vec<String>,
    grid: Grid,
    tones: Tones,
    notes: Vec<String>,
}

impl Map {
    fn numbered(title: &str, grid: Grid) -> Self {
        let numbers = |n: usize| (0..n).map(|i| i.to_string()).collect();
        Self::new(title, numbers(grid.rows), numbers(grid.columns), grid)
    }

    fn new(title: &str, mut rows: Vec<String>, mut columns: Vec<String>, grid: Grid) -> Self {
        let mut notes = vec![];
        let names = [
            (&mut rows, grid.rows, "row"),
            (&mut columns, grid.columns, "column"),
        ];
        for (names, n, what) in names {
            if names.len() != n {
                let (names, all) = (counted(names.len(), "name"), counted(n, what));
                notes.push(format!("{names} for {all}"));
            }
            names.resize(n, String::new());
        }
        if grid.is_empty() {
            let (rows, columns) = (grid.rows, grid.columns);
            notes.push(format!("nothing to draw: shape ({rows}, {columns})"));
        }
        let missing = grid.values.iter().filter(|v| !v.is_finite()).count();
        if missing > 0 {
            notes.push(format!("{} NaN or infinite", counted(missing, "entry")));
        }
        Self {
            title: clean(title),
            rows,
            columns,
            tones: Tones::of_matrix(&grid.values),
            grid,
            notes,
        }
    }

    fn has_values(&self) -> bool {
        self.grid.columns <= MOST_COLUMNS && self.grid.rows <= MOST_ROWS
    }

    /// With no more than so many columns and rows; a note says what became of the entries.
    fn reduced(&self, columns: usize, rows: usize) -> Self {
        let grid = raster::reduced(&self.grid, columns, rows);
        let factor = self.grid.columns.div_ceil(grid.columns.max(1)).max(1);
        let kept = |names: &[String]| names.iter().step_by(factor).cloned().collect();
        let mut notes = self.notes.clone();
        if factor > 1 {
            notes.push(format!(
                "each square is the mean of {factor} x {factor} entries"
            ));
        }
        Self {
            title: self.title.clone(),
            rows: kept(&self.rows),
            columns: kept(&self.columns),
            tones: self.tones,
            grid,
            notes,
        }
    }
}

impl Picture for Map {
    fn title(&self) -> &str {
        &self.title
    }

    fn sheet(&self, screen: Screen) -> Sheet {
        sketch::draw(self, screen)
    }

    fn svg(&self) -> String {
        page::draw(self)
    }
}

#[cfg(test)]
mod tests;
