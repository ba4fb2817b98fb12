//! Small arrays printed in full, the differing entries marked: `>3.5<`.

use super::{MOST_WIDTH, WIDTH, index, index_of, right, width};

/// Larger arrays are listed instead.
const MOST_ROWS: usize = 12;
const MOST_COLUMNS: usize = 12;
const LONGEST_LINE: usize = 24;

/// One or two arrays of the same shape, their entries as text in logical order.
pub(crate) struct Grids<'a> {
    shape: &'a [usize],
    arrays: Vec<(&'static str, Vec<String>)>,
    marked: Vec<bool>,
}

impl<'a> Grids<'a> {
    /// `got` above or beside `expected`, marked at the flat indices `differing`.
    pub(crate) fn pair(
        shape: &'a [usize],
        got: &[String],
        expected: &[String],
        differing: &[usize],
    ) -> Self {
        let mut marked = vec![false; got.len()];
        differing.iter().for_each(|&i| marked[i] = true);
        let arrays = vec![("got", got.to_vec()), ("expected", expected.to_vec())];
        Self {
            shape,
            arrays,
            marked,
        }
    }

    /// One array, nothing marked.
    pub(crate) fn single(heading: &'static str, shape: &'a [usize], entries: &[String]) -> Self {
        Self {
            shape,
            arrays: vec![(heading, entries.to_vec())],
            marked: vec![false; entries.len()],
        }
    }

    /// Whether an array of this shape may be small enough, before its entries are made into text.
    pub(crate) fn may_fit(shape: &[usize]) -> bool {
        match shape {
            [] => false,
            [n] => (1..=LONGEST_LINE).contains(n),
            [rows @ .., columns] => {
                (1..=MOST_COLUMNS).contains(columns)
                    && (1..=MOST_ROWS).contains(&rows.iter().product())
            }
        }
    }

    /// The lines, each with a line break; nothing if the arrays are too large.
    pub(crate) fn text(&self) -> Option<String> {
        if !Self::may_fit(self.shape) {
            return None;
        }
        let lines = match self.shape {
            [n] => self.in_one_line().or_else(|| self.in_rows(*n, 1)),
            [rows @ .., columns] => self.in_rows(rows.iter().product(), *columns),
            [] => None,
        }?;
        Some(
            lines
                .iter()
                .map(|l| format!("  {}\n", l.trim_end()))
                .collect(),
        )
    }

    /// `got  [1.0, >2.5<]`, one line an array.
    fn in_one_line(&self) -> Option<Vec<String>> {
        let cells = self.cells(|_| "");
        let widths = self.widths(&cells, self.shape[0]);
        let heading = "expected".len();
        let lines: Vec<String> = (self.arrays.iter().zip(&cells))
            .map(|((name, _), cells)| {
                let cells: Vec<String> = (cells.iter().zip(&widths))
                    .map(|(cell, &width)| right(cell, width))
                    .collect();
                format!("{name:<heading$}  [{}]", cells.join(", "))
            })
            .collect();
        fits(&lines, WIDTH).then_some(lines)
    }

    /// One line a row, the arrays side by side if that fits, else one below the other.
    fn in_rows(&self, rows: usize, columns: usize) -> Option<Vec<String>> {
        if rows > MOST_ROWS {
            return None;
        }
        let blocks = self.blocks(columns);
        let labels = self.labels(rows);

        let parts = |i: usize| -> Vec<&str> { blocks.iter().map(|b| b[i].as_str()).collect() };
        let side_by_side: Vec<String> = (labels.iter().enumerate())
            .map(|(i, label)| format!("{label}{}", parts(i).join("    ")))
            .collect();
        if fits(&side_by_side, WIDTH) {
            return Some(side_by_side);
        }
        let stacked: Vec<String> = (blocks.iter())
            .flat_map(|lines| labels.iter().zip(lines))
            .map(|(label, line)| format!("{label}{line}"))
            .collect();
        fits(&stacked, MOST_WIDTH).then_some(stacked)
    }

    /// For each array its heading and its rows, all of the same width.
    fn blocks(&self, columns: usize) -> Vec<Vec<String>> {
        // A column with a mark keeps the place of `<` free in its other rows.
        let column_is_marked = |i: usize| {
            let column = (i % columns..self.marked.len()).step_by(columns);
            column.into_iter().any(|i| self.marked[i])
        };
        let cells = self.cells(|i| if column_is_marked(i) { " " } else { "" });
        let widths = self.widths(&cells, columns);
        (self.arrays.iter().zip(&cells))
            .map(|((name, _), cells)| {
                let rows = cells.chunks(columns).map(|row| {
                    let row = row.iter().zip(&widths);
                    let row: Vec<String> = row.map(|(cell, &width)| right(cell, width)).collect();
                    row.join("  ")
                });
                let lines: Vec<String> = std::iter::once((*name).to_owned()).chain(rows).collect();
                left_aligned(&lines)
            })
            .collect()
    }

    /// What stands before the heading and before each row: `[1, ..]` for a row of a matrix, `[1]` for a row that is
    /// an entry of a vector.
    fn labels(&self, rows: usize) -> Vec<String> {
        let outer = &self.shape[..self.shape.len() - 1];
        let labels = (0..rows).map(|row| match outer {
            [] => format!("{}  ", index(&[row])),
            _ => index_of(row, outer).replace(']', ", ..]  "),
        });
        let labels: Vec<String> = std::iter::once(String::new()).chain(labels).collect();
        left_aligned(&labels)
    }

    /// All entries with their marks; `free` is what stands behind an entry that has none.
    fn cells(&self, free: impl Fn(usize) -> &'static str) -> Vec<Vec<String>> {
        let cell = |(i, entry): (usize, &String)| match self.marked[i] {
            true => format!(">{entry}<"),
            false => format!("{entry}{}", free(i)),
        };
        (self.arrays.iter())
            .map(|(_, entries)| entries.iter().enumerate().map(cell).collect())
            .collect()
    }

    /// The width of each column in all arrays.
    fn widths(&self, cells: &[Vec<String>], columns: usize) -> Vec<usize> {
        let mut widths = vec![0; columns];
        for cells in cells {
            for (i, cell) in cells.iter().enumerate() {
                widths[i % columns] = widths[i % columns].max(width(cell));
            }
        }
        widths
    }
}

fn left_aligned(lines: &[String]) -> Vec<String> {
    let widest = lines.iter().map(|line| width(line)).max().unwrap_or(0);
    lines
        .iter()
        .map(|line| format!("{line:<widest$}"))
        .collect()
}

fn fits(lines: &[String], most: usize) -> bool {
    lines.iter().all(|line| width(line.trim_end()) + 2 <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(entries: &[&str]) -> Vec<String> {
        entries.iter().map(|&e| e.to_owned()).collect()
    }

    fn pair(shape: &[usize], got: &[&str], expected: &[&str], differing: &[usize]) -> String {
        Grids::pair(shape, &texts(got), &texts(expected), differing)
            .text()
            .unwrap()
    }

    #[test]
    fn a_vector_is_one_line_each() {
        assert_eq!(
            pair(&[3], &["1", "-20", "3"], &["1", "2", "3"], &[1]),
            "  got       [1, >-20<, 3]\n\
             \x20 expected  [1,   >2<, 3]\n"
        );
    }

    #[test]
    fn a_matrix_stands_beside_the_expected_one() {
        let got = ["1.0", "2.0", "4.0", "3.5"];
        let expected = ["1.0", "2.0", "4.0", "13.0"];
        assert_eq!(
            pair(&[2, 2], &got, &expected, &[3]),
            "           got            expected\n\
             \x20 [0, ..]  1.0    2.0     1.0    2.0\n\
             \x20 [1, ..]  4.0   >3.5<    4.0  >13.0<\n"
        );
    }

    #[test]
    fn a_column_vector_is_a_column() {
        assert_eq!(
            pair(&[2, 1], &["1", "2"], &["1", "5"], &[1]),
            "           got    expected\n\
             \x20 [0, ..]   1      1\n\
             \x20 [1, ..]  >2<    >5<\n"
        );
    }

    #[test]
    fn wide_matrices_stand_one_below_the_other() {
        let got = ["1000.125"; 5];
        let expected = ["1000.25"; 5];
        assert_eq!(
            pair(&[1, 5], &got, &expected, &[0]),
            "           got\n\
             \x20 [0, ..]  >1000.125<  1000.125  1000.125  1000.125  1000.125\n\
             \x20          expected\n\
             \x20 [0, ..]   >1000.25<   1000.25   1000.25   1000.25   1000.25\n"
        );
    }

    #[test]
    fn more_axes_are_rows_with_longer_labels() {
        let got = ["1", "2", "3", "4", "5", "6", "7", "8"];
        assert_eq!(
            pair(&[2, 2, 2], &got, &got, &[]),
            "              got     expected\n\
             \x20 [0, 0, ..]  1  2    1  2\n\
             \x20 [0, 1, ..]  3  4    3  4\n\
             \x20 [1, 0, ..]  5  6    5  6\n\
             \x20 [1, 1, ..]  7  8    7  8\n"
        );
    }

    #[test]
    fn a_vector_too_wide_for_one_line_is_a_column() {
        let got = ["a rather long entry"; 4];
        assert_eq!(
            pair(&[4], &got, &got, &[2]),
            "       got                      expected\n\
             \x20 [0]   a rather long entry      a rather long entry\n\
             \x20 [1]   a rather long entry      a rather long entry\n\
             \x20 [2]  >a rather long entry<    >a rather long entry<\n\
             \x20 [3]   a rather long entry      a rather long entry\n"
        );
    }

    #[test]
    fn rows_are_aligned_behind_labels_of_different_widths() {
        let got: Vec<&str> = vec!["a rather long entry"; 11];
        let text = pair(&[11], &got, &got, &[]);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[10],
            "  [9]   a rather long entry    a rather long entry"
        );
        assert_eq!(
            lines[11],
            "  [10]  a rather long entry    a rather long entry"
        );
    }

    #[test]
    fn what_fits_is_decided_to_the_character() {
        // "  expected  [" and "]" around the entry leave 66 of 80 characters.
        let line = |n| pair(&[1], &[&"x".repeat(n)], &["y"], &[]);
        assert_eq!(line(66).lines().map(|l| l.len()).max(), Some(80));
        assert!(line(66).starts_with("  got       [x"));
        assert!(line(67).starts_with("       got"));
        // "  [0, ..]  " leaves 69 for both and the 4 between them, and 89 for one alone.
        let row = |n, m| pair(&[1, 1], &[&"x".repeat(n)], &[&"y".repeat(m)], &[]);
        assert_eq!(row(32, 32).lines().count(), 2, "11 + 32 + 4 + 32 = 79");
        assert_eq!(row(32, 33).lines().count(), 4, "11 + 33 + 4 + 33 = 81");
        let text = |n: usize| Grids::single("got", &[1, 1], &["x".repeat(n)]).text();
        assert!(text(89).is_some_and(|text| text.lines().all(|l| l.len() <= 100)));
        assert!(text(90).is_none());
    }

    #[test]
    fn one_array_alone() {
        assert_eq!(
            Grids::single("got", &[2], &texts(&["1", "2"])).text(),
            Some("  got       [1, 2]\n".to_owned())
        );
    }

    #[test]
    fn large_and_empty_arrays_are_not_printed() {
        for shape in [
            &[] as &[usize],
            &[0],
            &[25],
            &[13, 2],
            &[2, 13],
            &[2, 0],
            &[3, 5, 2],
        ] {
            assert!(!Grids::may_fit(shape), "{shape:?}");
        }
        for shape in [vec![24], vec![12, 12], vec![12, 1], vec![3, 4, 2]] {
            assert!(Grids::may_fit(&shape), "{shape:?}");
        }
        let long = vec!["x".repeat(50); 2];
        assert!(Grids::pair(&[1, 2], &long, &long, &[]).text().is_none());
    }
}
