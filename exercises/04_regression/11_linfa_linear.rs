//! linfa: Dataset, Fit, Predict
//!
//! linfa is Rust's scikit-learn: many algorithms, one way to call them. Data are a `Dataset`, a
//! recipe with settings has `.fit(&dataset)`, and a fitted model has `.predict(..)`. Here it
//! chooses the penalty of an elastic net, the mixture of ridge and lasso:
//!
//!     minimise  1/(2n) sum e_i^2 + penalty * (l1_ratio sum |w_j| + (1 - l1_ratio)/2 sum w_j^2)
//!
//! Dataset<f64, f64, Ix1>          features (n, d) as records, one target for each row (n,)
//!     Dataset::new(x, y)          from two arrays; a y of shape (n, 1) makes another type,
//!                                 which `.into_single_target()` turns into this one
//!     .records(), .targets()      the arrays, borrowed; .nsamples() the number of rows
//!     .shuffle(&mut rng)          a new dataset with the rows in random order
//!     .split_with_ratio(0.8f32)   the first 80 % of the rows and the others, *as they stand*
//! LinearRegression::new()         recipe; fitted: .params() and .intercept()
//! ElasticNet::params()            recipe, with .penalty(p) and .l1_ratio(r); it wants centred
//!                                 columns (exercise 9), and those here nearly are;
//!                                 fitted: .hyperplane() and .intercept()
//! model.predict(&dataset)         predictions (n,); pred.r2(&dataset)? compares with its targets
//!
//! All of it comes with `use linfa::prelude::*`. `?` hands on the errors of linfa, also those of
//! a setting out of range. Page: docs.rs/linfa, section "Current state" and `Dataset`.

use linfa::Dataset;
use linfa::prelude::*;
use linfa_elasticnet::{ElasticNet, ElasticNetError};
use linfa_linear::{FittedLinearRegression, LinearError, LinearRegression};
use ndarray::{Array1, Ix1};

type Data = Dataset<f64, f64, Ix1>;

/// The rows in an order drawn from `seed`, then cut: the part of `ratio` first.
// TODO 1: shuffle, then split.
fn parts(data: &Data, ratio: f32, seed: u64) -> (Data, Data) {
    let rng = kit::rng(seed);
    todo!("{ratio} of {} rows, drawn with {rng:?}", data.nsamples())
}

/// Ordinary least squares.
// TODO 2: fit a `LinearRegression`.
fn ols_linfa(data: &Data) -> Result<FittedLinearRegression<f64>, LinearError<f64>> {
    todo!("{:?} for {} rows", LinearRegression::new(), data.nsamples())
}

/// The largest difference between linfa's intercept and weights and those of exercise 4, NaN if
/// one of them cannot be fitted. Finished, as an example of reading a fitted model.
fn same_as_mine(data: &Data) -> f64 {
    let mine = kit::reference::fit_ols(data.records(), data.targets());
    let (Ok((intercept, w)), Ok(model)) = (mine, ols_linfa(data)) else {
        return f64::NAN;
    };
    let apart = (model.params() - &w).mapv(f64::abs);
    apart.fold((model.intercept() - intercept).abs(), |a, &b| a.max(b))
}

/// The penalty of `grid` whose model, fitted on `train`, has the highest R squared on `val`, of
/// equal ones the first, and that R squared. (NaN, -infinity) for an empty grid.
// TODO 3: fit an elastic net for each penalty and compare them.
fn choose_penalty(
    train: &Data,
    val: &Data,
    grid: &[f64],
    l1_ratio: f64,
) -> Result<(f64, f64), ElasticNetError> {
    let model = ElasticNet::params().l1_ratio(l1_ratio).fit(train)?;
    let r2 = model.predict(val).r2(val)?;
    todo!("the default penalty gives {r2}; try {grid:?}")
}

/// Penalties from 1000 down to 0.0001, three for each power of ten. Given.
fn grid() -> Vec<f64> {
    (-12..=9)
        .rev()
        .map(|third| 10f64.powf(third as f64 / 3.0))
        .collect()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let data = linfa_datasets::diabetes();
    println!("linfa and exercise 4 differ by {:.1e}", same_as_mine(&data));
    let (train, rest) = parts(&data, 0.2, 4);
    let (val, test) = parts(&rest, 0.5, 3);
    let rows = [&train, &val, &test].map(|part| part.nsamples());
    println!("Rows to train, to choose, to report: {rows:?}");
    let plain = ols_linfa(&train)?.predict(&test).r2(&test)?;
    println!("least squares: R2 {plain:.3} on the test part");
    for l1_ratio in [0.0, 0.5, 1.0] {
        let (penalty, r2) = choose_penalty(&train, &val, &grid(), l1_ratio)?;
        let model = ElasticNet::params()
            .penalty(penalty)
            .l1_ratio(l1_ratio)
            .fit(&train)?;
        let kept = model.hyperplane().iter().filter(|w| **w != 0.0).count();
        let on_test = model.predict(&test).r2(&test)?;
        print!("l1_ratio {l1_ratio}: penalty {penalty:.4}, {kept} weights, ");
        println!("R2 {r2:.3} on the validation part, {on_test:.3} on the test part");
    }
    let all = grid();
    let (mut train_r2, mut val_r2) = (vec![], vec![]);
    for &penalty in &all {
        let model = ElasticNet::params()
            .penalty(penalty)
            .l1_ratio(1.0)
            .fit(&train)?;
        train_r2.push(model.predict(&train).r2(&train)?);
        val_r2.push(model.predict(&val).r2(&val)?);
    }
    let logs: Array1<f64> = all.iter().map(|penalty| penalty.log10()).collect();
    kit::plot::Figure::new("Lasso: R squared by penalty")
        .x("penalty, power of 10")
        .y("R2")
        .line("training part", &logs, &train_r2)
        .line("validation part", &logs, &val_r2)
        .show();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_same};
    use ndarray::{Array2, Axis};
    use rand::Rng;

    /// 30 rows to learn 15 weights from, of which 13 ought to be 0, and 200 to judge them.
    fn noisy(seed: u64) -> (Data, Data) {
        let mut rng = kit::rng(seed);
        let mut part = |n| {
            let x = Array2::from_shape_simple_fn((n, 15), || rng.gen_range(-1.7..1.7));
            let x = &x - &x.mean_axis(Axis(0)).expect("rows"); // ElasticNet wants it centred
            let y = &x.column(2) - &x.column(5);
            let noise = Array1::from_shape_simple_fn(n, || rng.gen_range(-1.7..1.7));
            Dataset::new(x, y + noise)
        };
        (part(30), part(200))
    }

    #[test]
    fn parts_hold_every_row_once_with_its_target() {
        let x = Array2::from_shape_fn((10, 2), |(i, j)| i as f64 + 100.0 * j as f64);
        let data = Dataset::new(x, Array1::from_shape_fn(10, |i| -(i as f64)));
        let (first, second) = parts(&data, 0.7, 1);
        assert_same!((first.nsamples(), second.nsamples()), (7, 3));
        let mut rows = vec![];
        for part in [&first, &second] {
            assert_close!(
                part.targets(),
                -&part.records().column(0),
                "each row its target"
            );
            rows.extend(part.targets().iter().map(|y| -y as usize));
        }
        assert!(
            !rows.is_sorted(),
            "split_with_ratio does not shuffle: {rows:?}"
        );
        rows.sort();
        assert_same!(rows, (0..10).collect::<Vec<_>>());
    }

    #[test]
    fn the_seed_decides_the_parts() {
        let data = linfa_datasets::diabetes();
        let first = |seed| parts(&data, 0.5, seed).0.targets().clone();
        assert_close!(first(1), first(1));
        assert!(first(1) != first(2), "another seed, another split");
        assert_close!(data.targets()[0], 75.0, "the dataset itself stays as it is");
    }

    #[test]
    fn linfa_and_exercise_4_agree() {
        let difference = same_as_mine(&linfa_datasets::diabetes());
        assert!(difference < 1e-6, "the largest difference is {difference}");
        let model = ols_linfa(&linfa_datasets::diabetes()).unwrap();
        // numpy.linalg.lstsq on the same 441 rows.
        assert_close!(model.intercept(), 152.260423, rtol = 1e-6);
        assert_close!(model.params()[2], 524.185136, rtol = 1e-6);
    }

    #[test]
    fn targets_in_a_column_become_a_single_target() {
        let (train, _) = noisy(1);
        let column = train.targets().clone().insert_axis(Axis(1)); // (n, 1)
        let again: Data = Dataset::new(train.records().clone(), column).into_single_target();
        let weights = |data| ols_linfa(data).unwrap().params().clone();
        assert_close!(weights(&again), weights(&train));
    }

    #[test]
    fn the_validation_part_decides() {
        for seed in 1..=10 {
            let (train, val) = noisy(seed);
            let (penalty, r2) = choose_penalty(&train, &val, &grid(), 1.0).unwrap();
            assert!(
                penalty > 2e-4,
                "seed {seed}: {penalty} is best on the training part only"
            );
            assert!(penalty < 900.0, "seed {seed}: {penalty} is the mean of y");
            let plain = ols_linfa(&train).unwrap().predict(&val).r2(&val).unwrap();
            assert!(r2 > plain, "seed {seed}: R2 {r2}, least squares {plain}");
        }
    }

    #[test]
    fn the_score_is_that_of_the_penalty() -> Result<(), ElasticNetError> {
        let (train, val) = noisy(1);
        for penalty in [0.05, 0.5] {
            let model = ElasticNet::params()
                .penalty(penalty)
                .l1_ratio(0.3)
                .fit(&train)?;
            let y = val.targets();
            let e = model.predict(&val) - y;
            let expected = 1.0 - e.dot(&e) / (y.var(0.0) * y.len() as f64);
            let (chosen, r2) = choose_penalty(&train, &val, &[penalty], 0.3)?;
            assert_close!([chosen, r2], [penalty, expected], rtol = 1e-8);
        }
        Ok(())
    }

    #[test]
    fn of_equal_penalties_the_first_is_chosen() {
        // Far above lambda_max all models are the mean of y.
        let (train, val) = noisy(2);
        let (penalty, _) = choose_penalty(&train, &val, &[200.0, 100.0, 300.0], 1.0).unwrap();
        assert_close!(penalty, 200.0);
        // The mean of the training part is far off here: R squared is thousands below 0.
        let far = Dataset::new(val.records().clone(), val.targets() + 100.0);
        let (penalty, r2) = choose_penalty(&train, &far, &[300.0], 1.0).unwrap();
        assert!(penalty == 300.0 && r2 < -1.0, "{penalty}, {r2}");
        let (penalty, r2) = choose_penalty(&train, &val, &[], 1.0).unwrap();
        assert!(
            penalty.is_nan() && r2 == f64::NEG_INFINITY,
            "empty grid: {penalty}, {r2}"
        );
    }

    #[test]
    fn settings_out_of_range_are_errors() {
        let (train, val) = noisy(3);
        for l1_ratio in [-0.1, 1.1] {
            let got = choose_penalty(&train, &val, &[1.0], l1_ratio);
            assert!(
                matches!(got, Err(ElasticNetError::InvalidL1Ratio(_))),
                "{got:?}"
            );
        }
        let got = choose_penalty(&train, &val, &[0.1, -1.0], 0.5);
        assert!(
            matches!(got, Err(ElasticNetError::InvalidPenalty(_))),
            "{got:?}"
        );
    }

    #[test]
    fn the_penalty_decides_how_many_weights_are_left() {
        let data = linfa_datasets::diabetes();
        let left = |penalty| {
            let recipe = ElasticNet::params().penalty(penalty).l1_ratio(1.0);
            let model = recipe.fit(&data).unwrap();
            model
                .hyperplane()
                .iter()
                .filter(|w: &&f64| **w != 0.0)
                .count()
        };
        // lambda_max of exercise 10 is 2.153.
        assert_same!((left(1e-4), left(2.2)), (10, 0));
    }
}
