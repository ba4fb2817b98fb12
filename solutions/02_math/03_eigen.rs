//! Eigenvalues by power iteration
//!
//! Along which direction do measurements vary most? Which pages does a random surfer visit
//! most? Both ask for an eigenvector: a direction that the matrix only stretches,
//! A v = lambda v. A symmetric A of shape (n, n) has n of them, at right angles. Applying A
//! again and again turns nearly any vector towards the one with the largest |lambda|:
//!
//!     power iteration   v <- A v / |A v|,  `iters` times      then lambda = v . A v, |v| = 1
//!     deflation         A - lambda v v^T has the same eigenvectors, but 0 in place of lambda
//!
//! The start must not be orthogonal to the answer: take `start(n)`. If A v is 0, v is an
//! eigenvector for 0: stop there. The vectors have length 1; their sign is free. If two
//! eigenvalues have the same size, this does not tell them apart.

use kit::plot::Figure;
use ndarray::{Array1, Array2, Axis, array};

/// Iterations for each pair that `top_eigen` looks for.
const ITERS: usize = 200;

/// A start with irregular entries, of length 1: no symmetry of A makes it orthogonal to an
/// eigenvector, as (1, 1) is to (1, -1). (n,) Given.
fn start(n: usize) -> Array1<f64> {
    let v = Array1::from_shape_fn(n, |i| 1.0 + (0.618 * (i + 1) as f64).fract());
    &v / v.dot(&v).sqrt()
}

/// The eigenvalue of largest size of the symmetric `a`, with its sign, and a vector of
/// length 1. (n, n) -> one number, (n,). 0 iterations judge `start(n)` itself.
fn power_iteration(a: &Array2<f64>, iters: usize) -> (f64, Array1<f64>) {
    // Without the division v grows like lambda^iters and overflows. The length of A v would
    // be |lambda|; the Rayleigh quotient v . A v keeps the sign, and its error is the square
    // of the vector's.
    let mut v = start(a.nrows());
    for _ in 0..iters {
        let next = a.dot(&v);
        let length = next.dot(&next).sqrt();
        if length == 0.0 {
            break;
        }
        v = next / length;
    }
    (v.dot(&a.dot(&v)), v)
}

/// `a` without its eigenpair `value`, `v` (|v| = 1). (n, n), (n,) -> (n, n)
fn deflate(a: &Array2<f64>, value: f64, v: &Array1<f64>) -> Array2<f64> {
    // v v^T projects onto v: it keeps v and sends every vector orthogonal to v to 0. As an
    // outer product it is a column (n, 1) times a row (n,), by broadcasting.
    let column = v.view().insert_axis(Axis(1));
    a - &(&column * v * value)
}

/// The `k` eigenvalues of largest size, largest first, and their vectors in the columns.
/// (n, n) -> (k,), (n, k). Panics unless k <= n. Vectors for eigenvalue 0 may be anything.
fn top_eigen(a: &Array2<f64>, k: usize) -> (Array1<f64>, Array2<f64>) {
    // Each pair is taken out before the next search, always from what is left. Errors of one
    // pair leak into the next: for all n pairs a library (`eigh` of ndarray-linalg or
    // linfa-linalg) is faster and more exact, for a few of many this is a fair method.
    assert!(k <= a.nrows(), "{k} eigenpairs of {:?}", a.dim());
    let (mut values, mut vectors) = (Array1::zeros(k), Array2::zeros((a.nrows(), k)));
    let mut rest = a.clone();
    for j in 0..k {
        let (value, v) = power_iteration(&rest, ITERS);
        rest = deflate(&rest, value, &v);
        values[j] = value;
        vectors.column_mut(j).assign(&v);
    }
    (values, vectors)
}

fn main() {
    let a = array![[2.0, 1.0], [1.0, 2.0]];
    for iters in [0, 1, 2, 4, 8] {
        let (value, v) = power_iteration(&a, iters);
        println!("iterations: {iters}, lambda = {value:.6}, v = {v:.4}");
    }
    let (value, v) = power_iteration(&a, 50);
    println!("what is left without it:\n{:.3}", deflate(&a, value, &v));

    // A tilted cloud: its covariance matrix has the axes of the cloud as eigenvectors.
    let mut rng = kit::rng(3);
    let mut spread = || {
        (0..4)
            .map(|_| rand::Rng::gen_range(&mut rng, -1.0..1.0))
            .sum::<f64>()
    };
    let x = Array2::from_shape_simple_fn((150, 2), &mut spread);
    let x = x.dot(&array![[2.0, 1.0], [0.3, -0.6]]);
    let centered = &x - &x.sum_axis(Axis(0)) / 150.0;
    let (values, axes) = top_eigen(&(centered.t().dot(&centered) / 149.0), 2);
    println!("variance along the axes of the cloud: {values:.2}");
    let mut figure = Figure::new("A cloud and the eigenvectors of its covariance, 2 std long")
        .to_scale()
        .points("measurements", &centered.column(0), &centered.column(1));
    for j in 0..2 {
        let end = 2.0 * values[j].sqrt() * &axes.column(j);
        figure = figure.line(
            ["first", "second"][j],
            &[-end[0], end[0]],
            &[-end[1], end[1]],
        );
    }
    figure.show();
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_shape};

    // Expected numbers are worked out by hand, unless another source is named.

    #[test]
    fn the_dominant_pair_of_a_small_matrix() {
        let (value, v) = power_iteration(&array![[2.0, 1.0], [1.0, 2.0]], 60);
        assert_close!(value, 3.0);
        assert_close!(
            v.dot(&array![0.5f64.sqrt(), 0.5f64.sqrt()]).abs(),
            1.0,
            "up to sign"
        );
        // Eigenvalues 6 for (1, 2) and 1 for (2, -1).
        let (value, v) = power_iteration(&array![[2.0, 2.0], [2.0, 5.0]], 60);
        assert_close!(value, 6.0);
        assert_close!(v.mapv(f64::abs), array![0.2f64.sqrt(), 0.8f64.sqrt()]);
    }

    #[test]
    fn the_number_of_iterations_counts() {
        // For diag(2, 1), each iteration doubles the first entry compared with the second.
        let a = array![[2.0, 0.0], [0.0, 1.0]];
        let s = start(2);
        for (iters, factor) in [(0, 1.0), (1, 2.0), (3, 8.0)] {
            let (value, v) = power_iteration(&a, iters);
            assert_close!(v[0] / v[1], factor * s[0] / s[1], "{iters} iterations");
            assert_close!(v.dot(&v), 1.0);
            assert_close!(value, 2.0 * v[0] * v[0] + v[1] * v[1], "v . A v");
        }
    }

    #[test]
    fn a_negative_eigenvalue_keeps_its_sign() {
        // Eigenvalues -3 for (1, -1) and -1 for (1, 1).
        let (value, v) = power_iteration(&array![[-2.0, 1.0], [1.0, -2.0]], 60);
        assert_not_close!(value, 3.0, "this is the length of A v");
        assert_close!(value, -3.0);
        assert_close!(v[0], -v[1]);
    }

    #[test]
    fn symmetry_does_not_hide_the_answer() {
        // The answers are orthogonal to (1, 1, 1), to (1, 0, 0), and to (0, 0, 1).
        let ring = array![[2.0, -1.0], [-1.0, 2.0]];
        assert_close!(power_iteration(&ring, 60).0, 3.0);
        for place in 0..3 {
            let mut a = Array2::eye(3);
            a[[place, place]] = 4.0;
            assert_close!(power_iteration(&a, 60).0, 4.0);
        }
    }

    #[test]
    fn large_eigenvalues_do_not_overflow() {
        let (value, v) = power_iteration(&array![[2000.0, 1000.0], [1000.0, 2000.0]], 500);
        assert_close!(value, 3000.0);
        assert_close!(v.dot(&v), 1.0);
    }

    #[test]
    fn the_zero_matrix_has_eigenvalue_0() {
        let (value, v) = power_iteration(&Array2::zeros((3, 3)), 10);
        assert_close!(value, 0.0);
        assert_close!(v.dot(&v), 1.0, "0 / 0 is not a direction");
        let (value, _) = power_iteration(&(array![[2.0, 1.0], [1.0, 2.0]] * 1e-20), 60);
        assert_close!(value, 3e-20, atol = 0.0, "small is not zero");
    }

    #[test]
    fn deflation_removes_one_pair_and_keeps_the_others() {
        let (a, v) = (
            array![[2.0, 2.0], [2.0, 5.0]],
            array![0.2f64.sqrt(), 0.8f64.sqrt()],
        );
        let rest = deflate(&a, 6.0, &v);
        assert_close!(rest, array![[0.8, -0.4], [-0.4, 0.2]]);
        assert_close!(rest.dot(&v), array![0.0, 0.0], atol = 1e-9);
        let other = array![2.0, -1.0];
        assert_close!(rest.dot(&other), other, "eigenvalue 1, as before");
    }

    #[test]
    fn the_axes_of_iris() {
        // Covariance (ddof 1) of the four measurements of the 150 flowers in the UCI iris
        // data, from numpy.cov, and its eigenvalues from numpy.linalg.eigvalsh.
        let covariance = array![
            [0.685693512, -0.039268456, 1.273682327, 0.516903803],
            [-0.039268456, 0.188004027, -0.321712752, -0.117981208],
            [1.273682327, -0.321712752, 3.113179418, 1.296387472],
            [0.516903803, -0.117981208, 1.296387472, 0.582414318]
        ];
        let (values, vectors) = top_eigen(&covariance, 4);
        let expected = [4.224840768, 0.242243572, 0.078523908, 0.023683027];
        assert_close!(values, expected, atol = 1e-7);
        assert_close!(values.sum(), covariance.diag().sum(), atol = 1e-7);
        let products = vectors.t().dot(&vectors);
        assert_close!(products, Array2::<f64>::eye(4), atol = 1e-6);
        let stretched = &vectors * &values;
        assert_close!(
            covariance.dot(&vectors),
            stretched,
            atol = 1e-6,
            "A v = lambda v"
        );
    }

    #[test]
    fn vectors_are_columns_and_the_largest_size_comes_first() {
        let a = array![[2.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, -5.0]];
        let (values, vectors) = top_eigen(&a, 2);
        assert_shape!(vectors, [3, 2]);
        assert_close!(values, array![-5.0, 2.0]);
        let sizes = vectors.mapv(f64::abs);
        assert_close!(
            sizes,
            array![[0.0, 1.0], [0.0, 0.0], [1.0, 0.0]],
            atol = 1e-9
        );
        assert_shape!(top_eigen(&a, 0).1, [3, 0]);
    }

    #[test]
    #[should_panic]
    fn there_are_not_more_pairs_than_rows() {
        top_eigen(&Array2::eye(2), 3);
    }
}
