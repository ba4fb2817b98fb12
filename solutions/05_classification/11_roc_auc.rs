//! ROC curve and AUC
//!
//! A classifier gives scores; somebody has to say from which score on a case is called
//! positive. The ROC curve shows all thresholds at once. With P positive and N negative rows,
//! and every row called positive whose score is at least t:
//!
//!     tpr(t) = positives called / P      fpr(t) = negatives called / N
//!     curve  = (fpr(t), tpr(t)) for t above all scores, then t = each different score, from
//!              the largest to the smallest: from (0, 0) to (1, 1)
//!     AUC    = area under the curve
//!            = share of the P N pairs whose positive has the larger score; a tie counts 1/2
//!
//! AUC judges the order of the scores, no threshold: 1/2 is chance, 1 perfect. A threshold
//! needs prices: each false call costs `cost_fp`, each miss `cost_fn`.
//!
//! Rows with equal scores are called together: one point, however many rows. `None` if there
//! are no positives or no negatives, if the lengths differ, or if a score is NaN.

use ndarray::{Array1, array};

/// The rows called as the threshold falls: (threshold, false calls, hits) for infinity and
/// then for each different score. (n,), (n,) -> number of different scores + 1
fn sweep(score: &Array1<f64>, truth: &Array1<bool>) -> Option<Vec<(f64, f64, f64)>> {
    // One sort, then one pass: each threshold calls the rows of the one before and those with
    // its own score. A point for each row would make a staircase inside a tie, and the area
    // would depend on the order in which equal scores happen to lie.
    let (all, positive) = (truth.len(), truth.iter().filter(|&&t| t).count());
    if score.len() != all || positive == 0 || positive == all || score.iter().any(|s| s.is_nan()) {
        return None;
    }
    let mut rows: Vec<usize> = (0..all).collect();
    rows.sort_by(|&a, &b| score[b].total_cmp(&score[a]));
    let mut points = vec![(f64::INFINITY, 0.0, 0.0)];
    let (mut false_calls, mut hits) = (0.0, 0.0);
    for tied in rows.chunk_by(|&a, &b| score[a] == score[b]) {
        let positive = tied.iter().filter(|&&row| truth[row]).count();
        hits += positive as f64;
        false_calls += (tied.len() - positive) as f64;
        points.push((score[tied[0]], false_calls, hits));
    }
    Some(points)
}

/// The points (fpr, tpr) from (0, 0) to (1, 1). (n,), (n,) -> a list. Given.
fn roc(score: &Array1<f64>, truth: &Array1<bool>) -> Option<Vec<(f64, f64)>> {
    let points = sweep(score, truth)?;
    let &(_, negatives, positives) = points.last()?;
    let share = |(_, fp, tp)| (fp / negatives, tp / positives);
    Some(points.into_iter().map(share).collect())
}

/// The area under straight lines from point to point. Given.
fn auc(curve: &[(f64, f64)]) -> f64 {
    let trapezoid = |ends: &[(f64, f64)]| (ends[1].0 - ends[0].0) * (ends[0].1 + ends[1].1) / 2.0;
    curve.windows(2).map(trapezoid).sum()
}

/// The share of pairs in the right order. (n,), (n,) -> ()
fn auc_by_ranks(score: &Array1<f64>, truth: &Array1<bool>) -> Option<f64> {
    // The probability that a positive, drawn at random, is above a negative: so AUC depends
    // on the order alone. The same count, times P N, is the Mann-Whitney U statistic; from
    // ranks it takes one sort, here n^2 comparisons.
    sweep(score, truth)?;
    let (mut pairs, mut right) = (0.0, 0.0);
    for (p, _) in score.iter().zip(truth).filter(|&(_, &t)| t) {
        for (n, _) in score.iter().zip(truth).filter(|&(_, &t)| !t) {
            pairs += 1.0;
            right += if p > n {
                1.0
            } else if p == n {
                0.5
            } else {
                0.0
            };
        }
    }
    Some(right / pairs)
}

/// The threshold at which false calls and misses cost least: infinity (nothing is called) or
/// one of the scores; of equally cheap ones the largest. (n,), (n,) -> ()
fn best_threshold(
    score: &Array1<f64>,
    truth: &Array1<bool>,
    cost_fp: f64,
    cost_fn: f64,
) -> Option<f64> {
    // Between two neighbouring scores nothing changes, so the scores themselves are all the
    // thresholds there are. A grid of 0.1 misses some and does not know the range of scores.
    // `min_by` keeps the first of equal ones, and thresholds fall.
    let points = sweep(score, truth)?;
    let &(_, _, positives) = points.last()?;
    let cost = |&(_, fp, tp): &(f64, f64, f64)| cost_fp * fp + cost_fn * (positives - tp);
    let cheapest = points.iter().min_by(|a, b| cost(a).total_cmp(&cost(b)));
    cheapest.map(|&(threshold, _, _)| threshold)
}

fn main() {
    // Scores of two classifiers for 300 letters, 100 of them urgent.
    let truth = Array1::from_shape_fn(300, |i| i % 3 == 0);
    let noise = kit::data::blobs(1, &array![[0.0, 0.0]], 300, 1.0).0;
    let urgent = truth.mapv(f64::from);
    let good = &urgent * 2.0 + noise.column(0);
    let fair = &urgent * 0.7 + noise.column(1);
    let mut figure = kit::plot::Figure::new("All thresholds at once: hits against false calls");
    for (name, score) in [("good", &good), ("fair", &fair)] {
        let (Some(curve), Some(ranks)) = (roc(score, &truth), auc_by_ranks(score, &truth)) else {
            return println!("one class only");
        };
        let area = auc(&curve);
        println!("{name}: AUC {area:.4} by area, {ranks:.4} by pairs");
        for (cost_fp, cost_fn) in [(1.0, 1.0), (1.0, 10.0)] {
            let t = best_threshold(score, &truth, cost_fp, cost_fn).unwrap_or(f64::NAN);
            println!("  a false call costs {cost_fp}, a miss {cost_fn:2}: call from {t:.2} on");
        }
        let (fpr, tpr): (Vec<f64>, Vec<f64>) = curve.into_iter().unzip();
        figure = figure.line(name, &fpr, &tpr);
    }
    let chance = [0.0, 1.0];
    figure
        .line("chance", &chance, &chance)
        .x("false positive rate")
        .y("true positive rate")
        .show();
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_same};
    use linfa::prelude::*;
    use ndarray::{arr1, s};

    /// scikit-learn's example.
    fn four() -> (Array1<f64>, Array1<bool>) {
        let score = array![0.1, 0.4, 0.35, 0.8];
        (score, array![false, false, true, true])
    }

    /// Scores on a grid of tenths, so that there are many ties.
    fn tied(seed: u64) -> (Array1<f64>, Array1<bool>) {
        let (x, class) = kit::data::blobs(seed, &array![[0.4], [0.6]], 60, 0.2);
        let score = x.column(0).mapv(|v| (v * 10.0).round() / 10.0);
        (score, class.mapv(|class| class == 1))
    }

    #[test]
    fn every_score_is_a_threshold() {
        let (score, truth) = four();
        let got = sweep(&score, &truth).expect("both classes");
        let expected = [
            (f64::INFINITY, 0.0, 0.0),
            (0.8, 0.0, 1.0),
            (0.4, 1.0, 1.0),
            (0.35, 1.0, 2.0),
            (0.1, 2.0, 2.0),
        ];
        assert_same!(got, expected, "threshold, false calls, hits");
    }

    #[test]
    fn equal_scores_are_called_together() {
        let (score, truth) = (array![0.5, 0.9, 0.5, 0.5], array![true, true, false, true]);
        let got = sweep(&score, &truth).expect("both classes");
        let expected = [(f64::INFINITY, 0.0, 0.0), (0.9, 0.0, 1.0), (0.5, 1.0, 3.0)];
        assert_same!(got, expected, "two different scores, three points");
    }

    #[test]
    fn the_area_of_four_rows() {
        let (score, truth) = four();
        let curve = roc(&score, &truth).expect("both classes");
        let expected = [(0.0, 0.0), (0.0, 0.5), (0.5, 0.5), (0.5, 1.0), (1.0, 1.0)];
        assert_same!(curve, expected);
        assert_close!(auc(&curve), 0.75);
    }

    #[test]
    fn three_of_four_pairs_are_in_order() {
        let (score, truth) = four();
        assert_close!(auc_by_ranks(&score, &truth), 0.75);
    }

    #[test]
    fn equal_scores_are_chance() {
        let score = Array1::from_elem(5, 0.3);
        let truth = array![true, true, false, true, false];
        assert_same!(roc(&score, &truth), Some(vec![(0.0, 0.0), (1.0, 1.0)]));
        assert_close!(auc_by_ranks(&score, &truth), 0.5, "ties count half");
    }

    #[test]
    fn both_definitions_agree_and_the_order_of_rows_is_nothing() {
        for seed in [1, 2, 3] {
            let (score, truth) = tied(seed);
            let area = |score: Array1<f64>, truth| roc(&score, truth).map(|curve| auc(&curve));
            let expected = auc_by_ranks(&score, &truth).expect("both classes");
            assert_close!(area(score.clone(), &truth), expected, "seed {seed}");
            let turned = (
                score.slice(s![..;-1]).to_owned(),
                truth.slice(s![..;-1]).to_owned(),
            );
            assert_close!(area(turned.0, &turned.1), expected, "rows turned round");
            let grown = score.mapv(|s| (3.0 * s).exp());
            assert_close!(area(grown, &truth), expected, "the order is the same");
            assert_close!(area(-score, &truth), 1.0 - expected, "negated");
        }
    }

    #[test]
    fn the_curve_never_falls() {
        let (score, truth) = tied(4);
        let curve = roc(&score, &truth).expect("both classes");
        assert_same!([curve[0], curve[curve.len() - 1]], [(0.0, 0.0), (1.0, 1.0)]);
        let rises = |p: &[(f64, f64)]| p[0].0 <= p[1].0 && p[0].1 <= p[1].1;
        assert!(curve.windows(2).all(rises), "{curve:?}");
    }

    #[test]
    fn linfa_finds_the_same_area() {
        let (score, truth) = tied(5);
        let score = score.mapv(|s| s.clamp(0.1, 1.0)); // linfa takes probabilities
        let probability = score.mapv(|s| Pr::new(s as f32));
        let linfa = probability.roc(truth.as_slice().expect("a list"));
        let own = roc(&score, &truth).map(|curve| auc(&curve));
        // linfa computes in f32.
        let linfa = linfa.map(|curve| f64::from(curve.area_under_curve()));
        assert_close!(own, linfa, atol = 1e-5);
    }

    #[test]
    fn prices_choose_the_threshold() {
        let (score, truth) = four();
        let best = |fp, miss| best_threshold(&score, &truth, fp, miss);
        // Costs at infinity, .8, .4, .35, .1: 2 misses; 1; 1 + 1; 1 false call; 2.
        assert_close!(best(2.0, 1.0), 0.8, "false calls are dear");
        assert_close!(best(1.0, 5.0), 0.35, "misses are dear");
        assert_close!(best(1.0, 1.0), 0.8, "equally cheap: the largest");
        assert_same!(best(1.0, 0.0), Some(f64::INFINITY), "misses are free");
    }

    #[test]
    fn prices_are_for_rows_not_for_shares() {
        let score = array![0.9, 0.8, 0.7, 0.6, 0.5];
        let truth = array![false, true, false, false, false];
        // Calling nothing costs 1 miss; from .8 on, the false call costs 1.5.
        let got = best_threshold(&score, &truth, 1.5, 1.0);
        assert_same!(
            got,
            Some(f64::INFINITY),
            "one false call is 1.5, not 1.5 / 4"
        );
    }

    #[test]
    fn thresholds_are_not_on_a_grid() {
        let score = array![-7.0, 0.4132, 0.4131, 12.0];
        let truth = array![false, true, false, true];
        assert_close!(best_threshold(&score, &truth, 1.0, 1.0), 0.4132);
    }

    #[test]
    fn one_class_other_lengths_and_nan_are_refused() {
        let good = [0.2, 0.7, 0.5];
        let cases: [(&[f64], &[bool]); 5] = [
            (&good, &[true, true, true]),
            (&good, &[false, false, false]),
            (&good, &[true, false]),
            (&[0.2, f64::NAN, 0.5], &[true, false, false]),
            (&[], &[]),
        ];
        for (score, truth) in cases {
            let (s, t) = (arr1(score), arr1(truth));
            let got = (
                roc(&s, &t),
                auc_by_ranks(&s, &t),
                best_threshold(&s, &t, 1.0, 1.0),
            );
            assert_same!(got, (None, None, None), "scores {score:?}, truth {truth:?}");
        }
    }
}
