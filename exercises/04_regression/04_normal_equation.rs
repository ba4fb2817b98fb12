//! Multiple linear regression in closed form
//!
//! With d features the line becomes a plane: a prediction is b + x_i . w, with one weight
//! per feature and an intercept b. Where the squared error is smallest, the residuals sum to
//! 0 and are orthogonal to every column of x: one equation for each unknown.
//!
//!     Z^T Z v = Z^T y          the normal equations
//!
//!     Z    (n, d + 1)    x with a column of ones in front, so that b is just one more weight
//!     v    (d + 1,)      b, w_0, ..., w_(d-1)
//!
//! `kit::reference::solve(&a, &b)` solves A v = b; its answer is `Err(_)` if A is singular,
//! exactly or nearly. That is so when a feature is a combination of others: then many
//! planes fit equally well. The same holds with fewer rows than the d + 1 unknowns.
//! The errors are, checked in this order:
//!
//!     FitError::Shape         y has another number of rows than x
//!     FitError::TooFewRows    fewer rows than unknowns
//!     FitError::Singular      `solve` refuses
//!
//! needed: `ndarray::concatenate(Axis(1), &[a.view(), b.view()])` puts b to the right of a,
//! and `v.slice(s![1..])` is v without its first entry.

use kit::reference::FitError;
use ndarray::{Array1, Array2, array};

/// Intercept and weights, the weights of shape (d,).
type Model = (f64, Array1<f64>);

/// `x` with a column of ones in front. (n, d) -> (n, d + 1)
// TODO 1: the ones first, then the features.
fn with_intercept(x: &Array2<f64>) -> Array2<f64> {
    todo!("a column of ones beside {} rows", x.nrows())
}

/// The plane with the smallest squared error. (n, d), (n,)
// TODO 2: refuse what cannot be fitted, then set up the normal equations and solve them.
fn fit_ols(x: &Array2<f64>, y: &Array1<f64>) -> Result<Model, FitError> {
    let z = with_intercept(x); // (n, d + 1)
    todo!("solve for {} unknowns, {} targets", z.ncols(), y.len())
}

/// The height of the plane at each row. (n, d) -> (n,)
// TODO 3: predict.
fn predict(model: &Model, x: &Array2<f64>) -> Array1<f64> {
    todo!("{model:?} at {} rows", x.nrows())
}

fn main() {
    let names = [
        "age", "sex", "bmi", "pressure", "tc", "ldl", "hdl", "tch", "ltg", "glucose",
    ];
    // 441 patients: ten measurements, and how far their diabetes had advanced a year later.
    let data = linfa_datasets::diabetes();
    let (x, y) = (data.records(), data.targets());
    let model = fit_ols(x, y).expect("ten features, none a combination of others");
    let errors = predict(&model, x) - y;
    let rmse = errors.dot(&errors).sqrt() / (y.len() as f64).sqrt();
    println!("intercept {:.1}, off by {rmse:.1} on its own rows", model.0);
    kit::plot::bars(
        "Weight of each measurement, all in one unit",
        &names,
        &model.1,
    );

    let x = array![
        [50.0, 2.0],
        [64.0, 3.0],
        [80.0, 3.0],
        [95.0, 4.0],
        [120.0, 4.0]
    ];
    let rent = array![610.0, 740.0, 850.0, 990.0, 1150.0];
    let (base, w) = fit_ols(&x, &rent).expect("five flats");
    println!(
        "rent in EUR = {base:.0} + {:.2} per m2 + {:.2} per room",
        w[0], w[1]
    );
    println!("The weight of rooms is what one more adds while the area stays the same.");
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_shape};
    use rand::Rng;

    /// `n` rows of `d` numbers between -1 and 1.
    fn random(n: usize, d: usize, seed: u64) -> Array2<f64> {
        let mut rng = kit::rng(seed);
        Array2::from_shape_simple_fn((n, d), || rng.gen_range(-1.0..1.0))
    }

    /// Features and a target with noise, far from 0.
    fn noisy() -> (Array2<f64>, Array1<f64>) {
        let x = random(40, 3, 1) + &array![2.0, 0.0, -5.0];
        let y = x.dot(&array![1.0, -2.0, 0.5]) + random(40, 1, 2).column(0) + 7.0;
        (x, y)
    }

    fn r2(x: &Array2<f64>, y: &Array1<f64>) -> f64 {
        let errors = predict(&fit_ols(x, y).unwrap(), x) - y;
        1.0 - errors.dot(&errors) / (y.var(0.0) * y.len() as f64)
    }

    #[test]
    fn ones_stand_in_front() {
        let z = with_intercept(&array![[5.0, 6.0], [7.0, 8.0], [9.0, 4.0]]);
        assert_close!(z, array![[1.0, 5.0, 6.0], [1.0, 7.0, 8.0], [1.0, 9.0, 4.0]]);
        assert_shape!(with_intercept(&Array2::zeros((0, 2))), [0, 3]);
    }

    #[test]
    fn a_plane_is_recovered() {
        let x = random(20, 2, 3);
        let y = x.dot(&array![2.0, -3.0]) + 1.0;
        let (intercept, w) = fit_ols(&x, &y).unwrap();
        assert_not_close!(intercept, 0.0, "this plane does not go through the origin");
        assert_close!(intercept, 1.0, atol = 1e-10);
        assert_close!(w, array![2.0, -3.0], atol = 1e-10);
    }

    #[test]
    fn predictions_add_intercept_and_weighted_features() {
        let model = (1.0, array![2.0, -3.0]);
        let got = predict(&model, &array![[0.0, 0.0], [1.0, 0.0], [2.0, 1.0]]);
        assert_close!(got, array![1.0, 3.0, 2.0]);
    }

    #[test]
    fn one_feature_gives_the_line_of_exercise_2() {
        let (intercept, w) = fit_ols(&array![[1.0], [2.0], [3.0]], &array![1.0, 2.0, 2.0]).unwrap();
        assert_close!([w[0], intercept], [0.5, 2.0 / 3.0]);
    }

    #[test]
    fn residuals_are_orthogonal_to_every_column() {
        let (x, y) = noisy();
        let errors = predict(&fit_ols(&x, &y).unwrap(), &x) - &y;
        let products = with_intercept(&x).t().dot(&errors);
        assert_close!(products, Array1::<f64>::zeros(4), atol = 1e-9);
    }

    #[test]
    fn the_diabetes_data_give_the_known_fit() {
        // numpy.linalg.lstsq on the same 441 rows.
        let data = linfa_datasets::diabetes();
        let (x, y) = (data.records(), data.targets());
        let model = fit_ols(x, y).unwrap();
        assert_close!(model.0, 152.260423, atol = 1e-5);
        assert_close!(model.1[2], 524.185136, atol = 1e-4);
        let errors = predict(&model, x) - y;
        assert_close!((errors.dot(&errors) / 441.0).sqrt(), 53.471138, atol = 1e-5);
        assert_close!(r2(x, y), 0.518929, atol = 1e-6);
    }

    #[test]
    fn one_more_column_never_lowers_r2_on_the_same_rows() {
        let (x, y) = noisy();
        for seed in 10..20 {
            let more = ndarray::concatenate![ndarray::Axis(1), x, random(40, 1, seed)];
            let (before, after) = (r2(&x, &y), r2(&more, &y));
            assert!(after >= before - 1e-12, "{before} became {after}");
        }
    }

    #[test]
    fn another_unit_leaves_the_predictions() {
        let (x, y) = noisy();
        let expected = predict(&fit_ols(&x, &y).unwrap(), &x);
        let other = &x * &array![1000.0, 1.8, 1.0] + &array![0.0, 32.0, 5.0];
        let got = predict(&fit_ols(&other, &y).unwrap(), &other);
        assert_close!(got, expected, atol = 1e-7);
    }

    #[test]
    fn a_feature_that_others_explain_is_refused() {
        let (x, y) = noisy();
        let twice = ndarray::concatenate![ndarray::Axis(1), x, x.slice(ndarray::s![.., 1..2])];
        assert_eq!(fit_ols(&twice, &y), Err(FitError::Singular));
        let constant = Array2::from_elem((40, 1), 0.1);
        assert_eq!(fit_ols(&constant, &y), Err(FitError::Singular));
    }

    #[test]
    fn too_few_rows_and_other_lengths_are_refused() {
        let (x, y) = noisy();
        let first = |n: usize| {
            (
                x.slice(ndarray::s![..n, ..]).to_owned(),
                y.slice(ndarray::s![..n]).to_owned(),
            )
        };
        let fit = |n| fit_ols(&first(n).0, &first(n).1);
        assert_eq!(fit(3), Err(FitError::TooFewRows), "3 rows, 4 unknowns");
        assert!(fit(4).is_ok(), "4 rows are enough for 4 unknowns");
        assert_eq!(fit(0), Err(FitError::TooFewRows), "no rows");
        assert_eq!(fit_ols(&x, &array![1.0, 2.0]), Err(FitError::Shape));
        let few = fit_ols(&first(2).0, &y);
        assert_eq!(few, Err(FitError::Shape), "2 rows, 40 targets: Shape first");
    }
}
