//! Linear systems.

use ndarray::{Array1, Array2, Axis};

/// Why a linear system has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SolveError {
    /// The matrix is not square, or the right side has another length.
    Shape,
    /// No solution, or more than one: a column is a combination of the others, exactly or nearly.
    Singular,
}

/// A pivot smaller than this share of its row and column counts as zero.
const SMALLEST_PIVOT: f64 = 1e-12;

/// Solves A x = b by Gaussian elimination with partial pivoting. (n, n), (n,) -> (n,)
///
/// Rows and columns are first brought to a largest entry of 1, so that the units of the columns do
/// not decide what counts as singular. NaN and infinities count as singular.
///
/// ```
/// use ndarray::array;
/// let x = kit::reference::solve(&array![[2.0, 1.0], [1.0, 3.0]], &array![3.0, 5.0]).unwrap();
/// kit::assert_close!(x, array![0.8, 1.4]);
/// ```
pub fn solve(a: &Array2<f64>, b: &Array1<f64>) -> Result<Array1<f64>, SolveError> {
    let n = b.len();
    if a.dim() != (n, n) {
        return Err(SolveError::Shape);
    }
    let (mut a, mut b) = (a.clone(), b.clone());
    for (mut row, b) in a.outer_iter_mut().zip(&mut b) {
        let largest = largest(row.iter());
        if !(largest > 0.0 && largest.is_finite()) {
            return Err(SolveError::Singular);
        }
        row /= largest;
        *b /= largest;
    }
    let scale = a.map_axis(Axis(0), |column| largest(column.iter()));
    if scale.iter().any(|&largest| largest == 0.0) {
        return Err(SolveError::Singular);
    }
    a /= &scale;

    for k in 0..n {
        let below = (k..n).max_by(|&i, &j| a[[i, k]].abs().total_cmp(&a[[j, k]].abs()));
        let pivot = below.expect("k is below n");
        // Written so that NaN is refused.
        if !(a[[pivot, k]].abs() > SMALLEST_PIVOT && a[[pivot, k]].is_finite()) {
            return Err(SolveError::Singular);
        }
        for j in 0..n {
            a.swap([k, j], [pivot, j]);
        }
        b.swap(k, pivot);
        for i in k + 1..n {
            let factor = a[[i, k]] / a[[k, k]];
            for j in k..n {
                a[[i, j]] -= factor * a[[k, j]];
            }
            b[i] -= factor * b[k];
        }
    }
    for i in (0..n).rev() {
        let known: f64 = (i + 1..n).map(|j| a[[i, j]] * b[j]).sum();
        b[i] = (b[i] - known) / a[[i, i]];
    }
    Ok(b / scale)
}

/// The largest absolute value, NaN if there is one.
fn largest<'a>(values: impl Iterator<Item = &'a f64>) -> f64 {
    values.fold(0.0, |largest, v| {
        if v.is_nan() || v.abs() > largest {
            v.abs()
        } else {
            largest
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assert_close;
    use ndarray::array;
    use rand::Rng as _;

    #[test]
    fn small_systems_are_solved() {
        let a = array![[2.0, 1.0], [1.0, 3.0]];
        assert_close!(solve(&a, &array![3.0, 5.0]).unwrap(), [0.8, 1.4]);
        let swap = array![[0.0, 1.0], [1.0, 0.0]];
        assert_close!(solve(&swap, &array![3.0, 5.0]).unwrap(), [5.0, 3.0]);
        let tiny = array![[1e-20, 1.0], [1.0, 1.0]];
        assert_close!(solve(&tiny, &array![1.0, 2.0]).unwrap(), [1.0, 1.0]);
        assert_eq!(solve(&Array2::zeros((0, 0)), &array![]), Ok(array![]));
    }

    #[test]
    fn random_systems_are_solved_in_any_units() {
        let mut rng = crate::rng(1);
        for n in 1..12 {
            let a = Array2::from_shape_simple_fn((n, n), || rng.gen_range(-1.0..1.0));
            let units = Array1::from_shape_fn(n, |j| 10f64.powi(j as i32 - 5));
            let a = (a + 2.0 * Array2::<f64>::eye(n)) * &units;
            let x = Array1::from_shape_simple_fn(n, || rng.gen_range(-1.0..1.0));
            let b = a.dot(&x);
            let got = solve(&a, &b).unwrap();
            // Rounding of `b` alone loses digits of an unknown in a small unit, so what is asked for is that the
            // equations hold to rounding (backward error, Higham, Accuracy and Stability, 7.1).
            let size = a.mapv(f64::abs).dot(&got.mapv(f64::abs));
            let backward = (a.dot(&got) - b).mapv(f64::abs) / size;
            assert!(backward.iter().all(|&error| error < 1e-13), "{backward}");
        }
    }

    #[test]
    fn singular_systems_and_other_shapes_are_refused() {
        let b = array![1.0, 2.0];
        for a in [
            array![[1.0, 2.0], [2.0, 4.0]],
            array![[0.1, 0.3], [0.2, 0.6]],
            array![[0.0, 1.0], [0.0, 2.0]],
            array![[0.0, 0.0], [1.0, 2.0]],
            array![[f64::NAN, 1.0], [1.0, 2.0]],
            array![[1.0, f64::INFINITY], [1.0, 2.0]],
        ] {
            assert_eq!(solve(&a, &b), Err(SolveError::Singular), "{a}");
        }
        assert_eq!(solve(&Array2::eye(3), &b), Err(SolveError::Shape));
        assert_eq!(solve(&Array2::zeros((2, 3)), &b), Err(SolveError::Shape));
    }
}
