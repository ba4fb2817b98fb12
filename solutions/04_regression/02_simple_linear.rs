//! Simple linear regression: a straight line
//!
//! A line through a cloud of points is the oldest model there is, and still the first to try:
//! one can read its two numbers. Of all lines it is the one with the smallest sum of squared
//! residuals, the vertical distances y_i - (slope * x_i + intercept), i = 1, ..., n:
//!
//!     slope = sum over i of (x_i - mean x) (y_i - mean y)  /  sum over i of (x_i - mean x)^2
//!     intercept = mean y - slope * mean x
//!
//! x      the feature, (n,)          y      the target, what is to be predicted, (n,)
//!
//! No line is defined, and the answer is `None`, if the lengths differ, if there are fewer
//! than two points, or if all x are equal: then no slope is better than another.
//!
//! Given are four small data sets that Francis Anscombe made up in 1973, for one reason.

use ndarray::{Array1, array};

/// Slope and intercept of the line with the smallest squared residuals. (n,), (n,)
fn fit_line(x: &Array1<f64>, y: &Array1<f64>) -> Option<(f64, f64)> {
    // The mean of 0.1, 0.1, 0.1 is not 0.1 in floating point, so a sum of squares that ought
    // to be 0 is 1e-34: compare the entries themselves. Centring first also keeps the digits
    // that mean(x y) - mean(x) mean(y) loses far from 0. linfa: `LinearRegression`.
    let first = x.first()?;
    if x.len() != y.len() || x.iter().all(|v| v == first) {
        return None;
    }
    let (x_mean, y_mean) = (x.mean()?, y.mean()?);
    let (dx, dy) = (x - x_mean, y - y_mean);
    let slope = dx.dot(&dy) / dx.dot(&dx);
    Some((slope, y_mean - slope * x_mean))
}

/// The height of the line (slope, intercept) at each x. (n,) -> (n,)
fn predict_line(model: (f64, f64), x: &Array1<f64>) -> Array1<f64> {
    // A model is no more than its numbers: the points it was fitted on are not needed, and
    // nothing stops it from answering far outside of them.
    let (slope, intercept) = model;
    x * slope + intercept
}

/// What the line leaves unexplained: y minus the prediction. Given.
fn residuals(model: (f64, f64), x: &Array1<f64>, y: &Array1<f64>) -> Array1<f64> {
    y - &predict_line(model, x)
}

/// Four data sets as (name, x, y), each of eleven points. Given.
fn anscombe() -> [(&'static str, Array1<f64>, Array1<f64>); 4] {
    let x = array![10., 8., 13., 9., 11., 14., 6., 4., 12., 7., 5.];
    let line = array![
        8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68
    ];
    let curve = array![
        9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74
    ];
    let outlier = array![
        7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73
    ];
    let eights = array![8., 8., 8., 8., 8., 8., 8., 19., 8., 8., 8.];
    let lever = array![
        6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89
    ];
    [
        ("a line with noise", x.clone(), line),
        ("a curve", x.clone(), curve),
        ("a line with one outlier", x, outlier),
        ("no line at all: one point decides", eights, lever),
    ]
}

fn main() {
    println!("Four data sets with the same line through them:");
    for (name, x, y) in anscombe() {
        let Some(model) = fit_line(&x, &y) else {
            continue;
        };
        let (slope, intercept) = model;
        let left = residuals(model, &x, &y);
        println!(
            "slope {slope:.3}, intercept {intercept:.2}, squared residuals {:.2}",
            left.dot(&left)
        );
        let ends = array![4.0, 19.0];
        kit::plot::Figure::new(name)
            .x("x")
            .y("y")
            .points("data", &x, &y)
            .line("least squares", &ends, &predict_line(model, &ends))
            .show();
    }
    println!(
        "The numbers are the same. Only the pictures, or the residuals one by one, tell more."
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close};

    /// Weight in g of eight fish by their length in cm; nothing symmetric about it.
    fn fish() -> (Array1<f64>, Array1<f64>) {
        let length = array![21.0, 24.5, 25.0, 27.5, 30.0, 31.5, 36.0, 41.0];
        (
            length,
            array![140.0, 210.0, 190.0, 300.0, 390.0, 350.0, 600.0, 850.0],
        )
    }

    fn fit(x: &Array1<f64>, y: &Array1<f64>) -> [f64; 2] {
        fit_line(x, y).expect("a line is defined").into()
    }

    #[test]
    fn points_on_a_line_give_the_line() {
        let x = array![0.0, 1.0, 3.0, 7.0];
        assert_close!(fit(&x, &(&x * 2.0 + 1.0)), [2.0, 1.0]);
        assert_close!(
            fit(&array![2.0, 4.0], &array![5.0, 4.0]),
            [-0.5, 6.0],
            "two points"
        );
    }

    #[test]
    fn three_points_by_hand() {
        // Means 2 and 5/3; sums (-1)(-2/3) + 0 + (1)(1/3) = 1 and 1 + 0 + 1 = 2.
        let got = fit(&array![1.0, 2.0, 3.0], &array![1.0, 2.0, 2.0]);
        assert_not_close!(
            got[0],
            1.0 / 3.0,
            "divide both sums by n, or neither, not by n - 1"
        );
        assert_not_close!(
            got[0],
            0.75,
            "divide both sums by n, or neither, not by n - 1"
        );
        assert_not_close!(got[0], 1.5, "this is the slope of x against y");
        assert_close!(got, [0.5, 2.0 / 3.0]);
    }

    #[test]
    fn anscombe_cannot_be_told_apart_by_the_line() {
        for (name, x, y) in anscombe() {
            assert_close!(fit(&x, &y), [0.5, 3.0], rtol = 0.0, atol = 0.01, "{name}");
        }
    }

    #[test]
    fn predictions_lie_on_the_line() {
        let got = predict_line((-0.5, 6.0), &array![0.0, 2.0, -4.0]);
        assert_close!(got, [6.0, 5.0, 8.0]);
        assert_close!(predict_line((2.0, 1.0), &array![]), Array1::<f64>::zeros(0));
    }

    #[test]
    fn the_line_passes_through_both_means() {
        let (x, y) = fish();
        let model = fit_line(&x, &y).unwrap();
        let at_mean = predict_line(model, &array![x.mean().unwrap()]);
        assert_close!(at_mean, [y.mean().unwrap()]);
    }

    #[test]
    fn residuals_cancel_and_know_nothing_of_x() {
        let (x, y) = fish();
        let left = residuals(fit_line(&x, &y).unwrap(), &x, &y);
        assert_close!(left.sum(), 0.0, atol = 1e-9, "the sum of the residuals");
        assert_close!(left.dot(&x), 0.0, atol = 1e-7, "residuals times x");
    }

    #[test]
    fn a_shift_of_y_shifts_the_intercept_only() {
        let (x, y) = fish();
        let [slope, intercept] = fit(&x, &y);
        assert_close!(fit(&x, &(&y + 50.0)), [slope, intercept + 50.0]);
        assert_close!(fit(&(&x * 10.0), &y), [slope / 10.0, intercept], "x in mm");
        let tiny = fit(&(&x * 1e-15), &y);
        assert_close!(
            tiny,
            [slope * 1e15, intercept],
            "x that are tiny, but not equal"
        );
    }

    #[test]
    fn digits_survive_far_from_zero() {
        let (x, y) = fish();
        let [slope, _] = fit(&x, &y);
        // Centring is exact here. Products of numbers near 1e8 keep no digit of the slope.
        assert_close!(fit(&(&x + 1e8), &y)[0], slope, rtol = 1e-6);
    }

    #[test]
    fn without_a_line_there_is_none() {
        let y = array![1.0, 2.0, 4.0];
        assert_eq!(fit_line(&array![2.0, 2.0, 2.0], &y), None, "constant x");
        assert_eq!(
            fit_line(&array![0.1, 0.1, 0.1], &y),
            None,
            "constant x of 0.1"
        );
        assert_eq!(fit_line(&array![1.0], &array![2.0]), None, "one point");
        assert_eq!(fit_line(&array![], &array![]), None, "no point");
        assert_eq!(fit_line(&array![1.0, 2.0], &y), None, "2 x, 3 y");
    }
}
