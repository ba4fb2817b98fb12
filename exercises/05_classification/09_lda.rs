//! Linear discriminant analysis
//!
//! In which direction do the species differ most, compared with how flowers of one species
//! differ among themselves? Measure that spread once for all classes, bend the space until it
//! is round, and classification is a matter of the nearest class mean (n rows, d columns, k
//! classes c, n_c rows each):
//!
//!     S      = sum over i of (x_i - m_c)(x_i - m_c)^T / (n - k)     m_c: mean of the class of i
//!     z      = W (x - center)       W = S^(-1/2): in z, the spread of a class is the identity
//!     label  = the class with the largest  ln prior[c] - |z - mean_z[c]|^2 / 2
//!
//! The borders between classes are straight, for the squares of z cancel. And all that tells
//! k classes apart lies in the k - 1 directions in which their means differ: projected on
//! these, d columns make a picture. They are the eigenvectors, largest eigenvalue first, of
//!
//!     B      = sum over c of prior[c] mean_z[c] mean_z[c]^T                          (d, d)
//!
//! linfa has no LDA. Do not confuse it with latent Dirichlet allocation, LDA too.

use linfa_linalg::eigh::{EigSort, Eigh};
use ndarray::{Array1, Array2, Axis};

struct Lda {
    center: Array1<f64>, // (d,) mean of all rows
    whiten: Array2<f64>, // (d, d) symmetric: W of the header
    prior: Array1<f64>,  // (k,) share of the rows
    mean_z: Array2<f64>, // (k, d) class means, whitened
}

#[derive(Debug, PartialEq)]
enum FitError {
    /// A class has no rows, or there are no more rows than classes.
    TooFewRows,
    /// Inside the classes, some direction does not vary at all.
    SingularCovariance,
}

/// Share of the rows and mean of each class. (n, d), (n,) -> (k,), (k, d). Given.
fn class_means(x: &Array2<f64>, y: &Array1<usize>, k: usize) -> (Array1<f64>, Array2<f64>) {
    let member = Array2::from_shape_fn((k, x.nrows()), |(c, i)| f64::from(y[i] == c));
    let count = member.sum_axis(Axis(1));
    let mean = member.dot(x) / count.view().insert_axis(Axis(1));
    (count / x.nrows() as f64, mean)
}

/// The covariance inside the classes, S of the header. (n, d), (n,), (k, d) -> (d, d)
// TODO 1: pool the spread of all rows around the means of their classes.
fn pooled_covariance(x: &Array2<f64>, y: &Array1<usize>, mean: &Array2<f64>) -> Array2<f64> {
    todo!("{} rows, {} labels, {mean}", x.nrows(), y.len())
}

/// Eigenvalues of a symmetric matrix, largest first, and eigenvectors as columns. Given.
fn eigen(matrix: &Array2<f64>) -> (Array1<f64>, Array2<f64>) {
    matrix.eigh().expect("a symmetric matrix").sort_eig_desc()
}

/// Learns the model. (n, d), (n,) with labels below k. Given.
fn fit_lda(x: &Array2<f64>, y: &Array1<usize>, k: usize) -> Result<Lda, FitError> {
    let (prior, mean) = class_means(x, y, k);
    if x.nrows() <= k || prior.iter().any(|&share| share == 0.0) {
        return Err(FitError::TooFewRows);
    }
    let (values, vectors) = eigen(&pooled_covariance(x, y, &mean));
    if !(values[values.len() - 1] > 1e-12 * values[0]) {
        return Err(FitError::SingularCovariance);
    }
    let whiten = (&vectors / &values.mapv(f64::sqrt)).dot(&vectors.t());
    let center = prior.dot(&mean);
    let mean_z = (mean - &center).dot(&whiten);
    Ok(Lda {
        center,
        whiten,
        prior,
        mean_z,
    })
}

/// Rows in coordinates in which every class is round, z. (n, d) -> (n, d). Given.
fn whitened(m: &Lda, x: &Array2<f64>) -> Array2<f64> {
    (x - &m.center).dot(&m.whiten)
}

/// The label of each row; of equally good classes the first. (n, d) -> (n,)
// TODO 2: choose the class for each row.
fn predict(m: &Lda, x: &Array2<f64>) -> Array1<usize> {
    let (z, prior) = (whitened(m, x), &m.prior);
    todo!("{} rows, means {}, shares {prior}", z.nrows(), m.mean_z)
}

/// Rows on the `dims` directions that tell the classes apart, best first. (n, d) -> (n, dims)
/// `None` if dims is more than d or k - 1. The sign of a direction is free.
// TODO 3: project the rows.
fn project(m: &Lda, x: &Array2<f64>, dims: usize) -> Option<Array2<f64>> {
    let (values, _) = eigen(&whitened(m, x));
    todo!("{} rows, {values}, {dims}", x.nrows())
}

/// 150 flowers of three species. Given.
fn iris() -> (Array2<f64>, Array1<usize>) {
    let iris = linfa_datasets::iris();
    (iris.records, iris.targets)
}

fn main() {
    let (x, y) = iris();
    let model = fit_lda(&x, &y, 3).expect("three species");
    let labels = predict(&model, &x);
    let wrong: Vec<usize> = (0..150).filter(|&i| labels[i] != y[i]).collect();
    println!("LDA labels all of 150 flowers right but {wrong:?}.");
    let z = project(&model, &x, 2).expect("three classes span two directions");
    kit::plot::Figure::new("150 flowers on the two directions that tell them apart")
        .x("first direction")
        .y("second direction")
        .points_by("species", &z, &y)
        .show();
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same, assert_shape};
    use ndarray::{array, concatenate, s, stack};

    /// Rows of both classes spread by 1 in each direction around (0, 0) and (6, 2).
    fn round() -> (Array2<f64>, Array1<usize>) {
        let around = array![[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]];
        let x = concatenate![Axis(0), around, &around + &array![6.0, 2.0]];
        (x, array![0, 0, 0, 0, 1, 1, 1, 1])
    }

    fn spread(x: &Array2<f64>, y: &Array1<usize>, k: usize) -> Array2<f64> {
        pooled_covariance(x, y, &class_means(x, y, k).1)
    }

    #[test]
    fn the_spread_is_measured_inside_the_classes() {
        let x = array![[0., 2., 10., 11., 12.], [0., 4., 1., 1., 4.]].reversed_axes();
        let got = spread(&x, &array![0, 0, 1, 1, 1], 2);
        // Products around (1, 2) and (11, 2): 2 + 2, 4 + 3 and 8 + 6.
        let sums = array![[4.0, 7.0], [7.0, 14.0]];
        assert_not_close!(got, &sums / 5.0, "divide by n - k");
        assert_not_close!(got, &sums / 4.0, "divide by n - k");
        assert_close!(got, &sums / 3.0);
    }

    #[test]
    fn the_spread_inside_iris_is_that_of_numpy() {
        let (x, y) = iris();
        let expected = array![
            [0.265008, 0.093082, 0.167442, 0.038473],
            [0.093082, 0.115884, 0.055238, 0.033423],
            [0.167442, 0.055238, 0.185170, 0.042541],
            [0.038473, 0.033423, 0.042541, 0.042011]
        ];
        assert_close!(spread(&x, &y, 3), expected, atol = 1e-6);
    }

    #[test]
    fn equal_classes_meet_halfway() {
        let (x, y) = round();
        let m = fit_lda(&x, &y, 2).expect("round classes");
        // The border goes through (3, 1), across (6, 2).
        let got = predict(&m, &array![[2.9, 1.0], [3.1, 1.0], [2.0, 3.9], [2.0, 4.1]]);
        assert_same!(got, [0, 1, 0, 1]);
    }

    #[test]
    fn a_rare_class_has_to_be_nearer() {
        // Class 0 five times: 20 rows and 4; the spread stays 1 (times 24 / 22).
        let (x, y) = round();
        let rows = [[0, 1, 2, 3].repeat(5), vec![4, 5, 6, 7]].concat();
        let (x, y) = (x.select(Axis(0), &rows), y.select(Axis(0), &rows));
        let m = fit_lda(&x, &y, 2).expect("round classes");
        // On the line from mean to mean the border moves by ln(5) (24 / 22) / |mean| of 6.32.
        let shift = 5f64.ln() * (24.0 / 22.0) / 40f64.sqrt();
        let at = |steps: f64| array![3.0, 1.0] + array![6.0, 2.0] * steps / 40f64.sqrt();
        let q = stack![Axis(0), at(shift - 0.01), at(shift + 0.01)];
        assert_same!(predict(&m, &q), [0, 1], "nearer to the rare class");
    }

    #[test]
    fn equally_good_classes_go_to_the_first() {
        let (x, y) = round();
        let same = x.select(Axis(0), &[0, 1, 2, 3, 0, 1, 2, 3]);
        let m = fit_lda(&same, &y, 2).expect("round classes");
        assert_same!(
            predict(&m, &same),
            [0; 8],
            "both classes have the same rows"
        );
    }

    #[test]
    fn iris_is_nearly_separable() {
        let (x, y) = iris();
        let got = predict(&fit_lda(&x, &y, 3).expect("iris"), &x);
        let right = got.iter().zip(&y).filter(|(a, b)| a == b).count();
        assert_same!(right, 147, "scikit-learn: 147 of 150");
    }

    #[test]
    fn labels_do_not_depend_on_units_or_mixtures_of_columns() {
        let (x, y) = iris();
        let mix = Array2::eye(4) + array![0.5, -1.0, 2.0, 0.3]; // determinant 1 + 1.8
        let mixed = (x.dot(&mix) + 5.0) * array![1.0, 300.0, -0.5, 0.01];
        let got = predict(&fit_lda(&mixed, &y, 3).expect("invertible"), &mixed);
        assert_same!(got, predict(&fit_lda(&x, &y, 3).expect("iris"), &x));
    }

    #[test]
    fn projected_flowers_lie_where_scikit_learn_puts_them() {
        let (x, y) = iris();
        let z = project(&fit_lda(&x, &y, 3).expect("iris"), &x, 2).expect("two directions");
        assert_shape!(z, [150, 2]);
        // Its solver "svd", flowers 0, 70 and 149; signs are free. It divides S by n here.
        let expected = [
            [8.16703605, 0.33178886],
            [3.7567087, 1.04560584],
            [4.73156329, 0.32838112],
        ];
        let got = z.select(Axis(0), &[0, 70, 149]).mapv(f64::abs);
        assert_close!(got / (147f64 / 150.0).sqrt(), expected, rtol = 1e-6);
        let round = Array2::<f64>::eye(2);
        assert_close!(spread(&z, &y, 3), round, atol = 1e-9, "round classes");
    }

    #[test]
    fn frequent_classes_have_more_say_in_a_direction() {
        // Two rare classes 8 apart along column 0, two frequent ones 6 apart along column 1.
        let y: Array1<usize> = [0, 1, 2, 2, 2, 3, 3, 3].repeat(4).into();
        let means = array![[4.0, 0.0], [-4.0, 0.0], [0.0, 3.0], [0.0, -3.0]];
        let around: Vec<usize> = (0..32).map(|i| i / 8).collect();
        let x = means.select(Axis(0), &y.to_vec()) + round().0.select(Axis(0), &around);
        let m = fit_lda(&x, &y, 4).expect("round classes");
        let z = project(&m, &x, 1).expect("one direction").mapv(f64::abs);
        // S is 32 / 28. B, times that: 2 / 8 of 16 along column 0, 6 / 8 of 9 along column 1.
        let expected = x.slice(s![.., 1..]).mapv(f64::abs) / (32f64 / 28.0).sqrt();
        assert_close!(z, expected, "column 1 decides: 6.75 against 4");
    }

    #[test]
    fn one_direction_separates_at_least_as_well_as_that_of_pca() {
        let (x, y) = iris();
        let lda = project(&fit_lda(&x, &y, 3).expect("iris"), &x, 1).expect("one direction");
        let centred = &x - &x.mean_axis(Axis(0)).expect("rows");
        let (_, vectors) = eigen(&centred.t().dot(&centred));
        let pca = centred.dot(&vectors.slice(s![.., ..1]));
        // How much all rows vary, in units of the spread inside the classes.
        let [lda, pca] = [lda, pca].map(|z| z.var(0.0) / spread(&z, &y, 3)[[0, 0]]);
        assert!(lda > 1.5 * pca, "LDA {lda}, PCA {pca}");
    }

    #[test]
    fn there_are_fewer_directions_than_classes() {
        let (x, y) = iris();
        let m = fit_lda(&x, &y, 3).expect("iris");
        assert!(project(&m, &x, 3).is_none(), "two directions");
        assert_shape!(project(&m, &x, 0).expect("no direction"), [150, 0]);
        let x = x.select(Axis(1), &[2]);
        let narrow = fit_lda(&x, &y, 3).expect("one column");
        assert!(project(&narrow, &x, 2).is_none(), "one column");
        assert_shape!(project(&narrow, &x, 1).expect("one direction"), [150, 1]);
    }

    #[test]
    fn a_class_of_one_row_is_enough_and_none_is_not() {
        let x = array![[0.0, 1.0], [1.0, 0.0], [2.0, 2.0], [9.0, 9.0]];
        let y = array![0, 0, 0, 1];
        let m = fit_lda(&x, &y, 2).expect("class 0 has a spread");
        assert_same!(predict(&m, &x), y);
        assert_same!(predict(&m, &Array2::zeros((0, 2))).len(), 0);
        let error = |y, k| fit_lda(&x, &y, k).err();
        assert_same!(error(y, 3), Some(FitError::TooFewRows), "no row of class 2");
        assert_same!(error(array![0, 1, 2, 3], 4), Some(FitError::TooFewRows));
    }

    #[test]
    fn columns_that_repeat_each_other_are_refused() {
        let (x, y) = round();
        let got = fit_lda(&concatenate![Axis(1), x, x], &y, 2).err();
        assert_same!(got, Some(FitError::SingularCovariance));
    }
}
