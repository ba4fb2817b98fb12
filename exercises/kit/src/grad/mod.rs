//! Gradients checked against difference quotients.
//!
//! A backward pass can be wrong and still learn a little. So every gradient of the course is compared, entry by entry,
//! with the central difference quotient
//!
//! ```text
//! numeric[i] = (f(x + h e_i) - f(x - h e_i)) / 2h        h = cbrt(eps) * max(1, |x[i]|)
//! ```
//!
//! in f64, where eps is 2.2e-16 and `e_i` is 1 at entry i and 0 elsewhere. That step balances the two errors of
//! the quotient: cutting off the series costs about h^2, the rounding of f about eps / h (Press et al., Numerical
//! Recipes, 3rd edition, section 5.7). What is left is about 1e-10 of a well-scaled function.
//!
//! An entry passes if
//!
//! ```text
//! |analytic - numeric| <= 1e-6 * (|analytic| + |numeric|) + rounding of f
//! ```
//!
//! The first part is the relative error of Stanford's CS231n notes on gradient checks. Alone it would reject right
//! gradients that are (nearly) 0 while f is not, since there the quotient consists of rounding errors. Hence the
//! second part, 64 roundings of f divided by 2h. An entry that fails is tried again with 10h and 100h, in case f loses
//! more digits than that on its way to a small result, and is wrong if no step agrees. NaN never passes.

mod quotient;
mod report;

use crate::report::fail;
use ndarray::{Array, Dimension};

/// Panics if the gradient `analytic` of `f` at `x` differs from the difference quotients; see [the rule](self).
///
/// `x` and `analytic` have the same shape, with any number of axes. `f` is called at least twice for each entry
/// and must be smooth around `x` and give the same value at each call (no fresh random numbers).
///
/// ```
/// # use ndarray::array;
/// // f(w) = w[0]^2 * w[1]
/// let w = array![3.0, 2.0];
/// kit::grad::check(|w| w[0] * w[0] * w[1], &w, &array![12.0, 9.0]);
/// ```
///
/// # Panics
///
/// If a shape or an entry differs, or one of them is NaN or infinite. The report lists the worst entries:
///
/// ```should_panic
/// # use ndarray::array;
/// kit::grad::check(|w| w[0] * w[0] * w[1], &array![3.0, 2.0], &array![6.0, 9.0]);
/// // the gradient is wrong in 1 of 2 entries, at [0]: analytic 6, numeric 12
/// //   index  analytic  numeric  relative error
/// //     [0]         6       12           0.333
/// // numeric: (f(x + h) - f(x - h)) / 2h, one entry of x at a time
/// // tolerance: |analytic - numeric| <= 1e-6 * (|analytic| + |numeric|) + rounding of f
/// ```
#[track_caller]
pub fn check<D: Dimension>(
    f: impl Fn(&Array<f64, D>) -> f64,
    x: &Array<f64, D>,
    analytic: &Array<f64, D>,
) {
    check_named("the gradient", f, x, analytic);
}

/// [`check`] with a name for the gradient, for models with several parameters: `"dL/dw1"`.
///
/// # Panics
///
/// Like [`check`].
#[track_caller]
pub fn check_named<D: Dimension>(
    name: &str,
    f: impl Fn(&Array<f64, D>) -> f64,
    x: &Array<f64, D>,
    analytic: &Array<f64, D>,
) {
    let entries: Vec<f64> = analytic.iter().copied().collect();
    let failure = if x.shape() == analytic.shape() {
        let wrong = with_one_changed(f, x, |f, x| quotient::wrong(f, x, &entries));
        report::wrong(name, x.shape(), &wrong)
    } else {
        Some(report::other_shape(name, x.shape(), analytic.shape()))
    };
    if let Some(report) = failure {
        fail(None, &report);
    }
}

/// The gradient of `f` at `x` by central difference quotients, in the shape of `x`; see [the rule](self).
///
/// ```
/// # use ndarray::array;
/// let gradient = kit::grad::numeric(|w| w[0] * w[0] * w[1], &array![3.0, 2.0]);
/// kit::assert_close!(gradient, [12.0, 9.0], rtol = 1e-8);
/// ```
pub fn numeric<D: Dimension>(
    f: impl Fn(&Array<f64, D>) -> f64,
    x: &Array<f64, D>,
) -> Array<f64, D> {
    let slopes = with_one_changed(f, x, quotient::slopes);
    Array::from_shape_vec(x.raw_dim(), slopes).expect("one slope for each entry of x")
}

/// Calls `work` with a function that evaluates `f` with one entry of `x` replaced, and the entries of `x` in logical
/// order. This is all that has to be compiled for each `f`.
fn with_one_changed<D: Dimension, R>(
    f: impl Fn(&Array<f64, D>) -> f64,
    x: &Array<f64, D>,
    work: impl FnOnce(&mut dyn FnMut(usize, f64) -> f64, &[f64]) -> R,
) -> R {
    let mut point = x.as_standard_layout().into_owned();
    let entries: Vec<f64> = point.iter().copied().collect();
    let mut evaluate = |i: usize, value: f64| {
        replace(point.as_slice_mut(), i, value);
        let result = f(&point);
        replace(point.as_slice_mut(), i, entries[i]);
        result
    };
    work(&mut evaluate, &entries)
}

fn replace(entries: Option<&mut [f64]>, i: usize, value: f64) {
    entries.expect("the array was brought into standard layout")[i] = value;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::panic_of;
    use ndarray::{Array1, Array2, arr0, array};

    #[test]
    fn parameters_may_have_any_number_of_axes() {
        check(|x| x.sum() * 2.0, &arr0(1.5), &arr0(2.0));
        check(|x| x.dot(x), &array![1.0, -2.0], &array![2.0, -4.0]);
        let x = array![[1.0, -2.0, 0.5], [3.0, 0.0, -1.5]];
        check(|x| (x * x * x).sum(), &x, &(&x * &x * 3.0));
        let x = x.into_shape_with_order((1, 3, 2)).unwrap();
        check(|x| (x * x * x).sum(), &x, &(&x * &x * 3.0));
        check(|_| 1.0, &Array1::zeros(0), &Array1::zeros(0));
    }

    #[test]
    fn entries_keep_their_places_in_any_memory_layout() {
        // f = sum of (1 + position in logical order) * x
        let weights = array![[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]];
        let f = |x: &Array2<f64>| (x * &weights).sum();
        let transposed = array![[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]].reversed_axes();
        assert!(!transposed.is_standard_layout());
        check(f, &transposed, &weights);
        let numeric = numeric(f, &transposed);
        crate::assert_close!(numeric, weights, rtol = 1e-8);
        check(f, &weights, &weights.t().to_owned().reversed_axes());
    }

    #[test]
    fn each_call_sees_one_changed_entry() {
        let x = array![0.0, 0.0, 0.0];
        let one_changed = |x: &Array1<f64>| {
            assert_eq!(x.iter().filter(|&&x| x != 0.0).count(), 1);
            1.0
        };
        numeric(one_changed, &x);
    }

    #[test]
    fn another_shape_is_reported_before_any_value() {
        let never = |_: &Array2<f64>| -> f64 { unreachable!("shapes come first") };
        let failure = panic_of(|| check(never, &Array2::zeros((2, 3)), &Array2::zeros((3, 2))));
        assert_eq!(
            failure.text,
            "the gradient has shape (3, 2), the parameters have shape (2, 3)\n\
             got has the rows and columns of expected swapped; both have 6 entries"
        );
    }

    #[test]
    fn the_failure_is_at_the_callers_line() {
        let x = array![1.0];
        let failure = panic_of(|| check(|x| x[0], &x, &array![2.0]));
        assert_eq!(failure.line, line!() - 1);
        let failure = panic_of(|| check_named("dL/db", |x| x[0], &x, &array![2.0]));
        assert_eq!(failure.line, line!() - 1);
        assert!(failure.text.starts_with("dL/db is wrong in the only entry"));
    }
}
