//! The numbers below a drawing.

use super::axis::{Axis, Ticks};
use super::canvas::Canvas;
use super::sheet::{Ink, Line, widest, wrap};

/// What stands below `columns` characters that begin at column `left`.
pub(super) struct Ruler {
    /// The columns of the ticks, counted from `left`.
    pub(super) marks: Vec<usize>,
    pub(super) labels: Line,
}

/// As many ticks as there is room for their labels.
pub(super) fn ruler(axis: Axis, left: usize, columns: usize) -> Ruler {
    let most = (columns / 10).clamp(2, 8);
    let fits = |ticks: &Ticks| {
        let labels = ticks.labels();
        labels.len() * (widest(&labels) + 3) <= columns
    };
    let ticks = (2..=most).rev().map(|most| axis.ticks(most)).find(fits);
    let ticks = ticks.unwrap_or_else(|| axis.ticks(1));
    let canvas = Canvas::new(columns, 1);
    let place = |at: &f64| Canvas::cell_of(canvas.dot_at(axis.share(*at), 0.0)).1;
    let marks: Vec<usize> = ticks.places.iter().map(place).collect();
    let mut labels = Line::default();
    for (mark, label) in marks.iter().zip(ticks.labels()) {
        let width = label.chars().count();
        let middle = (left + mark).saturating_sub(width / 2);
        let start = middle.min((left + columns + 1).saturating_sub(width));
        // At the ends of a narrow drawing a label may have been moved into its neighbour.
        if labels.width() == 0 || start > labels.width() {
            labels.pad_to(start);
            labels.push(&label, Ink::PLAIN);
        }
    }
    Ruler { marks, labels }
}

/// A label in the middle below the same columns, in several lines if it is longer than `width`.
pub(super) fn centred(text: &str, left: usize, columns: usize, width: usize) -> Vec<Line> {
    let lines = wrap(text, width).into_iter().map(|text| {
        let length = text.chars().count();
        let start = (left + columns / 2).saturating_sub(length / 2);
        let mut line = Line::default();
        line.pad_to(start.min(width.saturating_sub(length)));
        line.push(&text, Ink::PLAIN);
        line
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::super::sheet::Sheet;
    use super::*;

    fn labels(axis: Axis, columns: usize) -> String {
        Sheet(vec![ruler(axis, 2, columns).labels]).text(false)
    }

    #[test]
    fn labels_stand_below_their_ticks() {
        let axis = Axis::exactly(0.0, 10.0);
        assert_eq!(ruler(axis, 2, 21).marks, [0, 10, 20]);
        assert_eq!(labels(axis, 21), "  0         5        10\n");
    }

    #[test]
    fn fewer_ticks_are_drawn_where_there_is_no_room() {
        assert_eq!(
            labels(Axis::exactly(0.0, 0.001), 30),
            "0.0000        0.0005       0.0010\n"
        );
        assert_eq!(labels(Axis::exactly(0.0, 0.001), 12), "0.000     0.001\n");
    }

    #[test]
    fn a_long_label_is_wrapped_within_the_width() {
        let text = |text| Sheet(centred(text, 4, 10, 14)).text(false);
        assert_eq!(text("area"), "       area\n");
        assert_eq!(text("area of the flat"), "   area of the\n       flat\n");
        assert_eq!(text(""), "");
    }
}
