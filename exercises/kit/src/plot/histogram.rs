//! Histograms.

use super::axis::{Axis, drawable};
use super::figure::{Columns, Figure};
use super::numbers::Series;
use super::{counted, show};
use crate::report::number::size;

/// More bins than this are not to be told apart.
const MOST_BINS: usize = 500;

/// How often values fall into each of `bins` intervals of equal width, which reach from the smallest to the largest value.
/// The last interval contains its right end.
///
/// ```no_run
/// kit::plot::histogram("Heights in cm", &[171.0, 168.5, 180.0, 175.5, 162.0], 4);
/// ```
pub fn histogram(title: &str, values: impl Series, bins: usize) {
    show(&figure(title, &values.values(), bins));
}

fn figure(title: &str, values: &[f64], bins: usize) -> Figure {
    let shown: Vec<f64> = values.iter().copied().filter(|v| drawable(*v)).collect();
    let columns = count(&shown, bins.clamp(1, MOST_BINS));
    let width = columns.edges[1] - columns.edges[0];
    let all = counted(shown.len(), "value");
    let bins = counted(columns.counts.len(), "bin");
    let mut figure = Figure::new(title)
        .y("count")
        .note(format!("{all} in {bins} of width {}", size(width)))
        .columns(columns);
    let missing = values.len() - shown.len();
    if missing > 0 {
        figure = figure.note(format!(
            "{} left out, NaN or infinite",
            counted(missing, "value")
        ));
    }
    figure
}

fn count(values: &[f64], bins: usize) -> Columns {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    // Values that are all the same lie in the middle.
    let around = Axis::around(values.iter().copied());
    let is_range = high - low > 1e-12 * low.abs().max(high.abs());
    let (low, high) = if is_range {
        (low, high)
    } else {
        (around.low, around.high)
    };
    let mut counts = vec![0.0; bins];
    for value in values {
        let bin = ((value - low) / (high - low) * bins as f64) as usize;
        counts[bin.min(bins - 1)] += 1.0;
    }
    let edge = |i: usize| low + (high - low) * (i as f64 / bins as f64);
    Columns {
        edges: (0..=bins).map(edge).collect(),
        counts,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Picture;
    use super::super::screen::Screen;
    use super::super::svg::parts::count as count_of;
    use super::*;

    const SCREEN: Screen = Screen {
        width: 40,
        colour: false,
    };

    #[test]
    fn the_last_bin_contains_its_right_end() {
        let columns = count(&[0.0, 1.0, 1.9, 2.0, 4.0], 4);
        assert_eq!(columns.edges, [0.0, 1.0, 2.0, 3.0, 4.0]);
        assert_eq!(columns.counts, [1.0, 2.0, 1.0, 1.0]);
    }

    #[test]
    fn values_without_a_range_fall_into_one_bin() {
        assert_eq!(count(&[5.0, 5.0], 4).counts.iter().sum::<f64>(), 2.0);
        assert_eq!(count(&[5.0, 5.0], 3).counts, [0.0, 2.0, 0.0]);
        assert_eq!(count(&[0.0], 1).counts, [1.0]);
        assert_eq!(count(&[], 2).counts, [0.0, 0.0]);
    }

    #[test]
    fn the_drawing_of_a_few_values() {
        let figure = figure(
            "Waiting times in min",
            &[0.0, 1.0, 1.5, 2.5, 4.0, f64::NAN],
            4,
        );
        let expected = "\
Waiting times in min
count
2 ┤         ▂▂▂▂▂▂▂▂▂
  │         █████████
  │         █████████
  │         █████████
  │         █████████
  │         █████████
  │         █████████
1 ┤▁▁▁▁▁▁▁▁▁█████████▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
  │████████████████████████████████████
  │████████████████████████████████████
  │████████████████████████████████████
  │████████████████████████████████████
  │████████████████████████████████████
  │████████████████████████████████████
0 ┤████████████████████████████████████
  └┬─────────────────┬────────────────┬
   0                 2                4
5 values in 4 bins of width 1
1 value left out, NaN or infinite
";
        assert_eq!(figure.sheet(SCREEN).text(false), expected);
    }

    #[test]
    fn a_rare_value_is_seen_beside_a_thousand_and_beside_empty_bins() {
        let mut values = vec![0.0; 1000];
        values.push(1.0);
        let text = figure("Rare", &values, 3).sheet(SCREEN).text(false);
        let lowest = text
            .lines()
            .find(|line| line.contains('┤') && line.starts_with("   0"))
            .unwrap();
        assert_eq!(
            lowest,
            format!("   0 ┤{}{}▁", "█".repeat(11), " ".repeat(11)) + &"▁".repeat(10)
        );
    }

    #[test]
    fn more_bins_than_columns_show_their_largest_counts() {
        let mut values: Vec<f64> = (0..=200).map(f64::from).collect();
        values.extend([77.5; 9]);
        let text = figure("Many", &values, 200).sheet(SCREEN).text(false);
        assert!(text.contains("\n10 ┤"), "{text}");
        assert!(text.contains("210 values in 200 bins of width 1\n"));
        let capped = figure("Capped", &values, 1_000_000);
        assert!(capped.sheet(SCREEN).text(false).contains("in 500 bins"));
    }

    #[test]
    fn the_file_has_a_bar_for_each_bin_that_is_not_empty() {
        let bars = |values: &[f64], bins| count_of(&figure("t", values, bins).svg(), "rect");
        let frame = bars(&[], 4);
        assert_eq!(bars(&[0.0, 1.0, 4.0], 4) - frame, 3);
        assert_eq!(bars(&[2.0], 4) - frame, 1);
    }
}
