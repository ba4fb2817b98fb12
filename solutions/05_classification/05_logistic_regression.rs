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
use ndarray::{Array1, Array2, Axis, array};
use std::error::Error;

#[derive(Clone, Debug)]
struct Logistic {
    w: Array1<f64>, // (d,)
    b: f64,
}

struct GdConfig {
    rate: f64,
    epochs: usize,
}

/// Exercise 4's sigmoid. Given.
fn sigmoid(z: f64) -> f64 {
    let small = (-z.abs()).exp();
    if z >= 0.0 {
        1.0 / (1.0 + small)
    } else {
        small / (1.0 + small)
    }
}

/// The probability of class 1 for each row. (n, d) -> (n,). Given.
fn predict_proba(m: &Logistic, x: &Array2<f64>) -> Array1<f64> {
    (x.dot(&m.w) + m.b).mapv(sigmoid)
}

/// What is to become small. (n, d), (n,) -> (). Given.
fn objective(m: &Logistic, x: &Array2<f64>, y: &Array1<f64>, alpha: f64) -> f64 {
    let z = x.dot(&m.w) + m.b;
    let losses = z.mapv(|z| z.max(0.0) + (-z.abs()).exp().ln_1p()) - y * &z; // (n,)
    losses.sum() + alpha / 2.0 * m.w.dot(&m.w)
}

/// The gradient of `objective`, as a model of slopes: `w` by the weights, `b` by the
/// intercept. (n, d), (n,) -> (d,) and ()
fn gradient(m: &Logistic, x: &Array2<f64>, y: &Array1<f64>, alpha: f64) -> Logistic {
    // The formula of linear regression, with probabilities for predictions: the derivatives
    // of sigmoid and logarithm cancel. Thresholded predictions would make it a perceptron,
    // whose steps do not shrink. A penalised b would pull all probabilities towards 1/2.
    let error = predict_proba(m, x) - y; // (n,)
    Logistic {
        w: x.t().dot(&error) + alpha * &m.w,
        b: error.sum(),
    }
}

/// Gradient descent on `objective`. (n, d), (n,)
/// `None` unless every label is 0 or 1 and both occur: else b has no best value.
fn fit_logistic(x: &Array2<f64>, y: &Array1<f64>, alpha: f64, cfg: &GdConfig) -> Option<Logistic> {
    // If all labels are 1, b grows for ever and the loss creeps towards 0: no best model.
    // Both steps use the gradient of the same point; updating w first and then b with the
    // new w would be another method.
    let both = [0.0, 1.0].iter().all(|label| y.iter().any(|y| y == label));
    if !both || y.iter().any(|&y| y != 0.0 && y != 1.0) {
        return None;
    }
    let mut m = Logistic {
        w: Array1::zeros(x.ncols()),
        b: 0.0,
    };
    let step = cfg.rate / x.nrows() as f64;
    for _ in 0..cfg.epochs {
        let slope = gradient(&m, x, y, alpha);
        m.w.scaled_add(-step, &slope.w);
        m.b -= step * slope.b;
    }
    Some(m)
}

/// linfa's minimum of the same objective. (n, d), (n,). Errors: those of linfa, for example
/// if all labels are equal.
fn fit_logistic_linfa(
    x: &Array2<f64>,
    y: &Array1<f64>,
    alpha: f64,
) -> Result<Logistic, Box<dyn Error>> {
    // Never take a library's word for which class is the positive one: print it, or test it.
    // linfa minimises with L-BFGS, which learns the curvature from the last gradients and
    // needs no rate. alpha is 1.0 if it is not set; scikit-learn's C is 1 / alpha.
    let dataset = Dataset::new(x.clone(), y.mapv(|y| y == 1.0));
    let model = LogisticRegression::default().alpha(alpha).fit(&dataset)?;
    let sign = if model.labels().pos.class { 1.0 } else { -1.0 };
    Ok(Logistic {
        w: sign * model.params(),
        b: sign * model.intercept(),
    })
}

/// Hours of study and of sleep of 80 students, counted from the average, and who passed.
fn students() -> (Array2<f64>, Array1<f64>) {
    let (x, passed) = kit::data::blobs(8, &array![[-1.0, -0.5], [1.0, 0.5]], 40, 1.0);
    (x, passed.mapv(|label| label as f64))
}

fn main() -> Result<(), Box<dyn Error>> {
    let (x, y) = students();
    println!("Objective, weights of study and sleep, intercept; alpha = 1, rate 0.3:");
    for epochs in [0, 10, 100, 1000] {
        let cfg = GdConfig { rate: 0.3, epochs };
        let m = fit_logistic(&x, &y, 1.0, &cfg).ok_or("one class only")?;
        println!(
            "{epochs:6} epochs {:8.3}  {:.3}  {:.3}",
            objective(&m, &x, &y, 1.0),
            m.w,
            m.b
        );
    }
    let m = fit_logistic_linfa(&x, &y, 1.0)?;
    println!(
        "        linfa {:8.3}  {:.3}  {:.3}",
        objective(&m, &x, &y, 1.0),
        m.w,
        m.b
    );
    let slope = gradient(&m, &x, &y, 1.0);
    println!(
        "The gradient at linfa's minimum: {:.4}  {:.4}",
        slope.w, slope.b
    );
    let p = predict_proba(&m, &array![[-1.0, 1.5], [0.0, 0.0], [2.0, -0.5]]);
    println!("An hour less study and 1.5 more sleep, the average, two more study and half less");
    println!("sleep: they pass with probability {p:.2}");

    let of = |label: f64, column| {
        let rows: Vec<usize> = (0..y.len()).filter(|&i| y[i] == label).collect();
        x.select(Axis(0), &rows).column(column).to_vec()
    };
    let study = array![-2.0, 2.0];
    let sleep = study.mapv(|study| -(m.b + m.w[0] * study) / m.w[1]);
    Figure::new("On the line, a student passes with probability 1/2")
        .x("hours of study above average")
        .y("hours of sleep above average")
        .points("failed", &of(0.0, 0), &of(0.0, 1))
        .points("passed", &of(1.0, 0), &of(1.0, 1))
        .line("p = 1/2", &study, &sleep)
        .show();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close};
    use ndarray::s;

    const LONG: GdConfig = GdConfig {
        rate: 0.1,
        epochs: 10000,
    };

    /// Six rows of two columns; no line separates the labels.
    fn small() -> (Array2<f64>, Array1<f64>) {
        let x = array![
            [0.0, 2.0],
            [1.0, 0.0],
            [2.0, 3.0],
            [3.0, 1.0],
            [4.0, 1.0],
            [5.0, 4.0]
        ];
        (x, array![0.0, 0.0, 1.0, 0.0, 1.0, 1.0])
    }

    #[test]
    fn at_zero_weights_every_row_pulls_with_one_half() {
        let (x, y) = small();
        let got = gradient(
            &Logistic {
                w: array![0.0, 0.0],
                b: 0.0,
            },
            &x,
            &y,
            1.0,
        );
        // Half of the rows with label 0, minus half of those with label 1.
        assert_close!(got.w, array![(4.0 - 11.0) / 2.0, (3.0 - 8.0) / 2.0]);
        assert_close!(got.b, 0.0);
    }

    #[test]
    fn the_gradient_is_that_of_the_objective() {
        let (x, y) = small();
        let model = |v: &Array1<f64>| Logistic {
            w: v.slice(s![..2]).to_owned(),
            b: v[2],
        };
        let at = array![0.7, -1.2, 0.4];
        let slope = gradient(&model(&at), &x, &y, 3.0);
        let slopes = array![slope.w[0], slope.w[1], slope.b];
        kit::grad::check(|v| objective(&model(v), &x, &y, 3.0), &at, &slopes);
    }

    #[test]
    fn one_epoch_is_one_step() {
        let (x, y) = small();
        let m = fit_logistic(
            &x,
            &y,
            1.0,
            &GdConfig {
                rate: 0.6,
                epochs: 1,
            },
        )
        .expect("two classes");
        assert_not_close!(
            m.w,
            array![2.1, 1.5],
            "divide the step by the number of rows"
        );
        assert_close!(
            m.w,
            array![0.35, 0.25],
            "from 0 along -gradient, times 0.6 / 6"
        );
        let none = fit_logistic(
            &x,
            &y,
            1.0,
            &GdConfig {
                rate: 0.6,
                epochs: 0,
            },
        );
        assert_close!(none.expect("two classes").w, array![0.0, 0.0], "no epochs");
    }

    #[test]
    fn two_epochs_are_two_steps() {
        // By hand: after the first step w = 0.5, b = 0 and p = sigmoid(0.5), sigmoid(-0.5).
        let (x, y) = (array![[1.0], [-1.0]], array![1.0, 0.0]);
        let m = fit_logistic(
            &x,
            &y,
            2.0,
            &GdConfig {
                rate: 1.0,
                epochs: 2,
            },
        )
        .expect("two classes");
        let slope = 2.0 * (sigmoid(0.5) - 1.0) + 2.0 * 0.5;
        assert_close!(m.w, array![0.5 - slope / 2.0]);
        assert_close!(m.b, 0.0);
    }

    #[test]
    fn the_loss_is_a_sum_and_the_penalty_too() {
        let (x, y) = small();
        let m = fit_logistic(&x, &y, 1.0, &LONG).expect("two classes");
        // Newton's method with numpy; the other one for the mean of the losses.
        let mean_loss = array![0.3189, 0.2506];
        assert_not_close!(m.w, mean_loss, rtol = 0.05, "alpha counts n times as much");
        assert_close!(m.w, array![0.7364709320, 0.7198170068], atol = 1e-6);
        assert_close!(m.b, -3.0377212767, atol = 1e-6);
    }

    #[test]
    fn the_objective_falls_at_every_epoch() {
        let (x, y) = students();
        let mut last = f64::INFINITY;
        for epochs in 0..60 {
            let m = fit_logistic(&x, &y, 1.0, &GdConfig { rate: 0.3, epochs });
            let now = objective(&m.expect("two classes"), &x, &y, 1.0);
            assert!(now < last, "from {last} to {now} in epoch {epochs}");
            last = now;
        }
    }

    #[test]
    fn symmetric_data_need_no_intercept_and_flipped_labels_flip_the_signs() {
        let (x, y) = (
            array![[-3.0], [-1.0], [-0.5], [0.5], [1.0], [3.0]],
            array![0., 1., 0., 1., 0., 1.],
        );
        let m = fit_logistic(&x, &y, 0.5, &LONG).expect("two classes");
        assert_close!(m.b, 0.0);
        let (x, y) = small();
        let m = fit_logistic(&x, &y, 0.5, &LONG).expect("two classes");
        let flipped = fit_logistic(&x, &(1.0 - &y), 0.5, &LONG).expect("two classes");
        assert_close!(flipped.w, -&m.w);
        assert_close!(flipped.b, -m.b);
    }

    #[test]
    fn without_a_penalty_separable_data_have_no_best_model() {
        let (x, y) = (
            array![[-2.0], [-1.0], [1.0], [2.0]],
            array![0.0, 0.0, 1.0, 1.0],
        );
        let weight = |alpha, epochs| {
            fit_logistic(&x, &y, alpha, &GdConfig { rate: 0.5, epochs })
                .expect("two classes")
                .w[0]
        };
        assert!(
            weight(0.0, 10000) > weight(0.0, 1000) + 1.0,
            "it keeps growing"
        );
        assert_close!(
            weight(1.0, 10000),
            weight(1.0, 1000),
            "the penalty stops it"
        );
    }

    #[test]
    fn a_constant_column_gets_no_weight() {
        // The intercept, which costs nothing, does its work.
        let (x, y) = small();
        let mut with = Array2::from_elem((6, 3), 2.0);
        with.slice_mut(s![.., 1..]).assign(&x);
        let m = fit_logistic(&with, &y, 1.0, &LONG).expect("two classes");
        let without = fit_logistic(&x, &y, 1.0, &LONG).expect("two classes");
        assert_close!(m.w[0], 0.0, atol = 1e-6);
        assert_close!(m.w.slice(s![1..]), without.w, atol = 1e-6);
    }

    #[test]
    fn probabilities_are_neither_0_nor_1() {
        let (x, y) = students();
        let p = predict_proba(&fit_logistic(&x, &y, 1.0, &LONG).expect("two classes"), &x);
        assert!(p.iter().all(|&p| 0.0 < p && p < 1.0), "{p}");
        let right = p
            .iter()
            .zip(&y)
            .filter(|&(&p, &y)| (p > 0.5) == (y == 1.0))
            .count();
        assert!(
            right >= 65,
            "{right} of 80 students; always the same answer has 40"
        );
    }

    #[test]
    fn one_class_or_other_labels_are_refused() {
        let x = array![[1.0], [2.0], [3.0]];
        for y in [
            array![1.0, 1.0, 1.0],
            array![0.0, 0.0, 0.0],
            array![-1.0, 1.0, 0.0],
        ] {
            assert!(fit_logistic(&x, &y, 1.0, &LONG).is_none(), "labels {y}");
        }
        assert!(
            fit_logistic(&Array2::zeros((0, 1)), &array![], 1.0, &LONG).is_none(),
            "no rows"
        );
        assert!(
            fit_logistic_linfa(&x, &array![1.0, 1.0, 1.0], 1.0).is_err(),
            "linfa, one class"
        );
    }

    #[test]
    fn linfa_finds_the_same_weights() {
        let more_failed = (small().0, array![0.0, 0.0, 1.0, 0.0, 1.0, 0.0]);
        let more_passed = (small().0, array![0.0, 1.0, 1.0, 0.0, 1.0, 1.0]);
        for (x, y) in [students(), small(), more_failed, more_passed] {
            for alpha in [0.3, 1.0, 10.0] {
                let own = fit_logistic(&x, &y, alpha, &LONG);
                let own = own.expect("two classes");
                let linfa = fit_logistic_linfa(&x, &y, alpha).expect("two classes");
                // linfa stops at a gradient of 1e-4.
                assert_close!(linfa.w, own.w, atol = 1e-2, "alpha {alpha}");
                assert_close!(linfa.b, own.b, atol = 1e-2, "alpha {alpha}");
            }
        }
    }
}
