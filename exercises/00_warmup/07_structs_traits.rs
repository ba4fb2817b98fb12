//! Structs and traits in place of classes
//!
//! In Python an estimator is a class, and `predict` before `fit` fails when it runs. Here the
//! two states are two types: `Median` knows how to learn, `Constant` has learned.
//! `Median.predict(&x)` does not compile (E0599: no method `predict`), so nobody can forget.
//!
//!     struct      data with names; `impl` gives it methods, the first argument is `&self`
//!     trait       what a type can do; types share traits, they do not inherit from each other
//!     default     a method with a body in the trait: all its types have it
//!     type Model  a type that each implementation of the trait chooses
//!     Box<dyn T>  a value of any type with the trait T, on the heap: so one list can hold
//!                 models of different types
//!
//! The two smallest models ignore x: the mean minimises squared errors, the median absolute
//! ones. Every real model has to beat them. For n rows, absolute errors have the mean
//!
//!     (|p[0] - y[0]| + ... + |p[n-1] - y[n-1]|) / n
//!
//! The median of an even number of values is the mean of the two in the middle.

#[derive(Debug, PartialEq)]
enum FitError {
    /// x and y are not of the same length.
    Length,
    /// There are no rows.
    Empty,
    /// NaN or an infinity in y.
    NotFinite,
}

trait Fit {
    type Model: Predict;
    fn fit(&self, x: &[f64], y: &[f64]) -> Result<Self::Model, FitError>;
}

trait Predict {
    /// One prediction for each entry of `x`: (n,) -> (n,)
    fn predict(&self, x: &[f64]) -> Vec<f64>;

    /// A default method: whoever has `predict` has this too.
    fn predict_one(&self, x: f64) -> f64 {
        self.predict(&[x])[0]
    }
}

struct Mean;
struct Median;

/// The fitted model of both: the same answer for each row.
struct Constant {
    value: f64,
}

impl Predict for Constant {
    fn predict(&self, x: &[f64]) -> Vec<f64> {
        vec![self.value; x.len()]
    }
}

/// Finished, as an example.
impl Fit for Mean {
    type Model = Constant;

    fn fit(&self, x: &[f64], y: &[f64]) -> Result<Constant, FitError> {
        check(x, y)?;
        let value = y.iter().sum::<f64>() / y.len() as f64;
        Ok(Constant { value })
    }
}

/// Whether a model can be fitted to these data; of several errors, the first in `FitError`.
// TODO 1: refuse lengths that differ, no rows, and targets that are not finite.
fn check(x: &[f64], y: &[f64]) -> Result<(), FitError> {
    todo!(
        "{:?}, {:?} or {:?} for {x:?}, {y:?}",
        FitError::Length,
        FitError::Empty,
        FitError::NotFinite
    )
}

// TODO 2: fit the median of y.
impl Fit for Median {
    type Model = Constant;

    fn fit(&self, x: &[f64], y: &[f64]) -> Result<Constant, FitError> {
        todo!("the median of {y:?}, if {:?}", check(x, y))
    }
}

/// Mean absolute error of a model. Panics if x and y are not of the same length.
fn mean_absolute_error(model: &dyn Predict, x: &[f64], y: &[f64]) -> f64 {
    assert_eq!(x.len(), y.len(), "lengths of x and y");
    let predicted = model.predict(x);
    let errors = predicted.iter().zip(y).map(|(p, y)| (p - y).abs());
    errors.sum::<f64>() / y.len() as f64
}

/// Index of the model with the lowest mean absolute error, of several the first; a model
/// whose error is NaN loses against every other. `None` only without models or without rows.
// TODO 3: find the best model, whatever their types.
fn best_of(models: &[Box<dyn Predict>], x: &[f64], y: &[f64]) -> Option<usize> {
    todo!(
        "the best of {} models on {} rows of {x:?}",
        models.len(),
        y.len()
    )
}

fn main() {
    let size_m2 = [30.0, 45.0, 50.0, 62.0, 300.0];
    let rent = [400.0, 520.0, 610.0, 700.0, 5000.0];
    let mean = Mean.fit(&size_m2, &rent).expect("five flats");
    let median = Median.fit(&size_m2, &rent).expect("five flats");
    println!("rents: {rent:?}");
    println!("the mean predicts   {}", mean.predict_one(55.0));
    println!("the median predicts {}", median.predict_one(55.0));
    let models: Vec<Box<dyn Predict>> = vec![Box::new(mean), Box::new(median)];
    for (model, name) in models.iter().zip(["mean", "median"]) {
        let error = mean_absolute_error(&**model, &size_m2, &rent);
        println!("mean absolute error of the {name}: {error:.0}");
    }
    println!("best: model {:?}", best_of(&models, &size_m2, &rent));
    println!("without flats: {:?}", Mean.fit(&[], &[]).err());
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close};

    /// A model of another type: a line through the origin.
    struct Line(f64);

    impl Predict for Line {
        fn predict(&self, x: &[f64]) -> Vec<f64> {
            x.iter().map(|x| self.0 * x).collect()
        }
    }

    fn constant(value: f64) -> Box<dyn Predict> {
        Box::new(Constant { value })
    }

    /// What `Median` learns from y; all x are the same, and of no use to it.
    fn median(y: &[f64]) -> f64 {
        let x = vec![0.25; y.len()];
        Median.fit(&x, y).unwrap().predict_one(0.0)
    }

    #[test]
    fn the_mean_of_1_2_and_6_is_3() {
        let model = Mean.fit(&[0.0, 0.0, 0.0], &[1.0, 6.0, 2.0]).unwrap();
        assert_close!(model.predict(&[7.0, 8.0]), [3.0, 3.0]);
        assert_close!(model.predict_one(9.0), 3.0);
        assert_eq!(model.predict(&[]).len(), 0, "no rows, no predictions");
    }

    #[test]
    fn bad_training_data_are_refused() {
        let refused = |x: &[f64], y: &[f64]| check(x, y).err();
        assert_eq!(refused(&[], &[]), Some(FitError::Empty));
        assert_eq!(refused(&[1.0], &[1.0, 2.0]), Some(FitError::Length));
        assert_eq!(refused(&[1.0, 2.0], &[1.0]), Some(FitError::Length));
        assert_eq!(refused(&[1.0], &[]), Some(FitError::Length), "both");
        for bad in [f64::NAN, f64::INFINITY] {
            let got = refused(&[1.0, 2.0], &[3.0, bad]);
            assert_eq!(got, Some(FitError::NotFinite), "{bad}");
        }
        assert_eq!(refused(&[1.0], &[-2.0]), None, "good data");
    }

    #[test]
    fn the_median_is_the_value_in_the_middle() {
        assert_not_close!(median(&[1.0, 6.0, 2.0]), 6.0, "y is not sorted");
        assert_close!(median(&[1.0, 6.0, 2.0]), 2.0);
        assert_close!(median(&[-1.0, 9.0, -8.0, 30.0, 10.0]), 9.0);
        assert_close!(median(&[4.0]), 4.0);
    }

    #[test]
    fn the_median_of_an_even_number_lies_between_two() {
        assert_close!(median(&[8.0, 1.0, 2.0, 100.0]), 5.0);
        assert_close!(median(&[3.0, 4.0]), 3.5);
    }

    #[test]
    fn the_median_refuses_what_the_mean_refuses() {
        let empty = Median.fit(&[], &[]).err();
        assert_eq!(empty, Some(FitError::Empty), "not a model of NaN");
        assert_eq!(Mean.fit(&[1.0], &[]).err(), Some(FitError::Length));
        assert_eq!(Median.fit(&[1.0], &[]).err(), Some(FitError::Length));
    }

    #[test]
    fn the_best_model_has_the_lowest_absolute_error() {
        let (x, y) = ([1.0, 2.0, 3.0], [2.0, 4.0, 7.0]);
        // Mean absolute errors by hand: 2, 1/3, 14/3.
        let models = [constant(5.0), Box::new(Line(2.0)), constant(9.0)];
        assert_close!(mean_absolute_error(&Line(2.0), &x, &y), 1.0 / 3.0);
        assert_eq!(best_of(&models, &x, &y), Some(1));
        assert_eq!(best_of(&models[..1], &x, &y), Some(0));
    }

    #[test]
    fn a_large_error_counts_with_its_size_and_not_with_its_square() {
        // Absolute errors of 3: 3, 3, 6, mean 4; of 0: 0, 0, 9, mean 3. Squares: 18 and 27.
        let models = [constant(3.0), constant(0.0)];
        assert_eq!(best_of(&models, &[0.0; 3], &[0.0, 0.0, 9.0]), Some(1));
    }

    #[test]
    fn a_worse_model_changes_nothing_and_of_equals_the_first_wins() {
        let (x, y) = ([0.0], [5.0]);
        let mut models = vec![constant(1.0), constant(6.0), constant(4.0)];
        assert_eq!(best_of(&models, &x, &y), Some(1), "6 and 4 are as good");
        models.push(constant(-50.0));
        assert_eq!(best_of(&models, &x, &y), Some(1));
    }

    #[test]
    fn a_model_of_nan_loses_against_every_other() {
        for other in [1e6, f64::INFINITY] {
            let models = [constant(f64::NAN), constant(other), constant(-f64::NAN)];
            assert_eq!(best_of(&models, &[0.0], &[1.0]), Some(1), "{other}");
        }
        let got = best_of(&[constant(f64::NAN)], &[0.0], &[1.0]);
        assert_eq!(got, Some(0), "there is no other");
    }

    #[test]
    fn without_models_or_rows_there_is_no_best() {
        assert_eq!(best_of(&[], &[0.0], &[1.0]), None);
        assert_eq!(best_of(&[constant(1.0)], &[], &[]), None);
    }
}
