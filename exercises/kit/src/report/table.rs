//! Lists of entries under headings.

use super::{right, width};

/// Columns aligned to the right, each line indented and ended by a line break.
pub(crate) fn table<const N: usize>(headings: [&str; N], rows: &[[String; N]]) -> String {
    let mut widths = headings.map(width);
    for row in rows {
        for (most, cell) in widths.iter_mut().zip(row) {
            *most = (*most).max(width(cell));
        }
    }
    let line = |cells: [&str; N]| {
        let cells: Vec<String> = (cells.iter().zip(widths))
            .map(|(cell, width)| right(cell, width))
            .collect();
        format!("  {}\n", cells.join("  ").trim_end())
    };
    let rows = rows
        .iter()
        .map(|row| line(row.each_ref().map(String::as_str)));
    std::iter::once(line(headings)).chain(rows).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let rows = [["[0]", "-2.25"], ["[10]", "3"]].map(|row| row.map(str::to_owned));
        assert_eq!(
            table(["index", "got"], &rows),
            "  index    got\n\
             \x20   [0]  -2.25\n\
             \x20  [10]      3\n"
        );
    }
}
