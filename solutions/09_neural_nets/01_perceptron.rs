//! The perceptron and the single-layer network
//!
//! The oldest neuron that learns (Rosenblatt, 1958): it weighs its d inputs, adds a bias and
//! says 1 if the score is above 0, else -1. It learns from its mistakes only:
//!
//!     score[i] = x[i] . w + b                                       i < n
//!     wrong    = y[i] * score[i] <= 0                               y[i] is -1 or 1
//!     if wrong:  w += y[i] * x[i],  b += y[i]                       else: nothing
//!
//! Training starts from zeros and goes through the rows in their order, `epochs` times. A
//! score of exactly 0 counts as wrong, for both labels. If some line separates the classes
//! with margin g, and no row (with a 1 appended for the bias) is longer than R, then it makes
//! at most (R / g)^2 mistakes, however long it trains (Novikoff, 1962). If there is no such
//! line, it never stops.
//!
//! m neurons side by side are a single-layer network: one column of weights each,
//! scores = x w + b with (n, d) (d, m) + (m,) -> (n, m). For x w write `x.dot(&w)`.
//! `zip` stops at the shorter list without a word; `assert_eq!` does not.

use ndarray::{Array1, Array2, array};

/// A trained perceptron, and the number of updates that training took.
#[derive(Clone, Debug, PartialEq)]
struct Perceptron {
    w: Array1<f64>, // (d,)
    b: f64,
    mistakes: usize,
}

/// (R / g)^2 for the line of `p`: R the length of the longest row with a 1 appended, g the
/// smallest distance from the line, measured in d + 1 dimensions. Infinite if a row is not
/// on its side. (n, d), (n,) -> one number. Finished, as an example.
fn mistake_bound(x: &Array2<f64>, y: &Array1<f64>, p: &Perceptron) -> f64 {
    let longest = x.rows().into_iter().map(|row| row.dot(&row) + 1.0);
    let margins = (x.dot(&p.w) + p.b) * y;
    let margin = margins.into_iter().fold(f64::INFINITY, f64::min);
    if margin <= 0.0 {
        return f64::INFINITY;
    }
    longest.fold(0.0, f64::max) * (p.w.dot(&p.w) + p.b * p.b) / (margin * margin)
}

/// A perceptron after `epochs` passes over the rows. (n, d), (n,) of -1 and 1
/// Panics unless there is one label per row.
fn train(x: &Array2<f64>, y: &Array1<f64>, epochs: usize) -> Perceptron {
    // y * score is positive on the right side for both labels. `<=` matters at the start: with
    // zero weights every score is 0, and with `<` a perceptron would never begin to learn.
    // A row that is right changes nothing, so a fitted line stays where it is.
    assert_eq!(x.nrows(), y.len(), "one label per row");
    let (mut w, mut b, mut mistakes) = (Array1::zeros(x.ncols()), 0.0, 0);
    for _ in 0..epochs {
        for (row, &label) in x.rows().into_iter().zip(y) {
            if label * (row.dot(&w) + b) <= 0.0 {
                w.scaled_add(label, &row);
                b += label;
                mistakes += 1;
            }
        }
    }
    Perceptron { w, b, mistakes }
}

/// The answers of m neurons: 1 where the score is above 0, else -1.
/// (n, d), (d, m), (m,) -> (n, m). Panics unless there is one bias for each neuron.
fn layer(x: &Array2<f64>, w: &Array2<f64>, b: &Array1<f64>) -> Array2<f64> {
    // One product for all rows and neurons, and the bias is broadcast down the rows. A bias
    // of length 1 would be broadcast too, hence the check. `f64::signum` says 1 at 0.
    assert_eq!(w.ncols(), b.len(), "one bias for each neuron");
    (x.dot(w) + b).mapv(|score| if score > 0.0 { 1.0 } else { -1.0 })
}

fn main() {
    let x = array![[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
    let tables = [
        ("AND", array![-1.0, -1.0, -1.0, 1.0]),
        ("OR", array![-1.0, 1.0, 1.0, 1.0]),
        ("XOR", array![-1.0, 1.0, 1.0, -1.0]),
    ];
    println!("mistakes in 10 and in 100 epochs, the bound (R / g)^2, rows right:");
    for (name, y) in &tables {
        let (short, long) = (train(&x, y, 10), train(&x, y, 100));
        let right = (x.dot(&long.w) + long.b) * y;
        let right = right.iter().filter(|&&margin| margin > 0.0).count();
        let bound = mistake_bound(&x, y, &long);
        println!(
            "{name:>4} {:3} {:3} {bound:6.1} {right}",
            short.mistakes, long.mistakes
        );
    }
    let (w, b) = (array![[1.0, -1.0], [1.0, -1.0]], array![-0.5, 1.5]);
    let hidden = layer(&x, &w, &b);
    let xor = layer(&hidden, &array![[1.0], [1.0]], &array![-1.0]);
    println!("\nOR and NAND side by side:\n{hidden}\nand AND of the two is XOR:\n{xor}");
    let answer = |a, c| {
        layer(
            &layer(&array![[a, c]], &w, &b),
            &array![[1.0], [1.0]],
            &array![-1.0],
        )
    };
    kit::plot::regions("XOR from two layers", &x, &[0, 1, 1, 0], |a, c| {
        usize::from(answer(a, c)[[0, 0]] > 0.0)
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same};
    use rand::Rng;

    // Expected numbers are worked out by hand; the bound is Novikoff's theorem.

    fn corners() -> Array2<f64> {
        array![[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
    }

    fn right(x: &Array2<f64>, y: &Array1<f64>, p: &Perceptron) -> usize {
        let margins = (x.dot(&p.w) + p.b) * y;
        margins.iter().filter(|&&margin| margin > 0.0).count()
    }

    #[test]
    fn one_mistake_moves_weights_and_bias_towards_the_label() {
        let p = train(&array![[2.0, 1.0]], &array![-1.0], 1);
        assert_same!(p.mistakes, 1, "the score 0 at the start counts as wrong");
        assert_not_close!(p.w, array![2.0, 1.0], "times the label, which is -1");
        assert_close!(p.w, array![-2.0, -1.0]);
        assert_close!(p.b, -1.0);
    }

    #[test]
    fn a_row_that_is_right_changes_nothing() {
        // Row 0 is wrong at score 0, then row 1 has y * score = 2 * 1 + 1 = 3.
        let p = train(&array![[1.0], [2.0]], &array![1.0, 1.0], 1);
        assert_not_close!(p.w, array![3.0], "row 1 was right and still added");
        assert_close!(p.w, array![1.0]);
        assert_same!(p.mistakes, 1);
    }

    #[test]
    fn later_rows_meet_the_weights_that_earlier_rows_left() {
        // Row 0 leaves w = 1, b = 1: row 1 scores 4, is wrong, and leaves w = -2, b = 0.
        let p = train(&array![[1.0], [3.0]], &array![1.0, -1.0], 1);
        assert_close!(p.w, array![-2.0]);
        assert_close!(p.b, 0.0);
        assert_same!(p.mistakes, 2);
    }

    #[test]
    fn and_and_or_are_learned_in_less_than_ten_epochs() {
        let x = corners();
        for y in [array![-1.0, -1.0, -1.0, 1.0], array![-1.0, 1.0, 1.0, 1.0]] {
            let p = train(&x, &y, 9);
            assert_same!(right(&x, &y, &p), 4, "labels {y}");
            assert_eq!(train(&x, &y, 100), p, "fitted, and it still moved");
        }
    }

    #[test]
    fn xor_is_never_learned() {
        let (x, y) = (corners(), array![-1.0, 1.0, 1.0, -1.0]);
        let fitted = (0..60).map(|epochs| train(&x, &y, epochs));
        let best = fitted.map(|p| right(&x, &y, &p)).max();
        assert!(best <= Some(3), "no line has {best:?} of the 4 rows right");
        let mistakes = train(&x, &y, 60).mistakes;
        assert!(mistakes >= 60, "{mistakes} mistakes: one epoch had none");
    }

    #[test]
    fn the_bound_compares_the_longest_row_with_the_nearest() {
        let (x, y) = (array![[3.0, 1.0], [-1.0, 0.0]], array![1.0, -1.0]);
        let line = |b| Perceptron {
            w: array![2.0, 1.0],
            b,
            mistakes: 0,
        };
        // By hand: R^2 = 9 + 1 + 1, the margins are 9 and 0 or 6 and 3, |(w, b)|^2 = 4 + 1 + b^2.
        assert_same!(mistake_bound(&x, &y, &line(2.0)), f64::INFINITY, "on it");
        assert_close!(mistake_bound(&x, &y, &line(-1.0)), 11.0 * 6.0 / 9.0);
    }

    #[test]
    fn mistakes_stay_below_the_bound() {
        for seed in 0..20 {
            let mut rng = kit::rng(seed);
            let line = Perceptron {
                w: array![2.0, -1.0, 0.5],
                b: 0.3,
                mistakes: 0,
            };
            let mut x = Array2::from_shape_simple_fn((40, 3), || rng.gen_range(-1.0..1.0));
            let scores = x.dot(&line.w) + line.b;
            let y = scores.mapv(f64::signum);
            // Away from the line, so that there is a margin of some size.
            for (mut row, label) in x.rows_mut().into_iter().zip(&y) {
                row.scaled_add(0.2 * label, &line.w);
            }
            let bound = mistake_bound(&x, &y, &line);
            let p = train(&x, &y, 200);
            assert!((p.mistakes as f64) <= bound, "{} > {bound}", p.mistakes);
            assert_same!(right(&x, &y, &p), 40, "seed {seed}");
        }
    }

    #[test]
    fn equal_labels_and_a_row_at_the_origin_need_only_the_bias() {
        let p = train(&array![[0.0, 0.0], [3.0, 1.0]], &array![-1.0, -1.0], 5);
        assert_close!(p.w, array![0.0, 0.0], "the origin cannot move the weights");
        assert_close!(p.b, -1.0);
        assert_same!(p.mistakes, 1);
    }

    #[test]
    fn nothing_is_learned_without_rows_or_epochs() {
        let none = train(&Array2::zeros((0, 2)), &array![], 3);
        let zero = train(&array![[1.0, 2.0]], &array![1.0], 0);
        for p in [none, zero] {
            assert_close!(p.w, array![0.0, 0.0]);
            assert_close!(p.b, 0.0);
            assert_same!(p.mistakes, 0);
        }
    }

    #[test]
    fn each_column_of_weights_is_one_neuron() {
        let x = array![[1.0, 2.0], [-3.0, 0.5]];
        let w = array![[1.0, 0.0, -2.0], [0.0, 1.0, 1.0]];
        // Scores: [1, 2, 0] and [-3, 0.5, 6.5], plus the biases.
        let got = layer(&x, &w, &array![-1.5, 0.25, 0.5]);
        assert_close!(got, array![[-1.0, 1.0, 1.0], [-1.0, 1.0, 1.0]]);
        let got = layer(&x, &w, &array![2.0, -1.0, -1.0]);
        assert_close!(got, array![[1.0, 1.0, -1.0], [-1.0, -1.0, 1.0]]);
    }

    #[test]
    fn a_neuron_needs_a_score_above_0() {
        let got = layer(&array![[1.0]], &array![[2.0, 2.0]], &array![-2.0, -1.9]);
        assert_close!(got, array![[-1.0, 1.0]]);
        let unknown = layer(&array![[f64::NAN]], &array![[1.0]], &array![0.0]);
        assert_close!(unknown, array![[-1.0]], "NaN is not above 0");
    }

    #[test]
    fn two_layers_can_do_xor() {
        let hidden = layer(
            &corners(),
            &array![[1.0, -1.0], [1.0, -1.0]],
            &array![-0.5, 1.5],
        );
        let xor = layer(&hidden, &array![[1.0], [1.0]], &array![-1.0]);
        assert_close!(xor.column(0), array![-1.0, 1.0, 1.0, -1.0]);
    }

    #[test]
    fn lists_that_do_not_fit_are_refused() {
        use std::panic::catch_unwind;
        let x = array![[1.0], [2.0]];
        assert!(catch_unwind(|| train(&x, &array![1.0, -1.0], 1)).is_ok());
        assert!(catch_unwind(|| train(&x, &array![1.0], 1)).is_err());
        let one_bias = || layer(&x, &array![[1.0, 2.0]], &array![0.5]);
        assert!(catch_unwind(one_bias).is_err(), "one bias for 2 neurons");
    }
}
