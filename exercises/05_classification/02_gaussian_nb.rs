//! Gaussian naive Bayes
//!
//! The quickest classifier that yields probabilities: one look at the data, no steps, no rate.
//! It asks Bayes' rule how probable each class is, and is naive: inside a class, it takes the
//! columns for independent, each with a normal distribution of its own (n rows, d columns, k
//! classes c = 0, 1, ..., k - 1).
//!
//!     prior[c]        the share of the rows that belong to c
//!     mean, var[c][j] of column j over the rows of c; var divides by their number,
//!                     then `smoothing` times the largest variance of any column of the
//!                     whole of x is added: no variance is 0, unless nothing varies
//!     joint[i][c]     = ln prior[c] + sum over j of ln N(x[i][j]; mean[c][j], var[c][j])
//!     ln N(x; m, v)   = -(ln(2 pi v) + (x - m)^2 / v) / 2
//!     ln P(c | x_i)   = joint[i][c] - ln(sum over b of exp(joint[i][b]))
//!
//! Stay with logarithms: a product of 200 densities is 0 for every class. And take the
//! largest joint of a row off before `exp`, as in a softmax. pi is `std::f64::consts::PI`.
//!
//! From linfa-bayes: `GaussianNb::params().var_smoothing(s).fit(&dataset)?`, and
//! `.predict(x)` of the result; the smoothing is the same. Import `linfa_bayes::GaussianNb`
//! and `linfa::prelude::*`; `Dataset::new(x, y)` takes owned arrays.
//! See docs.rs/linfa-bayes/0.8.1.

use ndarray::{Array1, Array2, Axis};
use std::error::Error;

struct Gnb {
    log_prior: Array1<f64>, // (k,)
    mean: Array2<f64>,      // (k, d)
    var: Array2<f64>,       // (k, d), smoothed
}

/// Learns priors, means and variances. (n, d), (n,)
/// `None` if one of the k classes has no rows, or if a variance is 0 even after smoothing.
// TODO 1: learn the three tables.
fn fit_gnb(x: &Array2<f64>, y: &Array1<usize>, k: usize, smoothing: f64) -> Option<Gnb> {
    todo!(
        "{k} classes, {} rows, {} labels, {smoothing}",
        x.nrows(),
        y.len()
    )
}

/// ln P(c | x_i) for each row and class. (n, d) -> (n, k)
// TODO 2: compute the normalised log posterior.
fn log_posterior(m: &Gnb, x: &Array2<f64>) -> Array2<f64> {
    todo!(
        "{} rows with {}, {}, {}",
        x.nrows(),
        m.log_prior,
        m.mean,
        m.var
    )
}

/// The most probable class of each row; of equal ones the first. (n, d) -> (n,). Finished.
fn predict(m: &Gnb, x: &Array2<f64>) -> Array1<usize> {
    log_posterior(m, x).map_axis(Axis(1), |row| {
        let classes = (0..row.len()).rev();
        let best = classes.max_by(|&a, &b| row[a].total_cmp(&row[b]));
        best.unwrap_or(0)
    })
}

/// The labels that linfa gives to the rows it was trained on. (n, d), (n,) -> (n,)
// TODO 3: train linfa's classifier and let it label the same rows.
fn labels_linfa(
    x: &Array2<f64>,
    y: &Array1<usize>,
    smoothing: f64,
) -> Result<Array1<usize>, Box<dyn Error>> {
    todo!("{} rows, {} labels, {smoothing}", x.nrows(), y.len())
}

fn main() -> Result<(), Box<dyn Error>> {
    let iris = linfa_datasets::iris();
    let (x, y) = (iris.records(), iris.targets());
    let model = fit_gnb(x, y, 3, 1e-9).ok_or("a class without rows")?;
    let (own, linfa) = (predict(&model, x), labels_linfa(x, y, 1e-9)?);
    let equal = |b: &Array1<usize>| own.iter().zip(b).filter(|(a, b)| a == b).count();
    let (right, same) = (equal(y), equal(&linfa));
    println!("Naive Bayes labels {right} of 150 flowers right; linfa's agrees on {same}.");
    println!("P(setosa, versicolor, virginica) of flowers 0, 70 and 133:");
    for i in [0, 70, 133] {
        let p = log_posterior(&model, &x.select(Axis(0), &[i])).mapv(f64::exp);
        println!("  {i:3}  {:.3}  it is species {}", p.row(0), y[i]);
    }
    let petals = x.select(Axis(1), &[2, 3]);
    let model = fit_gnb(&petals, y, 3, 1e-9).ok_or("a class without rows")?;
    let title = "Petal length and width in cm: each species owns an ellipse with straight axes";
    kit::plot::regions(title, &petals, &y.to_vec(), |length, width| {
        predict(&model, &ndarray::array![[length, width]])[0]
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same, assert_shape};
    use ndarray::array;

    /// Four rows of class 0 and two of class 1.
    fn small() -> (Array2<f64>, Array1<usize>) {
        let columns = array![[1., 8., 3., 1., 3., 4.], [10., 40., 10., 30., 30., 60.]];
        (columns.reversed_axes(), array![0, 1, 0, 0, 0, 1])
    }

    #[test]
    fn each_class_has_its_mean_variance_and_prior() {
        let (x, y) = small();
        let m = fit_gnb(&x, &y, 2, 0.0).expect("both classes have rows");
        assert_close!(m.mean, array![[2.0, 20.0], [6.0, 50.0]]);
        let by_n_minus_1 = array![[4.0 / 3.0, 400.0 / 3.0], [8.0, 200.0]];
        assert_not_close!(m.var, by_n_minus_1, "a variance divides by n here");
        assert_close!(m.var, array![[1.0, 100.0], [4.0, 100.0]]);
        assert_close!(m.log_prior.mapv(f64::exp), array![2.0 / 3.0, 1.0 / 3.0]);
    }

    #[test]
    fn smoothing_is_a_share_of_the_largest_variance() {
        let (x, y) = small();
        let m = fit_gnb(&x, &y, 2, 0.1).expect("both classes have rows");
        // Column 1 has mean 30 and variance (400 + 100 + 400 + 0 + 0 + 900) / 6 = 300.
        assert_close!(m.var, array![[31.0, 130.0], [34.0, 130.0]]);
    }

    #[test]
    fn the_posterior_follows_bayes_rule() {
        // Class 0: N(0, 1), class 1: N(4, 4), each half of the rows.
        let (x, y) = (array![[-1.0], [1.0], [2.0], [6.0]], array![0, 0, 1, 1]);
        let m = fit_gnb(&x, &y, 2, 0.0).expect("two classes");
        let got = log_posterior(&m, &array![[2.0], [0.0]]).mapv(f64::exp);
        // At 2: exp(-2) against exp(-1/2) / 2; at 0: 1 against exp(-2) / 2.
        let (a, b) = ((-2.0f64).exp(), (-0.5f64).exp() / 2.0);
        let c = (-2.0f64).exp() / 2.0;
        let expected = array![[a / (a + b), b / (a + b)], [1.0 / (1.0 + c), c / (1.0 + c)]];
        assert_close!(got, expected);
    }

    #[test]
    fn columns_add_their_logarithms() {
        let (x, y) = small();
        let m = fit_gnb(&x, &y, 2, 0.0).expect("both classes have rows");
        let got = log_posterior(&m, &array![[4.0, 30.0]]);
        // ln(2/3) - (ln 1 + 4 + ln 100 + 1) / 2 and ln(1/3) - (ln 4 + 1 + ln 100 + 4) / 2.
        let odds = got[[0, 0]] - got[[0, 1]];
        assert_close!(odds, 4.0f64.ln(), "the logarithm of P(0) / P(1)");
        assert_close!(got.row(0).mapv(f64::exp), array![0.8, 0.2]);
    }

    #[test]
    fn a_rare_class_stays_rare() {
        // 18 rows of class 0 and 2 of class 1, with the same mean and variance.
        let x = Array2::from_shape_fn((20, 1), |(i, _)| if i % 2 == 0 { -1.0 } else { 1.0 });
        let y = Array1::from_shape_fn(20, |i| usize::from(i >= 18));
        let m = fit_gnb(&x, &y, 2, 0.0).expect("both classes have rows");
        let p = log_posterior(&m, &array![[0.3]]).mapv(f64::exp);
        assert_not_close!(p, array![[0.5, 0.5]], "the priors are 0.9 and 0.1");
        assert_close!(p, array![[0.9, 0.1]]);
    }

    #[test]
    fn two_hundred_columns_do_not_underflow() {
        let x = Array2::from_shape_fn((6, 200), |(i, j)| {
            let (class, row) = (i / 3, i % 3);
            1000.0 * (row as f64 - 1.0) + (j % 7) as f64 + 300.0 * class as f64
        });
        let y = array![0, 0, 0, 1, 1, 1];
        let m = fit_gnb(&x, &y, 2, 1e-9).expect("both classes have rows");
        let got = log_posterior(&m, &x);
        let sums = got.mapv(f64::exp).sum_axis(Axis(1));
        assert_close!(sums, Array1::<f64>::ones(6), "rows sum to 1");
        let finite = got.iter().all(|v| v.is_finite());
        assert!(finite, "also what is next to impossible:\n{got}");
        assert_same!(predict(&m, &x.select(Axis(0), &[1, 4])), array![0, 1]);
    }

    #[test]
    fn rows_far_from_all_classes_get_probabilities_too() {
        let (x, y) = small();
        let m = fit_gnb(&x, &y, 2, 0.0).expect("both classes have rows");
        let p = log_posterior(&m, &array![[1e4, 1e4], [-1e4, 0.0]]).mapv(f64::exp);
        assert_close!(p, array![[0.0, 1.0], [0.0, 1.0]], "class 1 is wider");
    }

    #[test]
    fn every_row_twice_teaches_nothing_new() {
        let (x, y) = small();
        let rows: Vec<usize> = (0..12).map(|i| i / 2).collect();
        let once = fit_gnb(&x, &y, 2, 1e-3).expect("both classes have rows");
        let (x2, y2) = (x.select(Axis(0), &rows), y.select(Axis(0), &rows));
        let twice = fit_gnb(&x2, &y2, 2, 1e-3).expect("both classes have rows");
        assert_close!(log_posterior(&twice, &x), log_posterior(&once, &x));
    }

    #[test]
    fn a_constant_column_and_a_class_of_one_row_need_smoothing() {
        let (x, y) = (array![[1.0, 7.0], [3.0, 7.0], [9.0, 7.0]], array![0, 0, 1]);
        let m = fit_gnb(&x, &y, 2, 1e-9).expect("smoothed");
        assert_same!(predict(&m, &x), array![0, 0, 1]);
        assert!(log_posterior(&m, &x).iter().all(|v| !v.is_nan()));
        assert!(fit_gnb(&x, &y, 2, 0.0).is_none(), "a variance of 0");
        let same = fit_gnb(&Array2::ones((3, 2)), &y, 2, 1e-9);
        assert!(same.is_none(), "nothing varies");
    }

    #[test]
    fn a_class_without_rows_is_refused() {
        let (x, y) = small();
        assert!(fit_gnb(&x, &y, 3, 1e-9).is_none(), "nobody has label 2");
        let none = fit_gnb(&Array2::zeros((0, 2)), &array![], 2, 1e-9);
        assert!(none.is_none(), "no rows");
        let m = fit_gnb(&x, &y, 2, 1e-9).expect("both classes have rows");
        assert_shape!(log_posterior(&m, &Array2::zeros((0, 2))), [0, 2]);
    }

    #[test]
    fn linfa_gives_the_same_labels_on_iris() {
        let iris = linfa_datasets::iris();
        let (x, y) = (iris.records(), iris.targets());
        let own = predict(&fit_gnb(x, y, 3, 1e-9).expect("three species"), x);
        // scikit-learn's GaussianNB on the same file: 144 of 150.
        let right = own.iter().zip(y).filter(|(a, b)| a == b).count();
        assert_same!(right, 144);
        assert_same!(labels_linfa(x, y, 1e-9).expect("clean data"), own);
    }

    #[test]
    fn linfa_is_given_the_smoothing() {
        // With much smoothing the narrow column 0 says nothing, and column 1 decides.
        let x = array![[0.0, 0.0], [1.0, 90.0], [0.1, 80.0], [1.1, 200.0]];
        let y = array![0, 1, 0, 1];
        for smoothing in [1e-9, 5.0] {
            let own = predict(&fit_gnb(&x, &y, 2, smoothing).expect("two classes"), &x);
            let linfa = labels_linfa(&x, &y, smoothing).expect("clean data");
            assert_same!(linfa, own, "smoothing {smoothing}");
        }
        assert!(labels_linfa(&x, &y, -1.0).is_err(), "a negative smoothing");
    }
}
