//! MSE, RMSE, MAE, R squared
//!
//! How good is a regression? Four numbers answer, and they do not always agree. For
//! predictions p_i and true values y_i, i = 1, ..., n:
//!
//!     MSE   mean of (p_i - y_i)^2                    what most models minimise
//!     RMSE  square root of MSE                       in the unit of y
//!     MAE   mean of |p_i - y_i|                      in the unit of y, calm about outliers
//!     R^2   1 - sum (p_i - y_i)^2 / sum (y_i - mean y)^2
//!           1 is perfect, 0 is no better than the mean of y, and below 0 is worse than it
//!
//! Nothing can be said, and the answer is `None`, if the lengths differ or there are no
//! entries, and for R^2 also if all y are equal. NaN in, NaN out.
//!
//! linfa has them as methods of the *predictions*, once `use linfa::prelude::*` is there:
//! `pred.mean_squared_error(&y)`, `pred.mean_absolute_error(&y)`, `pred.r2(&y)`, all `Result`.

use linfa::prelude::*;
use ndarray::{Array1, array};

/// The mean squared error. Finished, as an example. (n,), (n,)
fn mse(pred: &Array1<f64>, y: &Array1<f64>) -> Option<f64> {
    if pred.len() != y.len() {
        return None;
    }
    (pred - y).mapv(|error| error * error).mean()
}

/// The root of the mean squared error. (n,), (n,)
fn rmse(pred: &Array1<f64>, y: &Array1<f64>) -> Option<f64> {
    // The root comes last: the mean of the roots would be the MAE. With it the error is back
    // in the unit of y, EUR and not EUR squared.
    mse(pred, y).map(f64::sqrt)
}

/// The mean absolute error. (n,), (n,)
fn mae(pred: &Array1<f64>, y: &Array1<f64>) -> Option<f64> {
    // Without `abs`, errors above and below cancel, and a useless model scores 0. One error
    // of 10 counts as much as ten errors of 1; for the MSE it counts ten times as much.
    if pred.len() != y.len() {
        return None;
    }
    (pred - y).mapv(f64::abs).mean()
}

/// The share of the variance of y that the predictions explain. (n,), (n,)
fn r2(pred: &Array1<f64>, y: &Array1<f64>) -> Option<f64> {
    // Both sums divided by n: the error of the model against the error of the baseline that
    // predicts the mean of y. A negative value is an answer, not an accident. linfa adds 1e-10
    // to the divisor instead of refusing a constant y.
    let error = mse(pred, y)?;
    let first = y.first()?;
    if y.iter().all(|v| v == first) {
        return None;
    }
    let baseline = Array1::from_elem(y.len(), y.mean()?);
    Some(1.0 - error / mse(&baseline, y)?)
}

fn main() -> Result<(), linfa::Error> {
    // The minutes a courier needed on seven trips, and three forecasts of them.
    let y = array![12.0, 15.0, 9.0, 30.0, 21.0, 18.0, 14.0];
    let forecasts = [
        ("the mean of all trips", Array1::from_elem(7, 17.0)),
        (
            "off by 3 every time",
            array![15.0, 12.0, 12.0, 27.0, 24.0, 15.0, 17.0],
        ),
        (
            "perfect but for one trip",
            array![12.0, 15.0, 9.0, 9.0, 21.0, 18.0, 14.0],
        ),
    ];
    println!(
        "{:26}    MSE   RMSE    MAE     R2   in linfa: MSE    MAE     R2",
        ""
    );
    for (name, pred) in &forecasts {
        print!("{name:26}");
        for mine in [mse(pred, &y), rmse(pred, &y), mae(pred, &y), r2(pred, &y)] {
            print!(" {:6.2}", mine.unwrap_or(f64::NAN));
        }
        let (a, b) = (pred.mean_squared_error(&y)?, pred.mean_absolute_error(&y)?);
        println!("        {a:6.2} {b:6.2} {:6.2}", pred.r2(&y)?);
    }
    println!("The MAE cannot tell the last two apart; the MSE punishes the one large error.");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close};

    /// Water levels in cm and a forecast of them.
    fn levels() -> (Array1<f64>, Array1<f64>) {
        let y = array![212.0, 230.0, 251.0, 248.0, 240.0, 219.0, 205.0];
        (array![215.0, 226.0, 240.0, 252.0, 241.0, 225.0, 199.0], y)
    }

    // y = [1, 2, 3], pred = [1, 2, 5]: one error of 2, and mean y is 2.

    #[test]
    fn three_entries_by_hand() {
        let (pred, y) = (array![1.0, 2.0, 5.0], array![1.0, 2.0, 3.0]);
        assert_close!(mse(&pred, &y).unwrap(), 4.0 / 3.0);
        assert_close!(rmse(&pred, &y).unwrap(), (4.0f64 / 3.0).sqrt());
        assert_close!(mae(&pred, &y).unwrap(), 2.0 / 3.0);
    }

    #[test]
    fn r2_by_hand_may_be_negative() {
        // 1 - 4 / (1 + 0 + 1).
        let got = r2(&array![1.0, 2.0, 5.0], &array![1.0, 2.0, 3.0]).unwrap();
        assert_not_close!(got, 0.0, "a model worse than the mean is below 0");
        assert_not_close!(
            got,
            7.0 / 13.0,
            "divide by the spread of y, not of the predictions"
        );
        assert_close!(got, -1.0);
    }

    #[test]
    fn errors_above_and_below_do_not_cancel() {
        let got = mae(&array![4.0, 1.0], &array![1.0, 4.0]).unwrap();
        assert_not_close!(got, 0.0, "take `abs` of each error, not of the mean");
        assert_close!(got, 3.0);
    }

    #[test]
    fn predicting_the_mean_has_r2_zero_and_perfect_has_one() {
        let (_, y) = levels();
        let mean = Array1::from_elem(y.len(), y.mean().unwrap());
        assert_close!(r2(&mean, &y).unwrap(), 0.0, atol = 1e-12);
        assert_close!(r2(&y, &y).unwrap(), 1.0);
        assert_close!(rmse(&y, &y).unwrap(), 0.0);
    }

    #[test]
    fn r2_is_not_symmetric() {
        let (pred, y) = levels();
        let (right, swapped) = (r2(&pred, &y).unwrap(), r2(&y, &pred).unwrap());
        // numpy: 1 - ((p - y)**2).sum() / ((y - y.mean())**2).sum()
        assert_not_close!(
            right,
            0.8770553064275037,
            "this is the R2 of y as a forecast of pred"
        );
        assert_close!(right, 0.8783284023668639);
        assert_not_close!(right, swapped, "exchanging the two changes R2");
    }

    #[test]
    fn rmse_scales_with_the_unit_and_r2_does_not() {
        let (pred, y) = levels();
        let (in_mm, y_mm) = (&pred * -10.0, &y * -10.0);
        assert_close!(
            rmse(&in_mm, &y_mm).unwrap(),
            10.0 * rmse(&pred, &y).unwrap()
        );
        assert_close!(mae(&in_mm, &y_mm).unwrap(), 10.0 * mae(&pred, &y).unwrap());
        assert_close!(r2(&in_mm, &y_mm).unwrap(), r2(&pred, &y).unwrap());
        let tiny = r2(&(&pred * 1e-12), &(&y * 1e-12));
        assert_close!(tiny.expect("tiny, not constant"), r2(&pred, &y).unwrap());
    }

    #[test]
    fn one_outlier_moves_rmse_far_more_than_mae() {
        let y = Array1::zeros(100);
        let mut pred = Array1::ones(100);
        assert_close!(
            [rmse(&pred, &y).unwrap(), mae(&pred, &y).unwrap()],
            [1.0, 1.0]
        );
        pred[7] = 101.0;
        // (99 + 101^2) / 100 = 103 and (99 + 101) / 100 = 2.
        assert_close!(rmse(&pred, &y).unwrap(), 103f64.sqrt());
        assert_close!(mae(&pred, &y).unwrap(), 2.0);
    }

    #[test]
    fn linfa_says_the_same() -> Result<(), linfa::Error> {
        let (pred, y) = levels();
        assert_close!(mse(&pred, &y).unwrap(), pred.mean_squared_error(&y)?);
        assert_close!(mae(&pred, &y).unwrap(), pred.mean_absolute_error(&y)?);
        assert_close!(r2(&pred, &y).unwrap(), pred.r2(&y)?);
        Ok(())
    }

    #[test]
    fn without_pairs_nothing_can_be_said() {
        let one_more = [
            (array![1.0, 2.0], array![1.0]),
            (array![1.0], array![1.0, 2.0]),
        ];
        for (pred, y) in one_more.iter().chain([&(array![], array![])]) {
            let (a, b) = (pred.len(), y.len());
            for answer in [mse(pred, y), rmse(pred, y), mae(pred, y), r2(pred, y)] {
                assert_eq!(answer, None, "{a} predictions, {b} true values");
            }
        }
    }

    #[test]
    fn constant_y_has_no_r2_and_nan_stays_nan() {
        assert_eq!(r2(&array![1.0, 2.0], &array![2.0, 2.0]), None);
        // The mean of three times 0.1 is not quite 0.1.
        assert_eq!(r2(&array![0.1, 0.2, 0.1], &array![0.1, 0.1, 0.1]), None);
        // The first is equal to the last: mean 7/3, and 1 - 1 / (16/9 + 64/9 + 16/9).
        let got = r2(&array![2.0, 5.0, 1.0], &array![1.0, 5.0, 1.0]);
        assert_close!(got.expect("not constant"), 29.0 / 32.0);
        let (known, gap) = (array![1.0, 2.0], array![1.0, f64::NAN]);
        for (pred, y) in [(&gap, &known), (&known, &gap)] {
            for answer in [rmse(pred, y), mae(pred, y), r2(pred, y)] {
                let nan = answer.is_some_and(f64::is_nan);
                assert!(nan, "{answer:?} for pred {pred}, y {y}: NaN in, NaN out");
            }
        }
    }
}
