//! Matrix product, twice
//!
//! A linear model, a layer of a neural network, attention: what takes time in machine
//! learning is nearly always this sum. Write it by hand once, with three loops:
//!
//!     (a b)[i][j] = sum over p of a[i][p] * b[p][j]       i < n, j < m, p < k
//!        (n, k), (k, m) -> (n, m)
//!
//! The inner lengths must be equal, and they disappear; for k = 0 the sum has no terms and
//! is 0. From then on leave it to the library: `a.dot(&b)` is the product of two matrices,
//! of a matrix and a vector (either way round), or of two vectors (one number). If shapes do
//! not fit, it panics. `x.t()` is the transpose, a view.

use ndarray::{Array1, Array2, array};
use std::time::Instant;

/// Two shapes that do not fit.
#[derive(Debug, PartialEq)]
struct ShapeMismatch {
    left: Vec<usize>,
    right: Vec<usize>,
}

/// The product a b, with three loops and no `.dot`. (n, k), (k, m) -> (n, m)
/// The shapes of `a` (left) and `b` (right) are the error if the inner lengths differ.
// TODO 1: return the product, shape (n, m), or the error.
fn matmul(a: &Array2<f64>, b: &Array2<f64>) -> Result<Array2<f64>, ShapeMismatch> {
    todo!("the product of shapes {:?} and {:?}", a.dim(), b.dim())
}

/// x^T x: entry [i, j] is the product of columns i and j of `x`. (n, d) -> (d, d)
// TODO 2: return x^T x, shape (d, d).
fn gram(x: &Array2<f64>) -> Array2<f64> {
    todo!("the products of {} columns with each other", x.ncols())
}

/// x^T A y = sum over i, j of x[i] * A[i][j] * y[j]. (n,), (n, m), (m,) -> one number
/// Panics if the lengths do not fit.
// TODO 3: return the number x^T A y.
fn bilinear(x: &Array1<f64>, a: &Array2<f64>, y: &Array1<f64>) -> f64 {
    todo!("shapes {:?}, {:?}, {:?}", x.dim(), a.dim(), y.dim())
}

fn main() {
    let a = array![[1.0, 2.0], [3.0, 4.0]];
    let b = array![[5.0, 6.0], [7.0, 8.0]];
    let [ab, ba] = [matmul(&a, &b), matmul(&b, &a)].map(|product| product.expect("square"));
    println!("a b is not b a:\n{ab}\n{ba}");
    println!("a^T a, symmetric whatever a is:\n{}", gram(&a));
    let (x, y) = (array![1.0, 0.0], array![0.0, 1.0]);
    let entry = bilinear(&x, &a, &y);
    println!("x^T a y for x = {x}, y = {y} is one entry of a: {entry}");
    if let Err(e) = matmul(&a, &Array2::zeros((3, 2))) {
        println!("{:?} and {:?} do not fit", e.left, e.right);
    }
    let big = Array2::from_shape_fn((300, 300), |(i, j)| (i as f64 - j as f64).sin());
    let start = Instant::now();
    let by_loops = matmul(&big, &big).map_or(f64::NAN, |product| product.sum());
    let loops = start.elapsed();
    let by_dot = big.dot(&big).sum();
    let dot = start.elapsed() - loops;
    println!("300 x 300: loops {loops:.1?}, dot {dot:.1?}; sums {by_loops:.6}, {by_dot:.6}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close};
    use rand::Rng;

    fn random_matrix(shape: (usize, usize), rng: &mut kit::Rng) -> Array2<f64> {
        Array2::from_shape_fn(shape, |_| rng.gen_range(-1.0..1.0))
    }

    /// [[1, 2], [3, 4]] and [[5, 6], [7, 8]]: no symmetry that could hide a mistake.
    fn example() -> (Array2<f64>, Array2<f64>) {
        let a = array![[1.0, 2.0], [3.0, 4.0]];
        (a.clone(), a + 4.0)
    }

    #[test]
    fn rows_of_a_meet_columns_of_b() {
        let (a, b) = example();
        let got = matmul(&a, &b).unwrap();
        let rows_with_rows = array![[17.0, 23.0], [39.0, 53.0]];
        assert_not_close!(got, rows_with_rows, "rows of a met rows of b");
        assert_not_close!(got, &a * &b, "`*` multiplies entry by entry");
        assert_close!(got, array![[19.0, 22.0], [43.0, 50.0]]);
        assert_not_close!(matmul(&b, &a).unwrap(), got, "a b is not b a");
    }

    #[test]
    fn the_identity_changes_nothing() {
        let a = array![[1.0, -2.0, 0.5], [3.0, 4.0, 7.0]];
        assert_close!(matmul(&a, &Array2::eye(3)).unwrap(), a);
        assert_close!(matmul(&Array2::eye(2), &a).unwrap(), a);
    }

    #[test]
    fn a_row_times_a_column_is_one_number() {
        let (row, column) = (array![[1.0, 2.0, 3.0]], array![[4.0], [5.0], [6.0]]);
        assert_close!(matmul(&row, &column).unwrap(), array![[32.0]]);
        let table = array![[4.0, 8.0, 12.0], [5.0, 10.0, 15.0], [6.0, 12.0, 18.0]];
        assert_close!(matmul(&column, &row).unwrap(), table);
    }

    #[test]
    fn inner_lengths_that_differ_are_an_error() {
        for (n, k, inner, m) in [(2, 3, 2, 3), (2, 1, 3, 2), (2, 0, 1, 2)] {
            let (left, right) = (vec![n, k], vec![inner, m]);
            let got = matmul(&Array2::zeros((n, k)), &Array2::zeros((inner, m)));
            assert_eq!(got, Err(ShapeMismatch { left, right }));
        }
    }

    #[test]
    fn loops_and_dot_agree_on_any_shape() {
        let mut rng = kit::rng(6);
        for _ in 0..20 {
            let [n, k, m] = [(); 3].map(|()| rng.gen_range(0..6));
            let a = random_matrix((n, k), &mut rng);
            let b = random_matrix((k, m), &mut rng);
            let got = matmul(&a, &b).unwrap();
            assert_close!(got, a.dot(&b), rtol = 1e-12, atol = 1e-12);
            let (a_t, b_t) = (a.t().to_owned(), b.t().to_owned());
            assert_close!(got.t(), matmul(&b_t, &a_t).unwrap(), "(a b)^T = b^T a^T");
        }
    }

    #[test]
    fn an_empty_sum_is_0() {
        let got = matmul(&Array2::zeros((2, 0)), &Array2::zeros((0, 3))).unwrap();
        assert_close!(got, Array2::<f64>::zeros((2, 3)));
        assert_close!(gram(&Array2::zeros((0, 2))), Array2::<f64>::zeros((2, 2)));
        assert_close!(bilinear(&array![], &Array2::zeros((0, 0)), &array![]), 0.0);
    }

    #[test]
    fn zero_times_unknown_is_unknown() {
        let got = matmul(&array![[0.0, 1.0]], &array![[f64::NAN, 2.0], [3.0, 4.0]]).unwrap();
        assert!(got[[0, 0]].is_nan(), "0 * NaN + 1 * 3 is NaN, got {got}");
        assert_close!(got[[0, 1]], 4.0);
    }

    #[test]
    fn gram_multiplies_columns_with_columns() {
        let got = gram(&array![[1.0, 2.0, 0.0], [3.0, -1.0, 4.0]]);
        let expected = array![[10.0, -1.0, 12.0], [-1.0, 5.0, -4.0], [12.0, -4.0, 16.0]];
        assert_close!(got, expected);
        let (x, _) = example();
        assert_not_close!(gram(&x), x.dot(&x.t()), "rows with rows: x x^T");
    }

    #[test]
    fn gram_is_symmetric_and_its_diagonal_never_negative() {
        let got = gram(&random_matrix((5, 3), &mut kit::rng(1)));
        assert_close!(got, got.t());
        assert!(got.diag().iter().all(|&v| v >= 0.0), "{got}");
    }

    #[test]
    fn bilinear_takes_x_from_the_left_and_y_from_the_right() {
        let (a, _) = example();
        let got = bilinear(&array![1.0, 0.0], &a, &array![0.0, 1.0]);
        assert_not_close!(got, 3.0, "this is y^T A x");
        assert_close!(got, 2.0);
        let (x, y) = (array![2.0, -1.0], array![1.0, 0.0, 2.0]);
        let wide = array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]];
        assert_close!(bilinear(&x, &wide, &y), -2.0);
    }

    #[test]
    fn bilinear_refuses_lengths_that_do_not_fit() {
        let of = |n, m| bilinear(&Array1::ones(n), &Array2::ones((2, 3)), &Array1::ones(m));
        assert_close!(of(2, 3), 6.0);
        for (n, m) in [(1, 3), (3, 3), (2, 1), (2, 2), (2, 4)] {
            let answer = std::panic::catch_unwind(|| of(n, m));
            assert!(answer.is_err(), "accepted {n} and {m} for (2, 3)");
        }
    }
}
