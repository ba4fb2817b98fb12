//! Long lines in a file: what two places in one column of pixels would both draw is drawn once.

/// Shorter lines are drawn as they are.
const MANY: usize = 2000;

/// Of neighbours in the same column of pixels the first, the lowest, the highest and the last, so that no peak is lost
/// and the line covers the same pixels.
pub(super) fn thinned(places: &[(f64, f64)], column_of: impl Fn(f64) -> f64) -> Vec<(f64, f64)> {
    if places.len() <= MANY {
        return places.to_vec();
    }
    let same_column =
        |a: &(f64, f64), b: &(f64, f64)| column_of(a.0).floor() == column_of(b.0).floor();
    places.chunk_by(same_column).flat_map(ends).collect()
}

fn ends(column: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let by_height = |a: &usize, b: &usize| column[*a].1.total_cmp(&column[*b].1);
    let lowest = (0..column.len()).min_by(by_height).unwrap_or(0);
    let highest = (0..column.len()).max_by(by_height).unwrap_or(0);
    let mut kept = [0, lowest, highest, column.len() - 1];
    kept.sort_unstable();
    let distinct = kept.chunk_by(|a, b| a == b).map(|same| column[same[0]]);
    distinct.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wave(count: usize) -> Vec<(f64, f64)> {
        let place = |i: usize| (i as f64, ((i * 7919) % 1000) as f64);
        (0..count).map(place).collect()
    }

    /// A hundred places in a column.
    fn hundredth(x: f64) -> f64 {
        x / 100.0
    }

    #[test]
    fn short_lines_stay_as_they_are() {
        let line = wave(MANY);
        assert_eq!(thinned(&line, hundredth), line);
    }

    #[test]
    fn no_peak_is_lost_whether_it_points_up_or_down() {
        let mut line = wave(10_000);
        line[6_180].1 = 5e6;
        line[6_181].1 = -5e6;
        let thin = thinned(&line, hundredth);
        assert!(thin.len() <= 4 * 100, "{}", thin.len());
        for column in 0..100 {
            let of = |line: &[(f64, f64)]| {
                let inside = line
                    .iter()
                    .filter(|(x, _)| hundredth(*x).floor() == f64::from(column));
                let heights: Vec<f64> = inside.map(|(_, y)| *y).collect();
                let low = heights.iter().copied().fold(f64::INFINITY, f64::min);
                let high = heights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                (heights.first().copied(), low, high, heights.last().copied())
            };
            assert_eq!(of(&thin), of(&line), "column {column}");
        }
    }

    #[test]
    fn what_is_kept_keeps_its_order_also_where_a_line_turns_back() {
        let mut line = wave(3_000);
        let back: Vec<_> = line.iter().rev().map(|(x, y)| (*x, y + 0.5)).collect();
        line.extend(back);
        let thin = thinned(&line, hundredth);
        assert!(thin.len() < 250, "{}", thin.len());
        let mut rest = line.iter();
        assert!(thin.iter().all(|kept| rest.any(|place| place == kept)));
        assert_eq!((thin.first(), thin.last()), (line.first(), line.last()));
    }
}
