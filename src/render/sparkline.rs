//! A curve as one short line of characters: the higher the character, the larger the loss.

use super::theme::Theme;
use crate::training::Curve;

const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// By the ink they take.
const LETTERS: [char; 8] = ['.', ':', '-', '=', '+', '*', '#', '@'];
/// Losses that span so much are drawn by their logarithms.
const DECADES: f64 = 100.0;

/// Losses that differ by less, relative to the largest, are drawn as equal: it is rounding.
const EQUAL: f64 = 1e-9;

/// How the height of a curve grows with its losses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scale {
    Linear,
    Logarithmic,
}

/// At most `width` columns, each with a loss from its share of the steps; `!` where it is not finite.
pub(super) fn sparkline(curve: &Curve, width: usize, theme: &Theme) -> (String, Scale) {
    let columns = columns(curve, width);
    let finite = || columns.iter().copied().filter(|loss| loss.is_finite());
    let low = finite().fold(f64::INFINITY, f64::min);
    let high = finite().fold(f64::NEG_INFINITY, f64::max);
    let scale = if low > 0.0 && high / low >= DECADES {
        Scale::Logarithmic
    } else {
        Scale::Linear
    };
    let height = |loss: f64| match scale {
        Scale::Linear => loss / 2.0,
        Scale::Logarithmic => loss.ln(),
    };
    let flat = high / 2.0 - low / 2.0 <= EQUAL * (high.abs() / 2.0).max(low.abs() / 2.0);
    let (bottom, top) = (height(low), height(high));
    let letters = if theme.unicode { &BLOCKS } else { &LETTERS };
    let line = columns.iter().map(|&loss| {
        if !loss.is_finite() {
            return '!';
        }
        let share = (height(loss) - bottom) / (top - bottom);
        // All the same: a line at the bottom.
        let share = if flat || !share.is_finite() {
            0.0
        } else {
            share
        };
        letters[((share * letters.len() as f64) as usize).min(letters.len() - 1)]
    });
    (line.collect(), scale)
}

/// The first loss, then the last one of each column; a column without a report has that of the one before.
fn columns(curve: &Curve, width: usize) -> Vec<f64> {
    let (Some(first), Some(last)) = (curve.first(), curve.last()) else {
        return Vec::new();
    };
    let steps = last.step.saturating_sub(first.step);
    let width = width.min(usize::try_from(steps).map_or(width, |steps| steps.saturating_add(1)));
    let mut columns = vec![None; width.max(1)];
    for point in curve.points() {
        let share = point.step.saturating_sub(first.step) as f64 / steps.max(1) as f64;
        let place = (share * columns.len() as f64) as usize;
        let place = place.min(columns.len() - 1);
        columns[place] = Some(point.loss);
    }
    // Where it began is seen, however quickly it falls.
    if columns.len() > 1 {
        columns[0] = Some(first.loss);
    }
    let mut before = first.loss;
    columns
        .into_iter()
        .map(|loss| {
            before = loss.unwrap_or(before);
            before
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training::curve_of;

    fn drawn(losses: impl IntoIterator<Item = f64>, width: usize, unicode: bool) -> String {
        let theme = Theme {
            color: false,
            width: 80,
            plain: !unicode,
            unicode,
        };
        let (line, scale) = sparkline(&curve_of(losses), width, &theme);
        format!("{line} {scale:?}")
    }

    #[test]
    fn a_falling_loss_at_several_widths() {
        let falling = || (0..1000).map(|i| 2.0 * 0.995f64.powi(i) + 0.5);
        assert_eq!(
            drawn(falling(), 40, true),
            "█▇▆▅▅▄▄▃▃▃▃▂▂▂▂▂▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁ Linear"
        );
        assert_eq!(drawn(falling(), 10, true), "█▃▂▂▁▁▁▁▁▁ Linear");
        assert_eq!(drawn(falling(), 10, false), "@-::...... Linear");
        assert_eq!(drawn(falling(), 1, true), "▁ Linear");
    }

    #[test]
    fn decades_are_drawn_by_their_logarithms() {
        let halves = (0..16).map(|i| 0.5f64.powi(i));
        assert_eq!(drawn(halves, 16, true), "██▇▇▆▆▅▅▄▄▃▃▂▂▁▁ Logarithmic");
        let through_zero = (0..8).map(|i| 700.0 - 100.0 * f64::from(i));
        assert_eq!(drawn(through_zero, 8, false), "@#*+=-:. Linear");
        assert_eq!(drawn([1e308, -1e308], 8, true), "█▁ Linear");
    }

    #[test]
    fn few_reports_none_and_none_that_is_finite() {
        assert_eq!(drawn([3.0, 1.0, 2.0], 24, true), "█▁▅ Linear");
        assert_eq!(drawn([0.7; 5], 24, true), "▁▁▁▁▁ Linear");
        assert_eq!(
            drawn([0.7, 0.7 + 1e-16, 0.7 - 3e-16], 24, true),
            "▁▁▁ Linear"
        );
        assert_eq!(drawn([2.0], 24, true), "▁ Linear");
        assert_eq!(drawn([], 24, true), " Linear");
        assert_eq!(drawn([2.0, 1.0, f64::NAN], 24, true), "█▁! Linear");
        assert_eq!(drawn([f64::NAN; 2], 24, true), "!! Linear");
    }
}
