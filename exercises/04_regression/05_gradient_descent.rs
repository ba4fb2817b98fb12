//! Linear regression by gradient descent
//!
//! The closed form exists for few models. Gradient descent works for all that can be
//! differentiated: measure how the loss changes with each weight, go a small step downhill,
//! repeat. Linear regression is the place to learn it, because the right answer is known.
//!
//!     e_i  = x_i . w + b - y_i                          the error of row i, i = 1, ..., n
//!     loss = mean of e_i^2
//!     dloss/dw = 2/n sum over i of e_i x_i    (d,)      dloss/db = 2/n sum over i of e_i
//!     w <- w - lr dloss/dw,   b <- b - lr dloss/db      both from the same errors
//!
//! lr is the learning rate. Too small: nothing moves. Too large: each step overshoots by more
//! than the last, and the loss explodes. An epoch uses every row once: here it is one step.
//!
//! The start is w = 0, b = 0. The history holds the loss at the start and after each epoch,
//! epochs + 1 numbers. As soon as a loss is above the one at the start, or NaN, the answer is
//! `Err(Diverged)` with the number of that epoch, counted from 1. x and y have the same number
//! of rows, at least one.

use ndarray::{Array1, Array2, Axis};

/// The loss rose above its start in this epoch.
#[derive(Debug, PartialEq)]
struct Diverged {
    epoch: usize,
}

/// Prediction minus target of each row. Given. (n, d), (n,), (d,) -> (n,)
fn errors(x: &Array2<f64>, y: &Array1<f64>, w: &Array1<f64>, b: f64) -> Array1<f64> {
    x.dot(w) + b - y
}

/// The mean squared error.
// TODO 1: the loss.
fn loss(x: &Array2<f64>, y: &Array1<f64>, w: &Array1<f64>, b: f64) -> f64 {
    todo!("one number from {}", errors(x, y, w, b))
}

/// The derivatives of the loss by each weight and by the intercept. -> (d,), ()
// TODO 2: the gradient, without a loop.
fn grad(x: &Array2<f64>, y: &Array1<f64>, w: &Array1<f64>, b: f64) -> (Array1<f64>, f64) {
    todo!("derivatives from {}", errors(x, y, w, b))
}

/// Weights, intercept and history after `epochs` steps.
// TODO 3: the loop, with a history and a stop when it diverges.
fn fit_gd(
    x: &Array2<f64>,
    y: &Array1<f64>,
    lr: f64,
    epochs: usize,
) -> Result<(Array1<f64>, f64, Vec<f64>), Diverged> {
    let (w, b) = (Array1::zeros(x.ncols()), 0.0);
    let start = (loss(x, y, &w, b), grad(x, y, &w, b));
    todo!(
        "{epochs} epochs with lr {lr} from {start:?}, or {:?}",
        Diverged { epoch: 1 }
    )
}

/// Each column minus its mean, divided by its std. Given.
fn standardised(x: &Array2<f64>) -> Array2<f64> {
    let mean = x.mean_axis(Axis(0)).expect("at least one row");
    (x - &mean) / &x.std_axis(Axis(0), 0.0)
}

fn main() {
    // Bicycles rented per day, from the temperature in degrees and the air pressure in hPa.
    let temperature = Array1::from_shape_fn(60, |i| 12.0 + 9.0 * (i as f64 / 7.0).sin());
    let pressure = Array1::from_shape_fn(60, |i| 1013.0 + 11.0 * (i as f64 / 3.0).cos());
    let y = &temperature * 21.0 + &pressure * 3.0 - 2600.0;
    let x = ndarray::stack![Axis(1), temperature, pressure];
    let z = standardised(&x);
    let epochs = Array1::from_shape_fn(41, |epoch| epoch as f64);
    let mut figure = kit::plot::Figure::new("Learning curves")
        .x("epoch")
        .y("loss");
    let runs = [
        ("as measured, 1e-7", &x, 1e-7),
        ("as measured, 1e-6", &x, 1e-6),
        ("standardised, 0.01", &z, 0.01),
        ("standardised, 0.1", &z, 0.1),
    ];
    for (name, x, lr) in runs {
        match fit_gd(x, &y, lr, 40) {
            Ok((w, b, history)) => {
                println!(
                    "{name:20} loss {:7.0}, weights {w:.2}, intercept {b:.2}",
                    history[40]
                );
                figure = figure.line(name, &epochs, &history);
            }
            Err(Diverged { epoch }) => println!("{name:20} diverged in epoch {epoch}"),
        }
    }
    figure.show();
    println!(
        "Numbers near 1000 force a tiny lr on all weights. On one scale, 40 epochs are enough."
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, reference::fit_ols};
    use ndarray::array;

    /// Three rows and three features: a transpose that is missing does not show by its shape.
    fn square() -> (Array2<f64>, Array1<f64>, Array1<f64>, f64) {
        let x = array![[1.0, 2.0, -1.0], [0.5, -3.0, 2.0], [4.0, 0.0, 1.0]];
        (x, array![1.0, 0.0, 2.0], array![0.3, -0.5, 0.8], 0.7)
    }

    /// Forty rows of three features in different units.
    fn data() -> (Array2<f64>, Array1<f64>) {
        let x = Array2::from_shape_fn((40, 3), |(i, j)| {
            [5.0, 1.0, 20.0][j] + [2.0, 0.3, 8.0][j] * ((i * (j + 2)) as f64).sin()
        });
        let noise = Array1::from_shape_fn(40, |i| (i as f64 * 1.7).cos());
        let y = x.dot(&array![1.5, -4.0, 0.25]) + noise + 3.0;
        (x, y)
    }

    #[test]
    fn the_loss_is_the_mean_of_squared_errors() {
        // Errors 2 + 1 - 1 = 2, 4 + 1 - 1 = 4, 6 + 1 - 10 = -3.
        let (x, y) = (array![[1.0], [2.0], [3.0]], array![1.0, 1.0, 10.0]);
        let got = loss(&x, &y, &array![2.0], 1.0);
        assert_not_close!(got, 29.0, "the mean, not the sum");
        assert_close!(got, 29.0 / 3.0);
    }

    #[test]
    fn the_gradient_by_hand() {
        // The errors above times 1, 2, 3: 2 + 8 - 9 = 1; their sum is 3. Times 2/3.
        let (x, y) = (array![[1.0], [2.0], [3.0]], array![1.0, 1.0, 10.0]);
        let (dw, db) = grad(&x, &y, &array![2.0], 1.0);
        assert_not_close!(db, 1.0, "the square brings a factor of 2");
        assert_not_close!(db, 6.0, "the mean, not the sum");
        assert_close!(dw, [2.0 / 3.0]);
        assert_close!(db, 2.0);
    }

    #[test]
    fn the_gradient_agrees_with_differences() {
        let (x, y, w, b) = square();
        let (dw, db) = grad(&x, &y, &w, b);
        kit::grad::check(|w| loss(&x, &y, w, b), &w, &dw);
        kit::grad::check(|b| loss(&x, &y, &w, b[0]), &array![b], &array![db]);
    }

    #[test]
    fn one_step_by_hand() {
        // From 0 the errors are -y, the derivatives -2/2 (1 * 2 + 3 * 4) = -14 and -6.
        let (x, y) = (array![[1.0], [3.0]], array![2.0, 4.0]);
        let (w, b, history) = fit_gd(&x, &y, 0.1, 1).unwrap();
        assert_not_close!(
            b,
            0.6 - 0.2 * 2.8,
            "b has to move by the errors before w moved"
        );
        assert_close!([w[0], b], [1.4, 0.6]);
        // Errors 1.4 + 0.6 - 2 = 0 and 4.2 + 0.6 - 4 = 0.8.
        assert_close!(history, [10.0, 0.32]);
    }

    #[test]
    fn it_arrives_at_the_closed_form() {
        let (x, y) = data();
        let z = standardised(&x);
        let (intercept, expected) = fit_ols(&z, &y).unwrap();
        let (w, b, _) = fit_gd(&z, &y, 0.1, 1000).expect("no loss above the first");
        assert_close!(w, expected, atol = 1e-4);
        assert_close!(b, intercept, atol = 1e-4);
    }

    #[test]
    fn the_loss_never_rises_with_a_safe_rate() {
        let (x, y) = data();
        let (_, _, history) = fit_gd(&standardised(&x), &y, 0.05, 60).unwrap();
        assert_eq!(
            history.len(),
            61,
            "the loss at the start and after each epoch"
        );
        for pair in history.windows(2) {
            assert!(pair[1] <= pair[0] + 1e-12, "{} became {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn twice_the_rows_are_no_reason_for_another_rate() {
        let (x, y) = data();
        let z = standardised(&x);
        let twice = ndarray::concatenate![Axis(0), z, z];
        let (w, ..) = fit_gd(&z, &y, 0.2, 20).unwrap();
        let got = fit_gd(&twice, &ndarray::concatenate![Axis(0), y, y], 0.2, 20);
        assert_close!(got.expect("the same loss, the same steps").0, w);
    }

    #[test]
    fn an_unscaled_feature_takes_more_than_fifty_times_as_long() {
        // Orthogonal columns of +-1: each step of 0.25 halves the error of every weight.
        let x = array![[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]];
        let y = x.dot(&array![3.0, 2.0]) + 1.0;
        let last = |x: &Array2<f64>, lr, epochs| fit_gd(x, &y, lr, epochs).unwrap().2[epochs];
        assert_close!(last(&x, 0.25, 20), 14.0 / 4f64.powi(20), rtol = 1e-6);
        // One column times 1000: above 1e-6 it diverges, and below the others hardly move.
        let stretched = &x * &array![1.0, 1000.0];
        assert!(fit_gd(&stretched, &y, 1.1e-6, 1000).is_err());
        assert!(last(&stretched, 5e-7, 1000) > 9.0);
    }

    #[test]
    fn a_loss_may_fall_before_it_diverges() {
        // As above: factors 1/2 and, for the column times 2.05, 1 - 0.5 * 2.05^2 = -1.10125.
        let x = array![[1.0, 2.05], [1.0, -2.05], [-1.0, 2.05], [-1.0, -2.05]];
        let y = x.dot(&array![3.0, 2.0 / 2.05]) + 1.0;
        let (.., history) = fit_gd(&x, &y, 0.25, 6).expect("no loss above the first");
        let after = |k| 10.0 * 0.25f64.powi(k) + 4.0 * 1.10125f64.powi(2 * k);
        // 14 at the start, then 7.4, 6.5, 7.3, 8.7, 10.5, 12.7, 15.4.
        assert_close!(history, (0..=6).map(after).collect::<Vec<_>>());
        assert_eq!(fit_gd(&x, &y, 0.25, 500), Err(Diverged { epoch: 7 }));
    }

    #[test]
    fn too_large_a_rate_is_reported_before_nan_spreads() {
        // The error of the only row grows by 1 - 2 lr (4 + 1) = -9 in each step.
        let (x, y) = (array![[2.0]], array![1.0]);
        assert_eq!(fit_gd(&x, &y, 1.0, 500), Err(Diverged { epoch: 1 }));
        let nan = array![f64::NAN];
        assert_eq!(fit_gd(&x, &nan, 0.01, 5), Err(Diverged { epoch: 1 }));
    }

    #[test]
    fn no_epochs_or_nothing_to_learn_leave_the_start() {
        let (x, y) = data();
        let (w, b, history) = fit_gd(&x, &y, 0.1, 0).unwrap();
        assert_close!(w, Array1::<f64>::zeros(3));
        assert_close!(b, 0.0);
        assert_close!(history, [y.dot(&y) / 40.0]);
        let (w, b, history) = fit_gd(&x, &Array1::zeros(40), 0.1, 3).unwrap();
        assert_close!(w, Array1::<f64>::zeros(3), "perfect from the start");
        assert_close!([b, history[3]], [0.0, 0.0]);
    }
}
