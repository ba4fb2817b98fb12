//! Linear regression.

use super::solve;
use ndarray::{Array1, Array2, Axis};

/// Why no model can be fitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FitError {
    /// `y` has another number of rows than `x`.
    Shape,
    /// Fewer rows than there are weights to learn, the intercept included.
    TooFewRows,
    /// A column of `x` is a combination of the others and of a constant, exactly or nearly; or
    /// there is NaN.
    Singular,
}

/// Ordinary least squares with an intercept, by the normal equations. (n, d), (n,) -> (), (d,)
///
/// ```
/// use ndarray::array;
/// let x = array![[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]];
/// let (intercept, w) = kit::reference::fit_ols(&x, &array![1.0, 3.0, -2.0, 0.0]).unwrap();
/// kit::assert_close!(intercept, 1.0);
/// kit::assert_close!(w, array![2.0, -3.0]);
/// ```
pub fn fit_ols(x: &Array2<f64>, y: &Array1<f64>) -> Result<(f64, Array1<f64>), FitError> {
    let (n, d) = x.dim();
    if y.len() != n {
        return Err(FitError::Shape);
    }
    if n < d + 1 {
        return Err(FitError::TooFewRows);
    }
    // Centred columns keep more digits than a column of ones does.
    let x_mean = x.mean_axis(Axis(0)).ok_or(FitError::TooFewRows)?;
    let y_mean = y.sum() / n as f64;
    let centred = x - &x_mean;
    let a = centred.t().dot(&centred);
    let tiny = |j: usize| {
        let size = x.column(j).dot(&x.column(j));
        a[[j, j]].is_nan() || a[[j, j]] <= 1e-24 * size
    };
    if (0..d).any(tiny) || !y_mean.is_finite() {
        return Err(FitError::Singular);
    }
    let w = solve(&a, &centred.t().dot(&(y - y_mean))).map_err(|_| FitError::Singular)?;
    Ok((y_mean - x_mean.dot(&w), w))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assert_close;
    use ndarray::array;
    use rand::Rng as _;

    #[test]
    fn a_plane_is_recovered_whatever_the_units() {
        let mut rng = crate::rng(1);
        let x = Array2::from_shape_simple_fn((30, 2), || rng.gen_range(-1.0..1.0));
        let x = x * &array![1e6, 1e-6] + &array![1e8, 0.0];
        let y = x.dot(&array![2e-6, -3e6]) + 1.0;
        let (b, w) = fit_ols(&x, &y).unwrap();
        assert_close!(w, array![2e-6, -3e6], rtol = 1e-6);
        assert_close!(b, 1.0, atol = 1e-4);
    }

    #[test]
    fn what_cannot_be_fitted_is_refused() {
        let x = array![[1.0], [2.0], [4.0], [7.0]];
        let y = array![1.0, 0.0, 2.0, 5.0];
        assert!(fit_ols(&x, &y).is_ok());
        assert_eq!(fit_ols(&x, &array![1.0, 0.0]), Err(FitError::Shape));
        let twice = array![[1.0, 3.1], [2.0, 6.1], [4.0, 12.1], [7.0, 21.1]];
        assert_eq!(fit_ols(&twice, &y), Err(FitError::Singular));
        let constant = Array2::from_elem((4, 1), 0.1);
        assert_eq!(fit_ols(&constant, &y), Err(FitError::Singular));
        let nan = array![[1.0], [2.0], [f64::NAN], [7.0]];
        assert_eq!(fit_ols(&nan, &y), Err(FitError::Singular));
        let wide = Array2::eye(4);
        assert_eq!(fit_ols(&wide, &y), Err(FitError::TooFewRows));
        let none = fit_ols(&Array2::zeros((0, 0)), &array![]);
        assert_eq!(none, Err(FitError::TooFewRows));
    }
}
