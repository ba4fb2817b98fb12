//! Look at handwritten digits in two dimensions
//!
//! A picture of 8 x 8 pixels is a point in 64 dimensions. How many of them matter? linfa's
//! `Pca` on 1,797 real digits: a map on a page, how much of the variance k components keep,
//! and how well a digit is still recognised with 20 numbers instead of 64:
//!
//!     share of k      (s_1^2 + .. + s_k^2) / sum over all entries of (x_ij - m_j)^2
//!                     s: the singular values of the model, m_j: mean of column j
//!     whitening       every score divided by its standard deviation
//!     nearest mean    the label whose mean over the training rows is nearest to the row;
//!                     of equally near ones the smaller label
//!
//! Fit on the training rows only. The test rows are projected with the mean and the components
//! of the training rows: they stand for digits that nobody has seen yet.
//!
//! docs.rs/linfa-reduction/0.8.1/linfa_reduction/struct.Pca.html, imports
//! `use linfa::{Dataset, traits::{Fit, Predict}}; use linfa_reduction::Pca;`
//!
//!     let model = Pca::params(k).whiten(false).fit(&Dataset::from(x.clone()))?;
//!     model.predict(&x)              scores of any rows, (n, d) -> (n, k)
//!     model.singular_values()        &Array1, the largest first
//!
//! Its iteration is to be trusted for k up to a third of d: at most 20 of 64 components here.

use kit::plot::{self, Figure};
use linfa_reduction::ReductionError;
use ndarray::{Array1, Array2, ArrayView1, Axis};

/// The most components that are asked for.
const MOST: usize = 20;

/// The scores of the training rows and of other rows, along the k first components of the
/// training rows. (n, d), (m, d) -> (n, k), (m, k)
/// linfa's error, such as for k = 0, k > d and a training part without rows.
// TODO 1: fit on `train`, project both.
fn project(
    train: &Array2<f64>,
    other: &Array2<f64>,
    k: usize,
    whiten: bool,
) -> Result<(Array2<f64>, Array2<f64>), ReductionError> {
    todo!(
        "{k} of {} and {}, whiten: {whiten}",
        train.ncols(),
        other.ncols()
    )
}

/// How many components keep at least this share of the variance of `x`: the smallest such k
/// from 1 to the smaller of `MOST` and d; `None` if even those keep less. linfa's error if any.
// TODO 2: find the number of components.
fn components_for(x: &Array2<f64>, share: f64) -> Result<Option<usize>, ReductionError> {
    todo!("{share} of the variance of {} columns", MOST.min(x.ncols()))
}

/// The share of rows `z` whose nearest mean is that of their own label `y`.
/// (n, k), (n,), (m, k), (m,) -> ()
/// `None` if there are no rows to judge or to learn from.
// TODO 3: classify every row of `z` and count the right answers.
fn nearest_mean_accuracy(
    z_train: &Array2<f64>,
    y_train: &Array1<usize>,
    z: &Array2<f64>,
    y: &Array1<usize>,
) -> Option<f64> {
    todo!(
        "learn from {} rows, {} labels; judge {}, {}",
        z_train.nrows(),
        y_train.len(),
        z.nrows(),
        y.len()
    )
}

/// A row of 64 pixels as a picture.
fn picture(row: ArrayView1<f64>) -> Array2<f64> {
    row.to_shape((8, 8)).expect("64 pixels").into_owned()
}

/// Pixels and labels of 900 digits to learn from and of 897 to judge.
fn parts() -> [(Array2<f64>, Array1<usize>); 2] {
    let (x, y) = kit::data::digits();
    [(0, 900), (900, 1797)].map(|(from, to)| {
        let rows: Vec<usize> = (from..to).collect();
        (x.select(Axis(0), &rows), y.select(Axis(0), &rows))
    })
}

fn main() {
    let (x, y) = kit::data::digits();
    let [(train, y_train), (test, y_test)] = parts();
    let names = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    let pictures: Vec<_> = (0..10).map(|i| (names[y[i]], picture(x.row(i)))).collect();
    plot::images("The first ten digits", &pictures);

    for share in [0.5, 0.8, 0.9, 0.99] {
        match components_for(&train, share) {
            Ok(Some(k)) => println!("{k:2} of 64 components keep {share} of the variance"),
            Ok(None) => println!("more than {MOST} components are needed for {share}"),
            Err(error) => println!("{share}: {error}"),
        }
    }
    let full = nearest_mean_accuracy(&train, &y_train, &test, &y_test);
    println!(
        "Recognised of 897 new digits, with all 64 pixels: {:.3}",
        full.unwrap_or(f64::NAN)
    );
    for k in [2, 5, 20] {
        let (a, b) = project(&train, &test, k, false).expect("k of 64");
        let share = nearest_mean_accuracy(&a, &y_train, &b, &y_test).unwrap_or(f64::NAN);
        println!("  with {k:2} numbers: {share:.3}");
    }
    let (z, _) = project(&x, &test, 2, true).expect("2 of 64");
    Figure::new("1,797 digits, two of 64 dimensions, whitened")
        .x("first component")
        .y("second component")
        .points_by("digit", &z, &y)
        .show();
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same, assert_shape};
    use ndarray::array;

    #[test]
    fn new_rows_are_projected_with_the_training_mean() {
        let train = array![[0.0, 1.0, 5.0], [4.0, 4.0, 5.0], [8.0, 7.0, 5.0]];
        let other = array![[4.0, 4.0, 5.0], [12.0, 10.0, 5.0]];
        let (z_train, z) = project(&train, &other, 1, false).expect("1 of 3");
        assert_shape!(z_train, [3, 1]);
        assert_close!(
            z_train.sum(),
            0.0,
            atol = 1e-6,
            "fit on the training rows only"
        );
        // The direction is (0.8, 0.6, 0) or its opposite, the mean (4, 4, 5).
        assert_not_close!(
            z.mapv(f64::abs),
            array![[5.0], [5.0]],
            atol = 1e-4,
            "their own mean"
        );
        assert_close!(z.mapv(f64::abs), array![[0.0], [10.0]], atol = 1e-4);
    }

    #[test]
    fn whitened_scores_have_unit_variance() {
        let [(train, _), (test, _)] = parts();
        let (z_train, z) = project(&train, &test, 5, true).expect("5 of 64");
        assert_close!(
            z_train.var_axis(Axis(0), 1.0),
            Array1::<f64>::ones(5),
            rtol = 1e-3
        );
        let (plain, _) = project(&train, &test, 5, false).expect("5 of 64");
        let variances = plain.var_axis(Axis(0), 1.0);
        assert!(
            variances.iter().all(|&v| v > 10.0),
            "not whitened: {variances}"
        );
        assert_shape!(z, [897, 5]);
        assert!(
            z.var_axis(Axis(0), 1.0)[0] != 1.0,
            "new rows have their own variance"
        );
    }

    #[test]
    fn senseless_numbers_of_components_are_errors() {
        let x = array![[0.0, 1.0], [4.0, 4.0], [1.0, 7.0]];
        assert!(project(&x, &x, 1, false).is_ok());
        assert!(project(&x, &x, 0, false).is_err(), "no components");
        assert!(project(&x, &x, 3, false).is_err(), "3 of 2");
        assert!(
            project(&Array2::zeros((0, 2)), &x, 1, false).is_err(),
            "no rows"
        );
        assert!(
            components_for(&Array2::zeros((0, 2)), 0.5).is_err(),
            "no rows"
        );
    }

    #[test]
    fn shares_are_shares_of_the_whole_variance() {
        // numpy.linalg.eigh on the first 900 digits: 0.4974 for 4, 0.5569 for 5, 0.9005 for 20.
        let [(train, _), _] = parts();
        let found = [0.1, 0.43, 0.5, 0.8, 0.9].map(|share| {
            components_for(&train, share)
                .expect("20 of 64")
                .expect("20 are enough")
        });
        assert_same!(found.to_vec(), vec![1, 4, 5, 13, 20]);
        let got = components_for(&train, 0.95).expect("20 of 64");
        assert_same!(
            got,
            None,
            "20 components keep 0.9, not 0.95, of the variance"
        );
        let small = array![[0.0, 0.0], [0.4, 0.0], [0.0, 0.1], [0.4, 0.1]];
        let got = components_for(&small, 0.99).expect("2 of 2");
        assert_same!(got, Some(2), "16/17 for the first, whatever the unit");
    }

    #[test]
    fn nearest_mean_by_hand() {
        let z_train = array![[0.0, 0.0], [2.0, 0.0], [10.0, 1.0], [10.0, 3.0], [1.0, 9.0]];
        let y_train = array![0, 0, 13, 13, 1];
        // Means (1, 0), (10, 2) and (1, 9): labels 0, 13, 0, 1.
        let z = array![[5.0, 0.0], [6.0, 2.0], [1.0, 4.0], [1.0, 5.0]];
        let accuracy = |y: Array1<usize>| nearest_mean_accuracy(&z_train, &y_train, &z, &y);
        assert_close!(accuracy(array![0, 13, 0, 1]).expect("4 rows"), 1.0);
        assert_close!(accuracy(array![0, 13, 1, 2]).expect("4 rows"), 0.5);
        let tie = nearest_mean_accuracy(&z_train, &y_train, &array![[1.0, 4.5]], &array![0]);
        assert_close!(
            tie.expect("1 row"),
            1.0,
            "equally near to 0 and 1: the smaller label"
        );
    }

    #[test]
    fn nothing_to_judge_or_to_learn_from_is_none() {
        let (none, no_labels) = (Array2::zeros((0, 2)), array![]);
        let (one, label) = (array![[1.0, 2.0]], array![7]);
        assert_same!(nearest_mean_accuracy(&one, &label, &one, &label), Some(1.0));
        assert_same!(nearest_mean_accuracy(&one, &label, &none, &no_labels), None);
        assert_same!(nearest_mean_accuracy(&none, &no_labels, &one, &label), None);
    }

    #[test]
    fn twenty_numbers_recognise_as_many_digits_as_64() {
        let [(train, y_train), (test, y_test)] = parts();
        let accuracy = |a: &Array2<f64>, b: &Array2<f64>| {
            nearest_mean_accuracy(a, &y_train, b, &y_test).expect("897 rows")
        };
        // By numpy: 0.8751 with 64 pixels and with 20 components, 0.5530 with 2.
        let full = accuracy(&train, &test);
        assert_close!(full, 785.0 / 897.0, "all 64 pixels");
        let (a, b) = project(&train, &test, 20, false).expect("20 of 64");
        assert!(
            (accuracy(&a, &b) - full).abs() < 0.03,
            "{} against {full}",
            accuracy(&a, &b)
        );
        let (a, b) = project(&train, &test, 2, false).expect("2 of 64");
        assert_close!(accuracy(&a, &b), 0.553, atol = 0.02, "two components");
    }
}
