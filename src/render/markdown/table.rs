//! A table in the width there is: columns side by side, their cells broken into lines, or one row below the other.

use super::inline::{Inline, Look};
use crate::render::theme::Theme;

/// Between two columns.
const GAP: usize = 2;
/// A column that would be narrower is no column any more.
const NARROWEST: usize = 14;

/// The first row is the head.
pub(super) fn lines(rows: &[Vec<Inline>], room: usize, theme: &Theme) -> Vec<String> {
    let Some((head, body)) = rows.split_first() else {
        return Vec::new();
    };
    let head: Vec<Inline> = head
        .iter()
        .map(|cell| {
            cell.clone().all(Look {
                strong: true,
                ..Look::default()
            })
        })
        .collect();
    match widths(rows, room) {
        Some(widths) => side_by_side(&head, body, &widths, theme),
        None => one_below_the_other(&head, body, room, theme),
    }
}

/// The columns' widths: what is narrow keeps its own, the others share what is left. Nothing if that is too little.
fn widths(rows: &[Vec<Inline>], room: usize) -> Option<Vec<usize>> {
    let columns = rows.iter().map(Vec::len).max()?;
    let natural: Vec<usize> = (0..columns)
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(Inline::width).max().unwrap_or(0)
        })
        .collect();
    let mut left = room.checked_sub(GAP * columns.saturating_sub(1))?;
    let mut order: Vec<usize> = (0..columns).collect();
    order.sort_by_key(|&column| natural[column]);
    let mut widths = vec![0; columns];
    for (place, &column) in order.iter().enumerate() {
        let share = left / (columns - place);
        widths[column] = natural[column].min(share);
        left -= widths[column];
    }
    let fits =
        (0..columns).all(|column| widths[column] == natural[column] || widths[column] >= NARROWEST);
    fits.then_some(widths)
}

fn side_by_side(
    head: &[Inline],
    body: &[Vec<Inline>],
    widths: &[usize],
    theme: &Theme,
) -> Vec<String> {
    let mut lines = row_lines(head, widths, theme);
    let rule: Vec<String> = widths.iter().map(|&width| "-".repeat(width)).collect();
    lines.push(theme.quiet(&rule.join(&" ".repeat(GAP))));
    let rows: Vec<Vec<String>> = body
        .iter()
        .map(|row| row_lines(row, widths, theme))
        .collect();
    // Rows of several lines are told apart by an empty one.
    let apart = rows.iter().any(|row| row.len() > 1);
    for (index, row) in rows.into_iter().enumerate() {
        if apart && index > 0 {
            lines.push(String::new());
        }
        lines.extend(row);
    }
    lines
}

fn row_lines(row: &[Inline], widths: &[usize], theme: &Theme) -> Vec<String> {
    let cells: Vec<Vec<String>> = widths
        .iter()
        .enumerate()
        .map(|(column, &width)| {
            row.get(column)
                .map_or_else(Vec::new, |cell| cell.wrapped(width, theme))
        })
        .collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    (0..height)
        .map(|index| {
            let parts: Vec<String> = cells
                .iter()
                .zip(widths)
                .map(|(cell, &width)| {
                    let text = cell.get(index).map_or("", String::as_str);
                    let missing = width.saturating_sub(console::measure_text_width(text));
                    format!("{text}{}", " ".repeat(missing))
                })
                .collect();
            parts.join(&" ".repeat(GAP)).trim_end().to_owned()
        })
        .collect()
}

/// `Head: cell` for each cell, an empty line between rows.
fn one_below_the_other(
    head: &[Inline],
    body: &[Vec<Inline>],
    room: usize,
    theme: &Theme,
) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, row) in body.iter().enumerate() {
        if index > 0 {
            lines.push(String::new());
        }
        let mut first = true;
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let mut named = Inline::default();
            if let Some(name) = head.get(column).filter(|name| !name.is_empty()) {
                named = name.clone();
                named.push(
                    ": ",
                    Look {
                        strong: true,
                        ..Look::default()
                    },
                );
            }
            named.append(cell);
            // What belongs to the row stands behind its first cell.
            let indent = if first { "" } else { "  " };
            first = false;
            for line in named.wrapped(room.saturating_sub(indent.len()), theme) {
                lines.push(format!("{indent}{line}"));
            }
        }
    }
    lines
}
