//! Data, split, baseline, prediction
//!
//! Machine learning replaces a rule that somebody writes by a rule that is learned from
//! examples. Whether it was learned or only memorised shows on examples the model has never
//! seen, so a part of the data is set aside before anything else happens:
//!
//!     data (n, d), (n,)  ->  split  ->  fit on the training part  ->  predict the test part
//!                                                                 ->  compare with its y
//!
//! The simplest model of all predicts the mean of the training y, whatever x is. It is the
//! baseline: a model that is not better than that has learned nothing.
//!
//! test rows   ceil(n * test_share), drawn at random; files are often sorted. Both parts
//!             need at least one row, otherwise the answer is `Err(SplitError)`.
//! needed      `order.shuffle(&mut rng)` of `rand::seq::SliceRandom` puts a slice into random
//!             order; `kit::rng(seed)` is a generator; `x.select(Axis(0), &rows)` gathers rows.

use LearningType::{Reinforcement, Supervised, Unanswered, Unsupervised};
use ndarray::{Array1, Array2, Axis};
use rand::seq::SliceRandom;

#[derive(Clone, Copy, Debug, PartialEq)]
enum LearningType {
    Unanswered,
    /// Examples come with the right answer.
    Supervised,
    /// Examples come without an answer; the structure in them is wanted.
    Unsupervised,
    /// No examples: the learner acts, and is rewarded for the consequences.
    Reinforcement,
}

const TASKS: [&str; 6] = [
    "the price of a flat, from 5000 sales with area and price",
    "groups of customers who buy alike, from their receipts",
    "a robot that learns to walk by trying, and every metre counts",
    "is this mail spam? 10 000 mails were sorted by hand",
    "which machine behaves unusually? nobody knows how a fault looks",
    "a program that plays itself at draughts and is told who won",
];

/// The kind of learning for each of `TASKS`.
const KINDS: [LearningType; 6] = [
    // What is in the data decides, not the field: prices and hand-sorted mails are answers,
    // receipts and machine readings have none, metres and victories are rewards for acts.
    Supervised,    // price of a flat
    Unsupervised,  // groups of customers
    Reinforcement, // walking robot
    Supervised,    // spam
    Unsupervised,  // unusual machine
    Reinforcement, // draughts
];

/// Two parts of the rows; row i of each x belongs to entry i of its y.
#[derive(Debug, PartialEq)]
struct Split {
    x_train: Array2<f64>,
    y_train: Array1<f64>,
    x_test: Array2<f64>,
    y_test: Array1<f64>,
}

/// `x` and `y` differ in length, or one of the parts would have no rows.
#[derive(Debug, PartialEq)]
struct SplitError;

/// The mean of `y_train`, `n_test` times; NaN if there is nothing to take the mean of.
/// Finished, as an example. (n,) -> (n_test,)
fn mean_baseline(y_train: &Array1<f64>, n_test: usize) -> Array1<f64> {
    Array1::from_elem(n_test, y_train.mean().unwrap_or(f64::NAN))
}

/// The mean of |pred_i - y_i|: how far off on average. Given.
fn mean_absolute_error(pred: &Array1<f64>, y: &Array1<f64>) -> f64 {
    (pred - y).mapv(f64::abs).mean().unwrap_or(f64::NAN)
}

/// Two parts drawn at random, the same ones for the same seed. (n, d), (n,)
/// An error if the lengths differ, if a part would be empty, or if `test_share` is not
/// between 0 and 1.
fn train_test_split(
    x: &Array2<f64>,
    y: &Array1<f64>,
    test_share: f64,
    seed: u64,
) -> Result<Split, SplitError> {
    // One shuffled order for x and y: two shuffles would tear rows and answers apart. The
    // comparisons are written so that NaN is refused. linfa: `shuffle`, `split_with_ratio`.
    let n = x.nrows();
    let n_test = (n as f64 * test_share).ceil() as usize;
    let share_fits = test_share > 0.0 && test_share < 1.0;
    if y.len() != n || !share_fits || n_test >= n {
        return Err(SplitError);
    }
    let mut rows: Vec<usize> = (0..n).collect();
    rows.shuffle(&mut kit::rng(seed));
    let part = |rows: &[usize]| (x.select(Axis(0), rows), y.select(Axis(0), rows));
    let (x_test, y_test) = part(&rows[..n_test]);
    let (x_train, y_train) = part(&rows[n_test..]);
    Ok(Split {
        x_train,
        y_train,
        x_test,
        y_test,
    })
}

/// The mean absolute error that the baseline has on rows it was not fitted on.
fn baseline_error(
    x: &Array2<f64>,
    y: &Array1<f64>,
    test_share: f64,
    seed: u64,
) -> Result<f64, SplitError> {
    // The mean of all y would already know the answers it is tested on. The baseline looks
    // at y only; every later model looks at x as well, with the same four steps.
    let split = train_test_split(x, y, test_share, seed)?;
    let pred = mean_baseline(&split.y_train, split.y_test.len());
    Ok(mean_absolute_error(&pred, &split.y_test))
}

fn main() {
    for kind in [Unanswered, Supervised, Unsupervised, Reinforcement] {
        for (task, _) in TASKS.iter().zip(KINDS).filter(|(_, k)| *k == kind) {
            println!("{kind:?}: {task}");
        }
    }
    // 20 flats: area in m2, and a price in 1000 EUR that grows with it.
    let area = Array1::linspace(30.0, 125.0, 20);
    let price = area.mapv(|a: f64| 40.0 + 3.1 * a + 9.0 * (a / 7.0).sin());
    let x = area.insert_axis(Axis(1));
    println!("\nHow far the baseline is off, in 1000 EUR, for five splits of 20 flats:");
    for seed in 1..=5 {
        let split = train_test_split(&x, &price, 0.25, seed).expect("20 rows are enough");
        let areas = split.x_test.column(0).to_vec();
        let pred = mean_baseline(&split.y_train, split.y_train.len());
        let known = mean_absolute_error(&pred, &split.y_train);
        let error = baseline_error(&x, &price, 0.25, seed).expect("20 rows are enough");
        println!("{known:.0} on the flats it knows, {error:.0} on new ones of {areas:.0?} m2");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same, assert_shape};

    /// Row i is [i, 10 i] and its y is 100 i: a row shows where it came from.
    fn numbered(n: usize) -> (Array2<f64>, Array1<f64>) {
        let x = Array2::from_shape_fn((n, 2), |(i, j)| i as f64 * [1.0, 10.0][j]);
        (x, Array1::from_shape_fn(n, |i| 100.0 * i as f64))
    }

    #[test]
    fn each_task_has_its_kind_of_learning() {
        // What the data of each task hold: right answers, rewards.
        let holds = [
            (true, false),
            (false, false),
            (false, true),
            (true, false),
            (false, false),
            (false, true),
        ];
        for (task, (kind, (answers, rewards))) in TASKS.iter().zip(KINDS.iter().zip(holds)) {
            let right = match kind {
                Supervised => answers,
                Unsupervised => !answers && !rewards,
                Reinforcement => rewards,
                Unanswered => false,
            };
            assert!(right, "{kind:?} for: {task}");
        }
    }

    #[test]
    fn a_quarter_of_ten_rows_is_three() {
        let (x, y) = numbered(10);
        let split = train_test_split(&x, &y, 0.25, 1).unwrap();
        assert_shape!(split.x_test, [3, 2], "2.5 rows are rounded up");
        assert_shape!(split.x_train, [7, 2]);
        assert_shape!(split.y_test, [3]);
        assert_shape!(split.y_train, [7]);
        let (x, y) = numbered(9);
        let split = train_test_split(&x, &y, 0.25, 1).unwrap();
        assert_shape!(split.x_test, [3, 2], "2.25 rows are rounded up as well");
    }

    #[test]
    fn every_row_lands_in_exactly_one_part() {
        let (x, y) = numbered(13);
        let split = train_test_split(&x, &y, 0.3, 1).unwrap();
        let parts = [split.x_train.column(0), split.x_test.column(0)];
        let mut rows: Vec<usize> = parts.iter().flatten().map(|&row| row as usize).collect();
        rows.sort();
        assert_same!(rows, (0..13).collect::<Vec<_>>(), "the rows of both parts");
    }

    #[test]
    fn rows_keep_their_own_y() {
        let (x, y) = numbered(13);
        let split = train_test_split(&x, &y, 0.3, 4).unwrap();
        for (x, y) in [(split.x_train, split.y_train), (split.x_test, split.y_test)] {
            assert_close!(x.column(1), &x.column(0) * 10.0, "the columns of a row");
            assert_close!(y, &x.column(0) * 100.0, "the y of a row");
        }
    }

    #[test]
    fn a_sorted_file_gives_both_parts_both_ends() {
        // 100 sorted rows: that no test row is among the 50 smallest has a chance of 2e-9.
        let (x, y) = numbered(100);
        for seed in 1..=3 {
            let split = train_test_split(&x, &y, 0.25, seed).unwrap();
            for y in [split.y_train, split.y_test] {
                let small = y.iter().filter(|&&y| y < 5000.0).count();
                let large = y.len() - small;
                assert!(small > 0 && large > 0, "{small} small and {large} large y");
            }
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_split() {
        let (x, y) = numbered(40);
        let split = |seed| train_test_split(&x, &y, 0.5, seed).unwrap();
        assert_eq!(split(7), split(7));
        assert!(split(7) != split(8), "another seed, another split");
    }

    #[test]
    fn no_part_may_be_empty() {
        let error = |n, share| {
            let (x, y) = numbered(n);
            train_test_split(&x, &y, share, 1) == Err(SplitError)
        };
        for (n, share) in [(10, 0.0), (10, 1.0), (10, -0.2), (10, 1.5), (10, f64::NAN)] {
            assert!(error(n, share), "a share of {share}");
        }
        for (n, share) in [(0, 0.5), (1, 0.5), (2, 0.9)] {
            assert!(error(n, share), "{share} of {n} rows leaves a part empty");
        }
        assert!(!error(2, 0.5), "2 rows can be split");
        let (x, _) = numbered(4);
        let (_, y) = numbered(5);
        assert_eq!(
            train_test_split(&x, &y, 0.5, 1),
            Err(SplitError),
            "4 x, 5 y"
        );
    }

    #[test]
    fn the_baseline_is_the_mean_of_what_it_is_given() {
        assert_close!(
            mean_baseline(&ndarray::array![1.0, 3.0], 3),
            [2.0, 2.0, 2.0]
        );
        assert!(mean_baseline(&Array1::zeros(0), 1)[0].is_nan());
    }

    #[test]
    fn the_baseline_never_sees_the_test_rows() {
        // One row with y = 1 to learn from, one with y = 5 to be tested on, or the reverse.
        let (x, _) = numbered(2);
        let error = baseline_error(&x, &ndarray::array![1.0, 5.0], 0.5, 1).unwrap();
        assert_not_close!(error, 2.0, "the mean was taken over both parts");
        assert_not_close!(
            error,
            0.0,
            "a model is not scored on the rows it was fitted on"
        );
        assert_close!(error, 4.0);
        // Two rows to learn from, one to be tested on: off by 4.5, or not at all for the 3.
        let (x, _) = numbered(3);
        for seed in 1..=9 {
            let error = baseline_error(&x, &ndarray::array![0.0, 3.0, 6.0], 0.3, seed).unwrap();
            let both = [0.0, 4.5].map(|right| kit::is_close(&error, &right));
            assert!(both.contains(&true), "learn on 2 rows, test on 1: {error}");
        }
        assert_eq!(
            baseline_error(&x, &Array1::zeros(2), 1.0, 1),
            Err(SplitError)
        );
    }
}
