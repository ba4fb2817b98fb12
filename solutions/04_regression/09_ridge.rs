//! Ridge regression
//!
//! When features say nearly the same, least squares plays large weights off against each
//! other, and new noise turns them round. Ridge makes large weights cost something:
//!
//!     minimise   sum over i of (x_i . w + b - y_i)^2  +  lambda * sum over j of w_j^2
//!
//! The intercept b is not penalised: it only says where zero is. So centre first. With C (n, d)
//! for x minus its column means and c (n,) for y minus its mean:
//!
//!     (C^T C + lambda I) w = C^T c            b = mean y - (column means of x) . w
//!
//! lambda = 0 is least squares, and for a large lambda w goes to 0 and b to the mean of y.
//!
//! linfa: `ElasticNet::ridge().penalty(p)` is a recipe; `.fit(&Dataset::new(x, y))` cooks it,
//! and the fitted model has `.hyperplane()`, a `&Array1` with w. Two differences: linfa divides
//! the sum of squares by 2n and halves the penalty, so its p is another number than lambda; and
//! it centres y, but never x. So hand it C and y, and compute b yourself.
//! Page: docs.rs/linfa-elasticnet, `ElasticNetParams`, where the objective stands.

use kit::reference::solve;
use linfa::prelude::*;
use linfa_elasticnet::ElasticNet;
use ndarray::{Array1, Array2, Axis, array};

#[derive(Debug, PartialEq)]
enum FitError {
    /// No rows, or `y` has another number of them.
    Shape,
    /// lambda is negative, infinite or NaN.
    Penalty,
    /// No single w is best, or linfa refuses.
    NoFit,
}

/// What both fits refuse. Given.
fn check(x: &Array2<f64>, y: &Array1<f64>, lambda: f64) -> Result<(), FitError> {
    if x.nrows() == 0 || x.nrows() != y.len() {
        Err(FitError::Shape)
    } else if !(lambda >= 0.0 && lambda.is_finite()) {
        Err(FitError::Penalty)
    } else {
        Ok(())
    }
}

/// The column means, and x minus them. Given. (n, d) -> (d,), (n, d)
fn centred(x: &Array2<f64>) -> (Array1<f64>, Array2<f64>) {
    let mean = x.mean_axis(Axis(0)).expect("at least one row");
    let centred = x - &mean;
    (mean, centred)
}

/// Intercept and weights, by the formula of the header. (n, d), (n,) -> (), (d,)
/// `Err(NoFit)` if `solve` refuses.
fn fit_ridge(
    x: &Array2<f64>,
    y: &Array1<f64>,
    lambda: f64,
) -> Result<(f64, Array1<f64>), FitError> {
    // lambda on the diagonal also makes the matrix invertible, even with duplicated columns
    // or fewer rows than columns. With a column of ones the intercept would be penalised as
    // well, and all predictions would sink towards 0. C^T c = C^T y, as C sums to 0.
    check(x, y, lambda)?;
    let (x_mean, c) = centred(x);
    let y_mean = y.sum() / y.len() as f64;
    let a = c.t().dot(&c) + lambda * Array2::<f64>::eye(x.ncols());
    let w = solve(&a, &c.t().dot(&(y - y_mean))).map_err(|_| FitError::NoFit)?;
    Ok((y_mean - x_mean.dot(&w), w))
}

/// The same fit by linfa's coordinate descent. (n, d), (n,) -> (), (d,)
fn fit_ridge_linfa(
    x: &Array2<f64>,
    y: &Array1<f64>,
    lambda: f64,
) -> Result<(f64, Array1<f64>), FitError> {
    // Its objective times 2n is sum of squares + n p |w|^2, hence p = lambda / n. The same
    // lambda in two libraries is rarely the same model: read the objective. The intercept
    // of the fitted model belongs to the centred x and is the mean of y. No tolerance helps
    // ridge: linfa's test for the end is made for the lasso, and all 1000 rounds are run.
    check(x, y, lambda)?;
    let (x_mean, c) = centred(x);
    let recipe = ElasticNet::<f64>::ridge().penalty(lambda / y.len() as f64);
    let dataset = Dataset::new(c, y.clone());
    let model = recipe.fit(&dataset).map_err(|_| FitError::NoFit)?;
    let w = model.hyperplane().clone();
    Ok((model.intercept() - x_mean.dot(&w), w))
}

fn main() -> Result<(), FitError> {
    let data = linfa_datasets::diabetes();
    let (x, y) = (data.records(), data.targets());
    let logs = Array1::linspace(-3.0, 2.0, 26);
    let mut paths = Array2::zeros((10, 26));
    println!("lambda     length of w   largest difference to linfa");
    for (step, log) in logs.iter().enumerate() {
        let lambda = 10f64.powf(*log);
        let (_, w) = fit_ridge(x, y, lambda)?;
        if step % 5 == 0 {
            let (_, other) = fit_ridge_linfa(x, y, lambda)?;
            let apart = (&w - &other).fold(0.0, |a: f64, b| a.max(b.abs()));
            println!("{lambda:8.3}   {:11.1}   {apart:.1e}", w.dot(&w).sqrt());
        }
        paths.column_mut(step).assign(&w);
    }
    let names = [
        "age", "sex", "bmi", "pressure", "tc", "ldl", "hdl", "tch", "ltg", "glucose",
    ];
    let mut figure = kit::plot::Figure::new("The more they cost, the smaller the weights")
        .x("lambda, power of 10")
        .y("weight");
    for j in [2, 4, 5, 6, 8] {
        let (name, path) = (names[j], paths.row(j));
        figure = figure.line(name, &logs, &path);
    }
    figure.show();

    let twins = array![[1.0, 1.0], [2.0, 2.0], [4.0, 4.0]];
    let target = array![3.0, 5.0, 9.0];
    println!(
        "The same column twice, lambda 0:   {:?}",
        fit_ridge(&twins, &target, 0.0)
    );
    let (b, w) = fit_ridge(&twins, &target, 0.1)?;
    println!("The same column twice, lambda 0.1: intercept {b:.3}, weights {w:.3}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, reference::fit_ols};

    /// Thirty rows of three features that are alike, far from 0.
    fn data() -> (Array2<f64>, Array1<f64>) {
        let x = Array2::from_shape_fn((30, 3), |(i, j)| {
            5.0 + (i as f64).sin() + 0.4 * ((i * (j + 2)) as f64).cos()
        });
        let y = x.dot(&array![2.0, -1.0, 0.5])
            + 40.0
            + Array1::from_shape_fn(30, |i| (i as f64 * 2.3).sin());
        (x, y)
    }

    /// Both fits in one array: the intercept, then the weights.
    fn both(x: &Array2<f64>, y: &Array1<f64>, lambda: f64) -> [Vec<f64>; 2] {
        [fit_ridge(x, y, lambda), fit_ridge_linfa(x, y, lambda)].map(|fit| {
            let (b, w) = fit.expect("a fit");
            std::iter::once(b).chain(w).collect()
        })
    }

    #[test]
    fn one_feature_by_hand() {
        // Centred: x = [-1, 0, 1], y = [-2, 0, 2]; 4 / (2 + lambda), mean x 2 and mean y 4.
        let (x, y) = (array![[1.0], [2.0], [3.0]], array![2.0, 4.0, 6.0]);
        let (b, w) = fit_ridge(&x, &y, 2.0).unwrap();
        assert_not_close!(
            w[0],
            28.0 / 16.0,
            "centre first: this is the fit through the origin"
        );
        assert_close!([w[0], b], [1.0, 2.0]);
    }

    #[test]
    fn lambda_zero_is_least_squares() {
        let (x, y) = data();
        let (intercept, w) = fit_ols(&x, &y).unwrap();
        let (got_b, got_w) = fit_ridge(&x, &y, 0.0).unwrap();
        assert_close!(got_w, w, rtol = 1e-7);
        assert_close!(got_b, intercept, rtol = 1e-7);
    }

    #[test]
    fn the_intercept_is_free() {
        // Zero weights and the mean of y remain; a penalised intercept would sink below it.
        let (x, y) = data();
        let (b, w) = fit_ridge(&x, &y, 1e12).unwrap();
        assert_close!(w, Array1::<f64>::zeros(3), atol = 1e-9);
        assert_close!(b, y.mean().unwrap(), rtol = 1e-7);
        let (b, w) = fit_ridge(&x, &y, 10.0).unwrap();
        let mean = (x.dot(&w) + b).mean().unwrap();
        assert_close!(mean, y.mean().unwrap(), "the mean prediction");
    }

    #[test]
    fn no_weights_near_by_are_better() {
        // The derivatives of the objective of the header are all 0.
        let (x, y) = data();
        let (b, w) = fit_ridge(&x, &y, 3.0).unwrap();
        let e = x.dot(&w) + b - &y;
        assert_close!(x.t().dot(&e) * 2.0 + &w * 6.0, [0.0, 0.0, 0.0], atol = 1e-8);
        assert_close!(e.sum(), 0.0, atol = 1e-9);
    }

    #[test]
    fn weights_shrink_as_lambda_grows() {
        let (x, y) = data();
        let length = |lambda| fit_ridge(&x, &y, lambda).map(|(_, w)| w.dot(&w)).unwrap();
        let lengths: Vec<f64> = (0..12)
            .map(|power| length(0.01 * 3f64.powi(power)))
            .collect();
        assert!(
            lengths.windows(2).all(|pair| pair[1] < pair[0]),
            "{lengths:?}"
        );
    }

    #[test]
    fn twins_share_their_weight() {
        let x = array![[1.0, 1.0], [2.0, 2.0], [4.0, 4.0], [7.0, 7.0]];
        let y = array![1.0, 3.0, 4.0, 9.0];
        assert_eq!(
            fit_ridge(&x, &y, 0.0),
            Err(FitError::NoFit),
            "without a penalty"
        );
        let (_, w) = fit_ridge(&x, &y, 0.5).unwrap();
        // Deviations -2.5, -1.5, 0.5, 3.5 (sum of squares 21) and products 26.5: each twin
        // has 26.5 / (2 * 21 + 0.5).
        assert_close!(w, [26.5 / 42.5, 26.5 / 42.5]);
    }

    #[test]
    fn the_diabetes_data_give_the_known_fits() {
        // Ridge of scikit-learn on the same 441 rows, alpha = lambda.
        let data = linfa_datasets::diabetes();
        let (x, y) = (data.records(), data.targets());
        for (lambda, known) in [
            (1.0, [152.205779, 307.379679, 263.230166]),
            (0.1, [152.245674, 493.146414, 445.358413]),
        ] {
            for (fit, by) in both(x, y, lambda).iter().zip(["by hand", "linfa"]) {
                let got = [fit[0], fit[3], fit[9]];
                assert_close!(got, known, rtol = 1e-7, "lambda {lambda}, {by}");
            }
        }
    }

    #[test]
    fn linfa_agrees_far_from_zero() {
        let (x, y) = data();
        for lambda in [0.3, 3.0, 100.0] {
            let [mine, linfas] = both(&x, &y, lambda);
            assert_close!(linfas, mine, rtol = 1e-3, atol = 1e-4, "lambda {lambda}");
        }
    }

    #[test]
    fn bad_input_is_refused_by_both() {
        let (x, y) = data();
        for fit in [fit_ridge, fit_ridge_linfa] {
            for lambda in [-0.1, f64::NAN, f64::INFINITY] {
                assert_eq!(
                    fit(&x, &y, lambda),
                    Err(FitError::Penalty),
                    "lambda {lambda}"
                );
            }
            assert_eq!(fit(&x, &array![1.0], 1.0), Err(FitError::Shape));
            let none = Array2::zeros((0, 3));
            assert_eq!(fit(&none, &array![], 1.0), Err(FitError::Shape), "no rows");
        }
    }
}
