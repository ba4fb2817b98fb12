//! Logistic regression
//!
//! The first model to try on two classes, and often the last: a weight for each column, an
//! intercept, and a sigmoid that makes a probability of their sum. It has no closed form, so
//! gradient descent finds the weights (n rows, d columns, y[i] is 0 or 1):
//!
//!     z[i]      = w . x[i] + b        p[i] = sigmoid(z[i])
//!     objective = sum over i of log-loss(z[i], y[i]) + alpha / 2 |w|^2
//!     d / dw[j] = sum over i of (p[i] - y[i]) x[i][j] + alpha w[j]
//!     d / db    = sum over i of (p[i] - y[i])               the intercept is not penalised
//!     step      = -rate / n times the gradient, `epochs` times, from w = 0 and b = 0
//!
//! The loss is a sum, so that alpha means the same as in linfa. Dividing the whole gradient by
//! n keeps the rate independent of the number of rows and leaves the minimum where it is.
//!
//! From linfa-logistic: `LogisticRegression::default().alpha(a).fit(&dataset)?`. f64 cannot be
//! targets, but bool can. The result has `.params()` and `.intercept()`; they speak for the
//! class `.labels().pos.class`, which is the more frequent one, of equal ones the one that
//! comes first. If that is `false`, all signs are the other way round. Import
//! `linfa::prelude::*`, `linfa_logistic::LogisticRegression`. See docs.rs/linfa-logistic/0.8.1.

use kit::plot::Figure;
use linfa::prelude::*;
use linfa_logistic::LogisticRegression;
use linfa_logistic::error::Error;
use ndarray::{Array1, Array2, array};

/// Weights (d,) and intercept.
type Model = (Array1<f64>, f64);

/// The probability of class 1 for each row. (n, d) -> (n,). Given: where exp(-z) is infinite,
/// the quotient is 0, as it should be.
fn predict_proba((w, b): &Model, x: &Array2<f64>) -> Array1<f64> {
    (x.dot(w) + *b).mapv(|z| 1.0 / (1.0 + (-z).exp()))
}

/// What is to become small. (n, d), (n,) -> (). Given.
fn objective((w, b): &Model, x: &Array2<f64>, y: &Array1<f64>, alpha: f64) -> f64 {
    let z = x.dot(w) + *b;
    let losses = z.mapv(|z| z.max(0.0) + (-z.abs()).exp().ln_1p()) - y * &z; // (n,)
    losses.sum() + alpha / 2.0 * w.dot(w)
}

/// The gradient of `objective` by the weights and by the intercept. (n, d), (n,) -> (d,), ()
fn gradient(m: &Model, x: &Array2<f64>, y: &Array1<f64>, alpha: f64) -> Model {
    // The formula of linear regression, with probabilities for predictions: the derivatives
    // of sigmoid and logarithm cancel. Thresholded predictions would make it a perceptron,
    // whose steps do not shrink. A penalised b would pull all probabilities towards 1/2.
    let error = predict_proba(m, x) - y; // (n,)
    (x.t().dot(&error) + alpha * &m.0, error.sum())
}

/// Gradient descent on `objective`. (n, d), (n,)
/// `None` unless every label is 0 or 1 and both occur: else b has no best value.
fn fit_logistic(
    x: &Array2<f64>,
    y: &Array1<f64>,
    alpha: f64,
    rate: f64,
    epochs: usize,
) -> Option<Model> {
    // If all labels are 1, b grows for ever and the loss creeps towards 0: no best model.
    // Both parts of a step use the gradient at the same point; updating w first and then b
    // with the new w would be another method.
    let both = [0.0, 1.0].iter().all(|label| y.iter().any(|y| y == label));
    if !both || y.iter().any(|&y| y != 0.0 && y != 1.0) {
        return None;
    }
    let mut m = (Array1::zeros(x.ncols()), 0.0);
    let step = rate / x.nrows() as f64;
    for _ in 0..epochs {
        let slope = gradient(&m, x, y, alpha);
        m.0.scaled_add(-step, &slope.0);
        m.1 -= step * slope.1;
    }
    Some(m)
}

/// linfa's minimum of the same objective. (n, d), (n,). Errors: those of linfa, for example
/// if all labels are equal.
fn fit_logistic_linfa(x: &Array2<f64>, y: &Array1<f64>, alpha: f64) -> Result<Model, Error> {
    // Never take a library's word for which class is the positive one: print it, or test it.
    // linfa minimises with L-BFGS, which learns the curvature from the last gradients and
    // needs no rate. alpha is 1.0 if it is not set; scikit-learn's C is 1 / alpha.
    let dataset = Dataset::new(x.clone(), y.mapv(|y| y == 1.0));
    let model = LogisticRegression::default().alpha(alpha).fit(&dataset)?;
    let sign = if model.labels().pos.class { 1.0 } else { -1.0 };
    Ok((sign * model.params(), sign * model.intercept()))
}

/// Hours of study and of sleep of 80 students, counted from the average, and who passed.
fn students() -> (Array2<f64>, Array1<f64>) {
    let (x, passed) = kit::data::blobs(8, &array![[-1.0, -0.5], [1.0, 0.5]], 40, 1.0);
    (x, passed.mapv(|label| label as f64))
}

fn main() -> Result<(), Error> {
    let (x, y) = students();
    let show = |name: String, m: &Model| {
        let ((w, b), objective) = (gradient(m, &x, &y, 1.0), objective(m, &x, &y, 1.0));
        let length = (w.dot(&w) + b * b).sqrt();
        println!(
            "{name:>12} {objective:10.4} {length:9.4}  {:.3} {:6.3}",
            m.0, m.1
        );
    };
    println!("alpha = 1:    objective, gradient, weights of study and sleep, intercept");
    for epochs in [0, 10, 100, 1000] {
        let m = fit_logistic(&x, &y, 1.0, 0.3, epochs).expect("both labels occur");
        show(format!("{epochs} epochs"), &m);
    }
    let m = fit_logistic_linfa(&x, &y, 1.0)?;
    show("linfa".to_string(), &m);
    Figure::new("Who passes with a probability above 1/2, and who did pass (1)")
        .x("hours of study above average")
        .y("hours of sleep above average")
        .points_by("passed", &x, &y.mapv(|y| y as usize))
        .regions(|study, sleep| usize::from(predict_proba(&m, &array![[study, sleep]])[0] > 0.5))
        .show();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close};
    use ndarray::{Axis, arr1, concatenate, s};

    /// Six rows of two columns; no line separates the labels.
    fn small() -> (Array2<f64>, Array1<f64>) {
        let columns = array![[0., 1., 2., 3., 4., 5.], [2., 0., 3., 1., 1., 4.]];
        (columns.reversed_axes(), array![0., 0., 1., 0., 1., 1.])
    }

    fn long(x: &Array2<f64>, y: &Array1<f64>, alpha: f64) -> Model {
        fit_logistic(x, y, alpha, 0.1, 10000).expect("both labels occur")
    }

    /// The weights, then the intercept.
    fn flat((w, b): Model) -> Array1<f64> {
        w.into_iter().chain([b]).collect()
    }

    #[test]
    fn at_zero_weights_every_row_pulls_with_one_half() {
        let (x, y) = small();
        let got = gradient(&(array![0.0, 0.0], 0.0), &x, &y, 1.0);
        // Half of the rows with label 0, minus half of those with label 1.
        assert_close!(flat(got), [(4.0 - 11.0) / 2.0, (3.0 - 8.0) / 2.0, 0.0]);
    }

    #[test]
    fn the_gradient_is_that_of_the_objective() {
        let (x, y) = small();
        let model = |v: &Array1<f64>| (v.slice(s![..2]).to_owned(), v[2]);
        let at = array![0.7, -1.2, 0.4];
        let slopes = flat(gradient(&model(&at), &x, &y, 3.0));
        kit::grad::check(|v| objective(&model(v), &x, &y, 3.0), &at, &slopes);
    }

    #[test]
    fn one_epoch_is_one_step() {
        let (x, y) = small();
        let after = |epochs| fit_logistic(&x, &y, 1.0, 0.6, epochs).map(flat);
        assert_close!(after(0), [0.0, 0.0, 0.0], "no epochs");
        assert_not_close!(after(1), [2.1, 1.5, 0.0], "a step divides by n");
        assert_close!(after(1), [0.35, 0.25, 0.0], "-0.6 / 6 times the gradient");
    }

    #[test]
    fn two_epochs_are_two_steps() {
        // By hand: after one step w is 0.5 and b is 0, so the two rows have p and 1 - p.
        let (x, y) = (array![[1.0], [-1.0]], array![1.0, 0.0]);
        let p = 1.0 / (1.0 + f64::exp(-0.5));
        let slope = 2.0 * (p - 1.0) + 2.0 * 0.5;
        let got = fit_logistic(&x, &y, 2.0, 1.0, 2).map(flat);
        assert_close!(got, [0.5 - slope / 2.0, 0.0]);
    }

    #[test]
    fn the_loss_is_a_sum_and_the_penalty_too() {
        let (x, y) = small();
        let m = long(&x, &y, 1.0);
        // Newton's method with numpy; the first pair for the mean of the losses.
        assert_not_close!(m.0, [0.3189, 0.2506], rtol = 0.05, "alpha counts n times");
        let expected = [0.7364709320, 0.7198170068, -3.0377212767];
        assert_close!(flat(m), expected, atol = 1e-6);
    }

    #[test]
    fn the_objective_falls_at_every_epoch() {
        let (x, y) = students();
        let fit = |epochs| fit_logistic(&x, &y, 1.0, 0.3, epochs).expect("both labels occur");
        let at: Vec<f64> = (0..60).map(|e| objective(&fit(e), &x, &y, 1.0)).collect();
        assert!(at.is_sorted_by(|before, after| before > after), "{at:.3?}");
    }

    #[test]
    fn symmetric_data_need_no_intercept_and_flipped_labels_flip_the_signs() {
        let x = array![[-3.0, -1.0, -0.5, 0.5, 1.0, 3.0]].reversed_axes();
        assert_close!(long(&x, &array![0., 1., 0., 1., 0., 1.], 0.5).1, 0.0);
        let (x, y) = small();
        let (m, flipped) = (long(&x, &y, 0.5), long(&x, &(1.0 - &y), 0.5));
        assert_close!(flat(flipped), -flat(m));
    }

    #[test]
    fn without_a_penalty_separable_data_have_no_best_model() {
        let (x, y) = (array![[-2.], [-1.], [1.], [2.]], array![0., 0., 1., 1.]);
        let weight = |alpha, epochs| fit_logistic(&x, &y, alpha, 0.5, epochs).map(|m| m.0[0]);
        let [early, late] = [1000, 10000].map(|e| weight(0.0, e).expect("both labels occur"));
        assert!(late > early + 1.0, "{early}, then {late}: it keeps growing");
        assert_close!(weight(1.0, 10000), weight(1.0, 1000), "alpha stops it");
    }

    #[test]
    fn a_constant_column_gets_no_weight() {
        // The intercept, which costs nothing, does its work.
        let (x, y) = small();
        let more = concatenate![Axis(1), Array2::from_elem((6, 1), 2.0), x];
        let (got, without) = (long(&more, &y, 1.0).0, long(&x, &y, 1.0).0);
        assert_close!(got, [0.0, without[0], without[1]], atol = 1e-6);
    }

    #[test]
    fn probabilities_are_neither_0_nor_1() {
        let (x, y) = students();
        let p = predict_proba(&long(&x, &y, 1.0), &x);
        assert!(p.iter().all(|&p| 0.0 < p && p < 1.0), "{p}");
        let right = (p - y).iter().filter(|error| error.abs() < 0.5).count();
        assert!(right >= 65, "{right} of 80; one answer for all has 40");
    }

    #[test]
    fn one_class_or_other_labels_are_refused() {
        let x = array![[1.0], [2.0], [3.0]];
        for y in [
            [1.0; 3],
            [0.0; 3],
            [-1.0, 1.0, 0.0],
            [0.5, 1.0, 0.0],
            [f64::NAN, 1.0, 0.0],
        ] {
            let got = fit_logistic(&x, &arr1(&y), 1.0, 0.1, 5);
            assert!(got.is_none(), "labels {y:?}");
        }
        let none = fit_logistic(&Array2::zeros((0, 1)), &array![], 1.0, 0.1, 5);
        assert!(none.is_none(), "no rows");
        let linfa = fit_logistic_linfa(&x, &array![1.0, 1.0, 1.0], 1.0);
        assert!(linfa.is_err(), "linfa, one class");
    }

    #[test]
    fn linfa_finds_the_same_weights() {
        let more_failed = (small().0, array![0., 0., 1., 0., 1., 0.]);
        let more_passed = (small().0, array![0., 1., 1., 0., 1., 1.]);
        for (x, y) in [students(), small(), more_failed, more_passed] {
            for alpha in [0.3, 1.0, 10.0] {
                let linfa = fit_logistic_linfa(&x, &y, alpha).map(flat);
                // linfa stops at a gradient of 1e-4.
                let own = flat(long(&x, &y, alpha));
                assert_close!(linfa, own, atol = 1e-2, "alpha {alpha}");
            }
        }
    }
}
