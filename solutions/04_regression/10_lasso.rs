//! Lasso by coordinate descent
//!
//! Which of twenty features matter? Ridge keeps them all, small. The lasso charges for the
//! absolute value of each weight, and then most weights are exactly 0: it selects.
//!
//!     minimise   1/(2n) sum over i of (x_i . w + b - y_i)^2  +  lambda * sum over j of |w_j|
//!
//! There is no closed form, but for one weight at a time there is. Centre x and y first, let
//! c_j be column j of the centred x, and start with w = 0 and residuals r = centred y. Then
//! go round through the columns, j = 0, ..., d - 1, again and again:
//!
//!     size_j = c_j . c_j / n                            a column of size 0 keeps weight 0
//!     z      = c_j . r / n + size_j w_j                 what c_j would have to explain alone
//!     w_j   <- soft_threshold(z, lambda) / size_j       r <- r - c_j (change of w_j)
//!
//!     soft_threshold(z, t) = z - t if z > t,  z + t if z < -t,  and 0 in between
//!
//! Stop after a round in which no weight changed by more than `tol`, or after 1000 rounds.
//! At lambda_max = max over j of |c_j . y| / n, and above it, all weights are 0.
//!
//! linfa has the same objective: `ElasticNet::lasso().penalty(lambda)`. As in exercise 9 it
//! must be given the centred x; `fit_lasso_linfa` does that.

use linfa::prelude::*;
use linfa_elasticnet::ElasticNet;
use ndarray::{Array1, Array2, Axis};

/// Column means, and x minus them; a constant column becomes exactly 0. Given.
fn centred(x: &Array2<f64>) -> (Array1<f64>, Array2<f64>) {
    let mean = x.mean_axis(Axis(0)).expect("at least one row");
    let mut centred = x - &mean;
    for (j, column) in x.columns().into_iter().enumerate() {
        if column.iter().all(|v| *v == column[0]) {
            centred.column_mut(j).fill(0.0);
        }
    }
    (mean, centred)
}

/// `z`, moved towards 0 by `t`, and 0 if it is not further away than that.
fn soft_threshold(z: f64, t: f64) -> f64 {
    // The minimum of (w - z)^2 / 2 + t |w|: where the price of moving away from 0 is higher
    // than what it saves, w stays at 0 exactly. The same as a formula:
    // `z.signum() * (z.abs() - t).max(0.0)`.
    if z > t {
        z - t
    } else if z < -t {
        z + t
    } else {
        0.0
    }
}

/// The smallest lambda at which no weight is left. (n, d), (n,) -> ()
fn lambda_max(x: &Array2<f64>, y: &Array1<f64>) -> f64 {
    // With w = 0 the residuals are y, and soft_threshold has to give 0 in every column. A grid
    // of penalties starts here and goes down. The columns of C sum to 0, so y need not be
    // centred.
    let (_, c) = centred(x);
    let largest = c
        .t()
        .dot(y)
        .fold(0.0, |largest: f64, z| largest.max(z.abs()));
    largest / y.len() as f64
}

/// Intercept and weights. (n, d), (n,) -> (), (d,). At least one row, lambda not negative.
fn fit_lasso(x: &Array2<f64>, y: &Array1<f64>, lambda: f64, tol: f64) -> (f64, Array1<f64>) {
    // The residuals follow every single change. If they were computed once a round, all
    // columns would explain the same part of y at the same time, and overshoot. A gradient
    // step on |w| would hover around 0 and never stop there.
    let (x_mean, c) = centred(x);
    let y_mean = y.sum() / y.len() as f64;
    let mut r = y - y_mean;
    let n = y.len() as f64;
    let mut w = Array1::<f64>::zeros(x.ncols());
    for _ in 0..1000 {
        let mut largest_change = 0.0f64;
        for (j, column) in c.columns().into_iter().enumerate() {
            let size = column.dot(&column) / n;
            if size == 0.0 {
                continue;
            }
            let z = column.dot(&r) / n + size * w[j];
            let change = soft_threshold(z, lambda) / size - w[j];
            w[j] += change;
            r.scaled_add(-change, &column);
            largest_change = largest_change.max(change.abs());
        }
        if largest_change <= tol {
            break;
        }
    }
    (y_mean - x_mean.dot(&w), w)
}

/// The columns with a weight that is not 0. Given. (d,)
fn selected(w: &Array1<f64>) -> Vec<usize> {
    (0..w.len()).filter(|&j| w[j] != 0.0).collect()
}

/// The same fit by linfa. Given.
fn fit_lasso_linfa(x: &Array2<f64>, y: &Array1<f64>, lambda: f64) -> (f64, Array1<f64>) {
    let (x_mean, c) = centred(x);
    let recipe = ElasticNet::<f64>::lasso()
        .penalty(lambda)
        .tolerance(1e-8)
        .max_iterations(2_000);
    let model = recipe
        .fit(&Dataset::new(c, y.clone()))
        .expect("a penalty that is not negative");
    let w = model.hyperplane().clone();
    (model.intercept() - x_mean.dot(&w), w)
}

fn main() {
    let data = linfa_datasets::diabetes();
    let (x, y) = (data.records(), data.targets());
    let names = [
        "age", "sex", "bmi", "pressure", "tc", "ldl", "hdl", "tch", "ltg", "glucose",
    ];
    let top = lambda_max(x, y);
    println!("No weight is left at lambda {top:.3}. On the way down the features come in:");
    let shares = [1.0, 0.8, 0.6, 0.4, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01];
    let mut paths = Array2::zeros((10, shares.len()));
    for (step, share) in shares.iter().enumerate() {
        let (_, w) = fit_lasso(x, y, share * top, 1e-6);
        let chosen: Vec<&str> = selected(&w).into_iter().map(|j| names[j]).collect();
        println!("{:6.3}  {}", share * top, chosen.join(" "));
        paths.column_mut(step).assign(&w);
    }
    let (_, w) = fit_lasso_linfa(x, y, 0.1 * top);
    println!(
        "linfa at {:.3} selects columns {:?}",
        0.1 * top,
        selected(&w)
    );
    let lambdas = shares.map(|share| (share * top).log10());
    let mut figure = kit::plot::Figure::new("Weights of the lasso")
        .x("lambda, power of 10")
        .y("weight");
    for j in [2, 4, 5, 6, 8] {
        let (name, path) = (names[j], paths.row(j));
        figure = figure.line(name, &lambdas, &path);
    }
    figure.show();
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same, reference::fit_ols};
    use ndarray::array;
    use rand::Rng;

    /// Twenty features of which 3, 8 and 17 make y, far from 0 and with a little noise.
    fn planted(seed: u64) -> (Array2<f64>, Array1<f64>) {
        let mut rng = kit::rng(seed);
        let x = Array2::from_shape_simple_fn((80, 20), || 3.0 + rng.gen_range(-1.7..1.7));
        let y = &x.column(3) * 4.0 - &x.column(8) * 3.0 + &x.column(17) * 2.0 + 10.0;
        (
            x,
            y + Array1::from_shape_simple_fn(80, || rng.gen_range(-0.3..0.3)),
        )
    }

    #[test]
    fn the_threshold_has_three_cases() {
        let got = [3.0, 1.0, 0.5, 0.0, -1.0, -3.0].map(|z| soft_threshold(z, 1.0));
        assert_close!(got, [2.0, 0.0, 0.0, 0.0, 0.0, -2.0]);
        assert_close!(soft_threshold(-0.25, 0.0), -0.25);
    }

    #[test]
    fn lambda_max_by_hand() {
        // Centred columns [-1, 0, 1] and [3, -6, 3]; with y = [1, 2, 7]: 6 and 12, by n = 3.
        let x = array![[1.0, 4.0], [2.0, -5.0], [3.0, 4.0]];
        let got = lambda_max(&x, &array![1.0, 2.0, 7.0]);
        assert_not_close!(got, 12.0, "divide by n");
        assert_not_close!(got, 22.0 / 3.0, "centre x first");
        assert_close!(got, 4.0);
        assert_close!(lambda_max(&x, &array![7.0, 2.0, 1.0]), 4.0);
        assert_close!(
            lambda_max(&x, &array![-1.0, -2.0, -7.0]),
            4.0,
            "the absolute value"
        );
    }

    #[test]
    fn orthogonal_columns_have_a_closed_form() {
        // Columns of +-1, orthogonal and centred: size 1, and z = c_j . y / n = 2.5, -1, 0.5.
        let x = array![
            [1.0, 1.0, 1.0],
            [1.0, -1.0, -1.0],
            [-1.0, 1.0, -1.0],
            [-1.0, -1.0, 1.0]
        ];
        let y = x.dot(&array![2.5, -1.0, 0.5]) + 3.0;
        let (b, w) = fit_lasso(&x, &y, 0.7, 1e-12);
        assert_close!(w, array![1.8, -0.3, 0.0]);
        assert_close!(b, 3.0);
        // Twice as long a column: size 4, z = 5, weight (5 - 0.7) / 4.
        let (_, w) = fit_lasso(&(&x * &array![2.0, 1.0, 1.0]), &y, 0.7, 1e-12);
        assert_close!(w, array![4.3 / 4.0, -0.3, 0.0]);
    }

    #[test]
    fn no_weights_near_by_are_better() {
        // The residuals of the best w: c_j . r / n is lambda times the sign of w_j, or, where
        // w_j is 0, not larger than lambda.
        let (x, y) = planted(1);
        let next: Vec<usize> = (0..20).map(|j| (j + 1) % 20).collect();
        let x = &x + &x.select(Axis(1), &next); // neighbours are alike now
        let (b, w) = fit_lasso(&x, &y, 0.2, 1e-10);
        let r = &y - &(x.dot(&w) + b);
        let (_, c) = centred(&x);
        for (j, slope) in (c.t().dot(&r) / 80.0).iter().enumerate() {
            if w[j] == 0.0 {
                assert!(slope.abs() <= 0.2 + 1e-7, "column {j}: {slope}");
            } else {
                assert_close!(*slope, 0.2 * w[j].signum(), atol = 1e-7, "column {j}");
            }
        }
        assert!(
            selected(&w).len() > 3,
            "a case with more than a few weights: {w}"
        );
    }

    #[test]
    fn all_weights_are_exactly_zero_from_lambda_max_on() {
        let (x, y) = planted(2);
        let top = lambda_max(&x, &y);
        let (b, w) = fit_lasso(&x, &y, 1.0001 * top, 1e-8);
        assert_same!(selected(&w), Vec::<usize>::new(), "weights {w}");
        assert_close!(b, y.mean().unwrap(), "the intercept is free");
        assert!(!selected(&fit_lasso(&x, &y, 0.99 * top, 1e-8).1).is_empty());
    }

    #[test]
    fn rounds_end_when_no_weight_changes_by_more_than_tol() {
        // By hand: [-4, -1], [-3.5, -1.5], [-3.25, -1.75], and so on to [-3, -2].
        let x = array![[1.0, 1.0], [1.0, 0.0], [-1.0, 0.0], [-1.0, -1.0]];
        let (_, w) = fit_lasso(&x, &x.dot(&array![-3.0, -2.0]), 0.0, 0.25);
        assert_close!(w, [-3.25, -1.75]);
    }

    #[test]
    fn rounds_end_after_a_thousand() {
        // Nearly the same column twice: each round takes w_1 nearer to 2 by a factor of 1.001.
        let e = 0.001f64.sqrt();
        let x = array![
            [1.0, 1.0 + e],
            [1.0, 1.0 - e],
            [-1.0, e - 1.0],
            [-1.0, -1.0 - e]
        ];
        let (_, w) = fit_lasso(&x, &x.dot(&array![1.0, 2.0]), 0.0, 1e-9);
        let expected = 2.0 - 2.0 / 1.001f64.powi(1000);
        assert_close!(w[1], expected, rtol = 1e-6, "w_1 on the way to 2");
    }

    #[test]
    fn planted_features_are_found() {
        for seed in 1..=10 {
            let (x, y) = planted(seed);
            let (_, w) = fit_lasso(&x, &y, 0.3, 1e-8);
            assert_same!(selected(&w), vec![3, 8, 17], "seed {seed}, weights {w:.3}");
        }
    }

    #[test]
    fn without_penalty_it_is_least_squares() {
        let (x, y) = planted(3);
        let (intercept, expected) = fit_ols(&x, &y).unwrap();
        let (b, w) = fit_lasso(&x, &y, 0.0, 1e-10);
        assert_close!(w, expected, atol = 1e-6);
        assert_close!(b, intercept, atol = 1e-5);
    }

    #[test]
    fn the_diabetes_data_give_the_known_fits() {
        // Lasso of scikit-learn on the same 441 rows, tol = 1e-12.
        let data = linfa_datasets::diabetes();
        let (x, y) = (data.records(), data.targets());
        assert_close!(lambda_max(x, y), 2.153073, rtol = 1e-6);
        for (lambda, known, count) in [
            (0.1, [152.252126, 521.508073, 486.269405], 7),
            (0.5, [152.233416, 473.806173, 407.395903], 4),
            (1.0, [152.202089, 370.236529, 307.853369], 3),
        ] {
            let (b, w) = fit_lasso(x, y, lambda, 1e-6);
            assert_close!([b, w[2], w[8]], known, rtol = 1e-5, "lambda {lambda}");
            assert_eq!(selected(&w).len(), count, "lambda {lambda}, weights {w:.1}");
            let (other_b, other_w) = fit_lasso_linfa(x, y, lambda);
            assert_close!(other_w, w, atol = 0.05, "linfa, lambda {lambda}");
            assert_close!(other_b, b, atol = 0.05, "linfa, lambda {lambda}");
        }
    }

    #[test]
    fn a_constant_column_gets_weight_zero() {
        let (x, y) = planted(4);
        let constant = Array2::from_elem((80, 1), 0.1);
        let wider = ndarray::concatenate![Axis(1), constant, x];
        for lambda in [0.0, 0.3] {
            let (b, w) = fit_lasso(&wider, &y, lambda, 1e-8);
            let (expected_b, expected) = fit_lasso(&x, &y, lambda, 1e-8);
            assert_close!(w[0], 0.0, "the constant column");
            assert_close!(w.slice(ndarray::s![1..]), expected);
            assert_close!(b, expected_b);
        }
    }
}
