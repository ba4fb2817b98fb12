//! Sigmoid and log-loss without overflow
//!
//! A linear model yields any number z, called a logit; a probability lies between 0 and 1. The
//! sigmoid translates, the log-loss says how bad a probability was, and its gradient is the
//! simplest in machine learning. The formulas are short, and wrong for large z if written as
//! they stand:
//!
//!     p = sigmoid(z) = 1 / (1 + exp(-z)) = exp(z) / (1 + exp(z))
//!     loss           = mean over i of -(y[i] ln p[i] + (1 - y[i]) ln(1 - p[i]))      i < n
//!                    = mean over i of ln(1 + exp(z[i])) - y[i] z[i]
//!     d loss / d z[i] = (p[i] - y[i]) / n
//!
//! ln(1 + exp(z)) = max(z, 0) + ln(1 + exp(-|z|)), where nothing overflows; `v.ln_1p()` is
//! ln(1 + v), exact for tiny v. z and y have shape (n,); y is 0 or 1, or a probability
//! between them (a soft label). `None` if there are no rows, or not as many labels as logits.

use ndarray::{Array1, array};

/// The probability that belongs to a logit, for any z.
fn sigmoid(z: f64) -> f64 {
    // exp of a negative number is at most 1. 1 / (1 + exp(-z)) gives the right 0 for
    // z = -1000 in f64, by way of infinity; but its relative digits are lost earlier in f32,
    // and infinity / infinity, from the other form, is NaN.
    let small = (-z.abs()).exp();
    if z >= 0.0 {
        1.0 / (1.0 + small)
    } else {
        small / (1.0 + small)
    }
}

/// The mean log-loss of logits. (n,), (n,) -> ()
fn bce_with_logits(z: &Array1<f64>, y: &Array1<f64>) -> Option<f64> {
    // From p, a confident mistake cannot be told: sigmoid(40) is 1.0, and ln(1 - 1) is
    // infinite. Clipping p at 1e-7 makes it 16.1 for every such mistake, with a gradient of
    // 0 just where it should be largest. PyTorch has `BCEWithLogitsLoss` for this reason.
    if z.len() != y.len() {
        return None;
    }
    let loss = |(&z, &y): (&f64, &f64)| z.max(0.0) - y * z + (-z.abs()).exp().ln_1p();
    z.iter().zip(y).map(loss).collect::<Array1<f64>>().mean()
}

/// The gradient of `bce_with_logits` with respect to each logit. (n,), (n,) -> (n,)
fn bce_grad(z: &Array1<f64>, y: &Array1<f64>) -> Option<Array1<f64>> {
    // The derivative of the sigmoid, p (1 - p), cancels against that of the logarithm. So a
    // confident mistake pulls with full force; with a squared error it would hardly pull.
    let n = z.len();
    (n > 0 && n == y.len()).then(|| (z.mapv(sigmoid) - y) / n as f64)
}

fn main() {
    println!("If the label is 1:");
    println!("   logit        p        loss    -ln(p)   gradient");
    for z in [-1000.0, -40.0, -2.0, 0.0, 2.0, 40.0, 1000.0] {
        let (logit, label) = (array![z], array![1.0]);
        let loss = bce_with_logits(&logit, &label).unwrap_or(f64::NAN);
        let gradient = bce_grad(&logit, &label).map_or(f64::NAN, |g| g[0]);
        let naive = -(1.0 / (1.0 + f64::exp(-z))).ln();
        let p = sigmoid(z);
        println!("{z:8} {p:8.4} {loss:11.4} {naive:9.4} {gradient:10.4}");
    }
    let z = Array1::linspace(-6.0, 6.0, 61);
    let at = |z, label| bce_with_logits(&array![z], &array![label]).unwrap_or(f64::NAN);
    kit::plot::Figure::new("Log-loss: what a logit costs, for each of the two labels")
        .x("logit z")
        .y("loss")
        .line("label 1", &z, &z.mapv(|z| at(z, 1.0)))
        .line("label 0", &z, &z.mapv(|z| at(z, 0.0)))
        .line("sigmoid(z)", &z, &z.mapv(sigmoid))
        .show();
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same};

    #[test]
    fn sigmoid_is_a_half_at_0_and_rises() {
        assert_close!(sigmoid(0.0), 0.5);
        assert_close!(sigmoid(3.0f64.ln()), 0.75, "odds of 3 to 1");
        assert_close!(sigmoid(-4.0f64.ln()), 0.2, "odds of 1 to 4");
        let p: Vec<f64> = (-300..=300).map(|i| sigmoid(i as f64 / 10.0)).collect();
        assert!(p.windows(2).all(|pair| pair[0] < pair[1]), "from -30 to 30");
    }

    #[test]
    fn opposite_logits_share_a_whole() {
        for z in [0.1, 2.0, 17.5, 800.0] {
            assert_close!(sigmoid(z) + sigmoid(-z), 1.0, "z = {z}");
        }
    }

    #[test]
    fn sigmoid_of_large_logits_is_finite_and_precise() {
        assert_same!([sigmoid(1000.0), sigmoid(-1000.0)], [1.0, 0.0]);
        // For z far below 0, exp(z) and the sigmoid are the same: here 2.06e-9 and 4.2e-305.
        for z in [-40.0, -700.0] {
            assert_close!(sigmoid(z) / f64::exp(z), 1.0, "relative, at {z}");
        }
    }

    #[test]
    fn the_loss_of_one_logit() {
        let loss = |z, y| bce_with_logits(&array![z], &array![y]).expect("one row");
        assert_close!(loss(0.0, 1.0), 2.0f64.ln(), "ln 2, whatever the label");
        assert_close!(loss(0.0, 0.0), 2.0f64.ln());
        assert_not_close!(loss(2.0, 1.0), 2.126928011042972, "that is of label 0");
        // numpy: log1p(exp(-2)).
        assert_close!(loss(2.0, 1.0), 0.126928011042972);
        assert_close!(loss(2.0, 0.0), 2.126928011042972);
    }

    #[test]
    fn the_loss_is_a_mean() {
        // Probabilities 3/4 and 1/5; -ln(3/4) and -ln(4/5) are lost, and -ln(1/4).
        let z = array![3.0f64.ln(), -4.0f64.ln(), 3.0f64.ln()];
        let got = bce_with_logits(&z, &array![1.0, 0.0, 0.0]).expect("three rows");
        let sum = -(0.75f64.ln() + 0.8f64.ln() + 0.25f64.ln());
        assert_not_close!(got, sum, "the mean, not the sum");
        assert_close!(got, sum / 3.0);
    }

    #[test]
    fn confident_mistakes_cost_as_much_as_their_logit() {
        let z = array![1000.0, -1000.0, 40.0];
        let wrong = bce_with_logits(&z, &array![0.0, 1.0, 0.0]).expect("three rows");
        assert_not_close!(wrong, -(1e-7f64.ln()), "clipped at 1e-7: do not clip");
        assert_close!(wrong, 680.0);
        let right = bce_with_logits(&z, &array![1.0, 0.0, 1.0]).expect("three rows");
        // The third: ln(1 + exp(-40)) = 4.248354255291589e-18, which `ln(1 + v)` makes 0.
        assert_close!(right * 3.0 / 4.248354255291589e-18, 1.0, "small, but not 0");
    }

    #[test]
    fn the_gradient_is_p_minus_y_over_n() {
        let z = array![3.0f64.ln(), -4.0f64.ln(), 0.0, 0.0];
        let got = bce_grad(&z, &array![1.0, 0.0, 1.0, 0.0]).expect("four rows");
        assert_close!(got, array![-0.25, 0.2, -0.5, 0.5] / 4.0);
        // Confident mistakes pull with full force.
        let far = bce_grad(&array![1000.0, -1000.0], &array![0.0, 1.0]);
        assert_close!(far, [0.5, -0.5]);
    }

    #[test]
    fn the_gradient_is_that_of_the_loss() {
        let z = array![-3.0, -0.4, 0.0, 1.7, 5.0];
        let y = array![1.0, 0.0, 0.3, 1.0, 0.9]; // two soft labels
        let loss = |z: &Array1<f64>| bce_with_logits(z, &y).expect("five rows");
        kit::grad::check(loss, &z, &bce_grad(&z, &y).expect("five rows"));
    }

    #[test]
    fn a_soft_label_is_a_mixture_of_two() {
        let loss = |z, y| bce_with_logits(&array![z], &array![y]).expect("one row");
        let mixture = 0.25 * loss(1.5, 1.0) + 0.75 * loss(1.5, 0.0);
        assert_close!(loss(1.5, 0.25), mixture);
    }

    #[test]
    fn no_rows_and_missing_labels_are_refused() {
        // One label is not repeated for all logits.
        for (logits, labels) in [(0, 0), (2, 3), (2, 1)] {
            let (z, y) = (Array1::ones(logits), Array1::ones(labels));
            let got = (bce_with_logits(&z, &y), bce_grad(&z, &y));
            assert_same!(got, (None, None), "{logits} logits, {labels} labels");
        }
    }
}
