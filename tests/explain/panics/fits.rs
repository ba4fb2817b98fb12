use linfa::{
    Dataset,
    prelude::{SingleTargetRegression, ToConfusionMatrix},
    traits::Fit,
};
use linfa_linear::TweedieRegressor;
use ndarray::{Array1, Array2, array};

fn no_samples(a: &Array1<f64>, b: &Array1<f64>) {
    let _ = a.mean_squared_error(b).unwrap(); // <- no_samples_
}

fn other_samples(a: &Array1<bool>, b: &Array1<bool>) {
    let _ = a.confusion_matrix(b).unwrap(); // <- other_samples_
}

fn setting(x: Array2<f64>, y: Array1<f64>) {
    let _ = TweedieRegressor::params()
        .power(0.5)
        .fit(&Dataset::new(x, y))
        .unwrap(); // <- setting_
}

fn main() {}

#[cfg(test)]
mod tests {
    use super::*;

    // There are not enough samples for what is asked here.
    // Print the shape of the data: rows are samples. Was it split so that nothing is left, or is it transposed?
    #[test]
    fn no_samples_() {
        no_samples(&Array1::zeros(0), &Array1::zeros(0));
    }

    // Two numbers of samples must be the same, and they are 1 and 2.
    // Print the shapes of both: one entry, or one row, is one sample.
    #[test]
    fn other_samples_() {
        other_samples(&array![true], &array![true, false]);
    }

    // `unwrap` insists on an `Ok`, and this is an error: an `Err`, whose text stands at the end of the message.
    // Decide what an error means here: `?` hands it to the caller, `match` takes both cases apart.
    #[test]
    fn setting_() {
        setting(Array2::ones((3, 1)), Array1::ones(3));
    }
}
