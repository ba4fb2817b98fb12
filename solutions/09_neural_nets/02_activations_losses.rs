//! Activations and losses with their derivatives
//!
//! Without something bent between its layers, a deep network is one linear model. An
//! activation bends, entry by entry, and a loss says in one number how bad the answers are.
//! To train, we need the derivative of both. `dout` is what the rest of the network reports
//! back: the derivative of the loss with respect to this function's output, same shape.
//!
//!     relu     a = max(z, 0)              da/dz = 1 if z > 0, else 0 (also at exactly 0)
//!     sigmoid  a = 1 / (1 + exp(-z))      da/dz = a (1 - a)
//!     tanh     a = tanh(z)                da/dz = 1 - a^2
//!     back     dz[i][j] = dout[i][j] * da/dz at z[i][j]            i < n rows, j < m
//!
//!     softmax cross-entropy, z of shape (n, k), y[i] < k the right class of row i
//!       p[i][j] = exp(z[i][j]) / sum over l of exp(z[i][l])
//!       loss    = 1/n * sum over i of -ln p[i][y[i]]
//!       dz[i][j] = (p[i][j] - [j = y[i]]) / n                      [..] is 1 if true, else 0
//!     squared error, p and t of shape (n, k)
//!       loss    = 1/n * sum over i, j of (p[i][j] - t[i][j])^2     divided by rows, not entries
//!
//! Scores of 10,000 must not overflow: -ln p = ln(sum over l of exp(z[l] - c)) + c - z[y] for
//! any c, best the largest entry of the row. Without rows the mean is unknown: NaN.
//! `ndarray::Zip::from(&a).and(&b).map_collect(|&a, &b| ...)` pairs up the entries
//! of two arrays and panics if their shapes differ.

use ndarray::{Array1, Array2, Zip, array};

#[derive(Clone, Copy, Debug)]
enum Act {
    Relu,
    Sigmoid,
    Tanh,
}

/// The activation of each entry. (n, m) -> (n, m). Finished, as an example.
fn act(z: &Array2<f64>, kind: Act) -> Array2<f64> {
    match kind {
        // Not z.max(0.0): that would answer 0 for NaN.
        Act::Relu => z.mapv(|z| z.clamp(0.0, f64::INFINITY)),
        // exp(-z) may be infinite: 1 / infinity is 0, as it should be.
        Act::Sigmoid => z.mapv(|z| 1.0 / (1.0 + (-z).exp())),
        Act::Tanh => z.mapv(f64::tanh),
    }
}

/// The derivative of the loss with respect to `z`, the input of `act`.
/// (n, m), (n, m) -> (n, m). Panics if the shapes differ.
fn act_back(z: &Array2<f64>, dout: &Array2<f64>, kind: Act) -> Array2<f64> {
    // a (1 - a) and 1 - a^2 want the output a, but what comes in is z: apply `act` first.
    // A sigmoid's slope is at most 1/4, and next to nothing far from 0, so that many of them
    // in a row let nothing through. ReLU lets all or nothing through.
    let a = act(z, kind);
    let slope = match kind {
        Act::Relu => z.mapv(|z| if z > 0.0 { 1.0 } else { 0.0 }),
        Act::Sigmoid => a.mapv(|a| a * (1.0 - a)),
        Act::Tanh => a.mapv(|a| 1.0 - a * a),
    };
    Zip::from(&slope).and(dout).map_collect(|s, d| s * d)
}

/// Mean cross-entropy of softmax(z), and its derivative dz. (n, k), (n,) -> one number, (n, k)
/// Panics if a label is k or more, or unless there is one label for each row.
fn softmax_ce(z: &Array2<f64>, y: &Array1<usize>) -> (f64, Array2<f64>) {
    // exp(z - max) is at most 1, and its sum at least 1: nothing overflows, and the logarithm
    // is finite. Taking ln of p instead would be -infinity where p is rounded to 0.
    // The mean's 1/n belongs to the gradient too. PyTorch: `CrossEntropyLoss`, on raw scores.
    assert_eq!(z.nrows(), y.len(), "one label for each row");
    let n = z.nrows() as f64;
    let (mut loss, mut dz) = (0.0, z.clone());
    for (mut row, &label) in dz.rows_mut().into_iter().zip(y) {
        let max = row.fold(f64::NEG_INFINITY, |max, &z| max.max(z));
        let score = row[label] - max;
        row.mapv_inplace(|z| (z - max).exp());
        let sum = row.sum();
        loss += sum.ln() - score;
        row /= sum;
        row[label] -= 1.0;
    }
    (loss / n, dz / n)
}

/// Squared error, and its derivative with respect to `p`. (n, k), (n, k) -> one number, (n, k)
/// Panics if the shapes differ.
fn mse_loss(p: &Array2<f64>, t: &Array2<f64>) -> (f64, Array2<f64>) {
    // The 2 of the square and the 1/n of the mean. The shapes are compared, because (n, 1)
    // minus (1, n) would be broadcast to (n, n), a favourite bug of regression networks.
    // PyTorch's `MSELoss` divides by n k; then a learning rate means something else.
    assert_eq!(p.dim(), t.dim(), "one target for each prediction");
    let (n, error) = (p.nrows() as f64, p - t);
    ((&error * &error).sum() / n, error * (2.0 / n))
}

fn main() {
    let z = Array1::linspace(-4.0, 4.0, 33);
    let column = z.clone().into_shape_with_order((33, 1)).expect("33 x 1");
    let ones = Array2::ones((33, 1));
    for (name, kind) in [
        ("relu", Act::Relu),
        ("sigmoid", Act::Sigmoid),
        ("tanh", Act::Tanh),
    ] {
        let (a, slope) = (act(&column, kind), act_back(&column, &ones, kind));
        kit::plot::Figure::new(name)
            .x("z")
            .line("activation", &z, &a.column(0))
            .line("its derivative", &z, &slope.column(0))
            .show();
    }
    let (loss, dz) = softmax_ce(&array![[2.0, 1.0, -1.0], [0.0, 3.0, 0.0]], &array![0, 2]);
    println!("Row 0 is right, row 1 is surely wrong: loss {loss:.3}. Uphill is\n{dz:.3}");
    let (uniform, _) = softmax_ce(&Array2::zeros((1, 10)), &array![3]);
    println!("Knowing nothing about 10 classes costs ln 10 = {uniform:.6}");
    let (loss, dp) = mse_loss(&array![[1.5], [3.0]], &array![[1.0], [5.0]]);
    println!("Squared error {loss}, its derivative\n{dp}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same, assert_shape};
    use ndarray::Axis;
    use std::panic::catch_unwind;

    // Expected numbers are closed forms, or difference quotients of the kit.

    /// No entry near 0, where ReLU has a kink.
    fn example() -> (Array2<f64>, Array2<f64>) {
        let z = array![[0.5, -1.25, 2.0], [-0.3, 0.75, -3.0]];
        (z, array![[1.0, -2.0, 0.5], [3.0, 0.25, -1.5]])
    }

    #[test]
    fn slopes_at_0_are_known() {
        let (z, one) = (array![[0.0]], array![[1.0]]);
        let at_0 = |kind| act_back(&z, &one, kind)[[0, 0]];
        assert_not_close!(
            at_0(Act::Sigmoid),
            0.0,
            "a (1 - a) with z in the place of a"
        );
        assert_close!(at_0(Act::Sigmoid), 0.25);
        assert_close!(at_0(Act::Tanh), 1.0);
        assert_close!(at_0(Act::Relu), 0.0, "by rule");
    }

    #[test]
    fn slopes_match_difference_quotients() {
        let (z, dout) = example();
        for kind in [Act::Relu, Act::Sigmoid, Act::Tanh] {
            let loss = |z: &Array2<f64>| (act(z, kind) * &dout).sum();
            kit::grad::check_named(
                &format!("dz of {kind:?}"),
                loss,
                &z,
                &act_back(&z, &dout, kind),
            );
        }
    }

    #[test]
    fn saturated_activations_have_slope_0() {
        let (z, dout) = (array![[1e4, -1e4]], array![[1.0, 1.0]]);
        assert_close!(act_back(&z, &dout, Act::Sigmoid), array![[0.0, 0.0]]);
        assert_close!(act_back(&z, &dout, Act::Tanh), array![[0.0, 0.0]]);
        assert_close!(act_back(&z, &dout, Act::Relu), array![[1.0, 0.0]]);
    }

    #[test]
    fn knowing_nothing_about_k_classes_costs_ln_k() {
        let (loss, _) = softmax_ce(&Array2::zeros((4, 10)), &array![0, 3, 9, 3]);
        assert_not_close!(loss, 4.0 * 10f64.ln(), "the sum over rows, not their mean");
        assert_close!(loss, 10f64.ln());
    }

    #[test]
    fn cross_entropy_is_minus_ln_of_the_right_probability() {
        // Row 0 has shares 1/8, 2/8, 5/8, row 1 has 5/10, 1/10, 4/10.
        let z = array![[1.0, 2.0, 5.0], [5.0, 1.0, 4.0]].mapv(f64::ln);
        let (loss, dz) = softmax_ce(&z, &array![2, 1]);
        assert_close!(loss, -(0.625f64.ln() + 0.1f64.ln()) / 2.0);
        let sums = array![[0.125, 0.25, -0.375], [0.5, -0.9, 0.4]];
        assert_not_close!(dz, sums, "the loss is a mean over 2 rows");
        assert_close!(dz, sums / 2.0);
    }

    #[test]
    fn cross_entropy_matches_difference_quotients() {
        let (z, y) = (example().0, array![2, 0]);
        kit::grad::check(|z| softmax_ce(z, &y).0, &z, &softmax_ce(&z, &y).1);
    }

    #[test]
    fn each_row_of_dz_sums_to_0() {
        let (_, dz) = softmax_ce(&example().0, &array![1, 1]);
        assert_close!(dz.sum_axis(Axis(1)), array![0.0, 0.0]);
    }

    #[test]
    fn scores_of_10_000_do_not_overflow() {
        let z = array![[1e4, -1e4], [-1e4, -1e4]];
        let (loss, dz) = softmax_ce(&z, &array![1, 0]);
        assert_close!(loss, (2e4 + 2f64.ln()) / 2.0);
        assert_close!(dz, array![[0.5, -0.5], [-0.25, 0.25]]);
        let (loss, _) = softmax_ce(&z, &array![0, 0]);
        assert_close!(loss, 2f64.ln() / 2.0, "row 0 is right: it costs nothing");
    }

    #[test]
    fn with_one_class_there_is_nothing_to_lose() {
        let (loss, dz) = softmax_ce(&array![[3.0], [-7.0]], &array![0, 0]);
        assert_close!(loss, 0.0);
        assert_close!(dz, array![[0.0], [0.0]]);
    }

    #[test]
    fn squared_errors_are_added_in_a_row_and_averaged_over_rows() {
        let (p, t) = (
            array![[1.0, 2.0], [3.0, 4.0]],
            array![[0.0, 2.0], [5.0, 3.0]],
        );
        let (loss, dp) = mse_loss(&p, &t);
        assert_not_close!(loss, 1.5, "6 divided by 4 entries instead of 2 rows");
        assert_close!(loss, 3.0);
        assert_close!(dp, array![[1.0, 0.0], [-2.0, 1.0]]);
    }

    #[test]
    fn squared_error_matches_difference_quotients() {
        let (p, t) = example();
        kit::grad::check(|p| mse_loss(p, &t).0, &p, &mse_loss(&p, &t).1);
    }

    #[test]
    fn without_rows_the_loss_is_unknown() {
        let (loss, dz) = softmax_ce(&Array2::zeros((0, 3)), &array![]);
        assert!(loss.is_nan(), "got {loss}");
        assert_shape!(dz, [0, 3]);
        let (loss, dp) = mse_loss(&Array2::zeros((0, 2)), &Array2::zeros((0, 2)));
        assert!(loss.is_nan(), "got {loss}");
        assert_shape!(dp, [0, 2]);
    }

    #[test]
    fn an_unknown_score_makes_the_loss_unknown() {
        let (loss, dz) = softmax_ce(&array![[f64::NAN, 1.0], [0.0, 0.0]], &array![1, 0]);
        assert!(loss.is_nan(), "got {loss}");
        let unknown = dz.mapv(f64::is_nan);
        assert_same!(unknown, array![[true, true], [false, false]]);
    }

    #[test]
    fn shapes_that_do_not_fit_are_refused() {
        let refused = |f: fn()| catch_unwind(f).is_err();
        softmax_ce(&Array2::zeros((2, 3)), &array![0, 2]);
        assert!(refused(|| drop(softmax_ce(
            &Array2::zeros((2, 3)),
            &array![0, 3]
        ))));
        assert!(refused(|| drop(softmax_ce(
            &Array2::zeros((2, 3)),
            &array![0]
        ))));
        assert!(
            refused(|| drop(softmax_ce(&Array2::zeros((2, 3)), &array![0, 1, 2]))),
            "3 labels for 2 rows"
        );
        assert!(
            refused(|| drop(mse_loss(&Array2::zeros((2, 1)), &Array2::zeros((1, 2))))),
            "(2, 1) and (1, 2) were broadcast to (2, 2)"
        );
        for shape in [(2, 2), (1, 3)] {
            let back = || act_back(&Array2::zeros((2, 3)), &Array2::zeros(shape), Act::Tanh);
            assert!(catch_unwind(back).is_err(), "dout {shape:?} for z (2, 3)");
        }
    }
}
