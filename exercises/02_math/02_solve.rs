//! Solve linear systems
//!
//! Least squares, interpolation, the steady state of a network: they all end in A x = b
//! with n equations for n unknowns. Gaussian elimination makes A upper triangular, column
//! by column. For k = 0, 1, ..:
//!
//!     pivot      of the rows i >= k take the one with the largest |A[i][k]|; swap it with
//!                row k, in A and in b
//!     eliminate  factor = A[i][k] / A[k][k],  row i -= factor * row k      i > k, b too
//!
//! What is left, U x = y with zeros below the diagonal of U, is solved from the last row up:
//!
//!     x[i] = (y[i] - sum over j > i of U[i][j] x[j]) / U[i][i]        i = n-1, .., 0
//!
//! A column without a pivot larger than `SMALLEST_PIVOT` times the largest |A[i][j]| at the
//! start makes A singular: no solution, or many. So does NaN in A. `a.swap([i, j], [k, l])`
//! exchanges two entries, `b.swap(i, k)` as well.

use kit::plot::Figure;
use ndarray::{Array1, Array2, array};

/// Rounding leaves about 1e-16 of the largest entry where exact arithmetic leaves 0.
const SMALLEST_PIVOT: f64 = 1e-12;

#[derive(Clone, Copy, Debug, PartialEq)]
enum SolveError {
    /// A is not square, or b has another length.
    Shape,
    Singular,
}

/// The largest |a[i][j]|; 0 if there is none. Given.
fn largest(a: &Array2<f64>) -> f64 {
    a.fold(0.0, |m, v| v.abs().max(m))
}

/// Solves U x = y. U is upper triangular, without zeros on the diagonal; what stands below
/// the diagonal is not looked at. (n, n), (n,) -> (n,)
// TODO 1: substitute from the last row up.
fn back_substitute(u: &Array2<f64>, y: &Array1<f64>) -> Array1<f64> {
    todo!("{:?} and {y}", u.dim())
}

/// The x with A x = b. (n, n), (n,) -> (n,)
// TODO 2: eliminate with partial pivoting, then substitute back.
fn solve(a: &Array2<f64>, b: &Array1<f64>) -> Result<Array1<f64>, SolveError> {
    let errors = [SolveError::Shape, SolveError::Singular];
    todo!("{a}, {b}, {SMALLEST_PIVOT}, {}, {errors:?}", largest(a))
}

/// The matrix with A A^-1 = I. (n, n) -> (n, n)
// TODO 3: find it column by column with `solve`.
fn inverse(a: &Array2<f64>) -> Result<Array2<f64>, SolveError> {
    todo!("{} systems", a.ncols())
}

fn main() {
    let (a, b) = (array![[2.0, 1.0], [1.0, 3.0]], array![3.0, 5.0]);
    println!(
        "A =\n{a}\nupper triangle alone: x = {:.3}",
        back_substitute(&a, &b)
    );
    if let (Ok(x), Ok(inverse)) = (solve(&a, &b), inverse(&a)) {
        println!("A x = {b}: x = {x}, inverse of A:\n{inverse}");
    }
    let parallel = array![[1.0, 2.0], [2.0, 4.0]];
    println!("two parallel lines: {:?}", solve(&parallel, &b).err());

    // A cubic has four coefficients, so four points fix it: row i is 1, t, t^2, t^3.
    let (t, height) = (array![0.0, 1.0, 3.0, 4.0], array![1.0, 3.0, 1.0, 2.0]);
    let powers = Array2::from_shape_fn((4, 4), |(i, j)| f64::powi(t[i], j as i32));
    if let Ok(c) = solve(&powers, &height) {
        let grid = Array1::linspace(-0.2, 4.2, 60);
        let curve = grid.mapv(|t| c[0] + t * (c[1] + t * (c[2] + t * c[3])));
        Figure::new("The cubic through four points: a system of four equations")
            .points("given", &t, &height)
            .line("cubic", &grid, &curve)
            .show();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same};
    use rand::Rng;

    // Expected numbers are worked out by hand.

    fn random_matrix(n: usize, rng: &mut kit::Rng) -> Array2<f64> {
        // Twice the identity keeps it away from singular ones.
        let noise = Array2::from_shape_simple_fn((n, n), || rng.gen_range(-1.0..1.0));
        noise + 2.0 * Array2::<f64>::eye(n)
    }

    #[test]
    fn back_substitution_starts_with_the_last_row() {
        let u = array![[2.0, 1.0, -1.0], [0.0, 4.0, 2.0], [0.0, 0.0, 5.0]];
        assert_close!(
            back_substitute(&u, &array![5.0, 14.0, 5.0]),
            [1.5, 3.0, 1.0]
        );
        assert_close!(back_substitute(&array![[4.0]], &array![2.0]), [0.5]);
    }

    #[test]
    fn back_substitution_does_not_look_below_the_diagonal() {
        let u = array![[2.0, 1.0], [99.0, 4.0]];
        assert_close!(back_substitute(&u, &array![5.0, 12.0]), [1.0, 3.0]);
    }

    #[test]
    fn two_equations_are_solved() {
        let a = array![[2.0, 1.0], [1.0, 3.0]];
        assert_close!(solve(&a, &array![3.0, 5.0]).unwrap(), [0.8, 1.4]);
        assert_close!(solve(&array![[-4.0]], &array![2.0]).unwrap(), [-0.5]);
        assert_same!(solve(&Array2::zeros((0, 0)), &array![]), Ok(array![]));
    }

    #[test]
    fn a_zero_on_the_diagonal_needs_a_row_swap() {
        let got = solve(&array![[0.0, 1.0], [1.0, 0.0]], &array![3.0, 5.0]).unwrap();
        assert_not_close!(
            got,
            [3.0, 5.0],
            "rows of b are swapped together with those of A"
        );
        assert_close!(got, [5.0, 3.0]);
        // x = (1, 2, 3); the zero appears only after the first column.
        let a = array![[1.0, 2.0, 1.0], [2.0, 4.0, 5.0], [3.0, 1.0, 1.0]];
        assert_close!(solve(&a, &array![8.0, 25.0, 8.0]).unwrap(), [1.0, 2.0, 3.0]);
    }

    #[test]
    fn a_tiny_pivot_is_not_used() {
        // Exact: 1 / (1 - 1e-20) and (1 - 2e-20) / (1 - 1e-20).
        let got = solve(&array![[1e-20, 1.0], [1.0, 1.0]], &array![1.0, 2.0]).unwrap();
        assert_not_close!(got, [0.0, 1.0], "1 - 1e20 swallowed the 1");
        assert_close!(got, [1.0, 1.0]);
        // The size counts: -1 is a better pivot than 1e-20.
        let got = solve(&array![[1e-20, 1.0], [-1.0, 1.0]], &array![1.0, 0.0]).unwrap();
        assert_close!(got, [1.0, 1.0]);
    }

    #[test]
    fn random_systems_leave_no_residual() {
        let mut rng = kit::rng(2);
        for run in 0..50 {
            let n = 1 + run % 8;
            let a = random_matrix(n, &mut rng);
            let b = Array1::from_shape_simple_fn(n, || rng.gen_range(-1.0..1.0));
            let x = solve(&a, &b).unwrap();
            assert_close!(a.dot(&x), b, atol = 1e-9);
        }
    }

    #[test]
    fn units_do_not_matter() {
        let a = array![[2.0, 1.0], [1.0, 3.0]] * 1e-15;
        let b = array![3.0, 5.0] * 1e-15;
        assert_close!(solve(&a, &b).unwrap(), [0.8, 1.4]);
        assert_close!(
            inverse(&(&a * 1e25)).unwrap(),
            array![[0.6, -0.2], [-0.2, 0.4]] * 1e-10,
            atol = 0.0
        );
    }

    #[test]
    fn singular_systems_are_refused() {
        let b = array![1.0, 2.0];
        let rounded = array![[0.1, 0.3], [0.7, 2.1]]; // 0.3 - 0.1 / 0.7 * 2.1 is not 0
        let parallel = array![[1.0, 2.0], [2.0, 4.0]];
        let unknown = array![[f64::NAN, 1.0], [1.0, 2.0]];
        let hidden = array![[1.0, f64::NAN], [0.0, 1.0]]; // 0 * NaN is NaN
        for a in [parallel, rounded, unknown, hidden, Array2::zeros((2, 2))] {
            assert_same!(solve(&a, &b), Err(SolveError::Singular), "{a}");
            assert_same!(inverse(&a), Err(SolveError::Singular), "{a}");
        }
    }

    #[test]
    fn shapes_that_do_not_fit_are_refused() {
        let b = array![1.0, 2.0];
        for shape in [(3, 3), (2, 3), (3, 2)] {
            assert_same!(solve(&Array2::ones(shape), &b), Err(SolveError::Shape));
        }
        assert_same!(inverse(&Array2::ones((2, 3))), Err(SolveError::Shape));
        assert_same!(inverse(&Array2::ones((3, 2))), Err(SolveError::Shape));
    }

    #[test]
    fn the_inverse_undoes_the_matrix() {
        // Determinant 1 * 4 - 2 * 3 = -2.
        let got = inverse(&array![[1.0, 2.0], [3.0, 4.0]]).unwrap();
        assert_not_close!(
            got,
            array![[-2.0, 1.5], [1.0, -0.5]],
            "solutions are columns"
        );
        assert_close!(got, array![[-2.0, 1.0], [1.5, -0.5]]);
        let a = random_matrix(6, &mut kit::rng(3));
        let inverse = inverse(&a).unwrap();
        assert_close!(a.dot(&inverse), Array2::<f64>::eye(6), atol = 1e-9);
        assert_close!(inverse.dot(&a), Array2::<f64>::eye(6), atol = 1e-9);
    }
}
