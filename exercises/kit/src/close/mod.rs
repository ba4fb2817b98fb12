//! Comparison of floating-point numbers within a tolerance, with a report a learner can act on.

mod compare;
mod entries;
mod report;
mod tolerance;
mod values;

pub use tolerance::Tolerance;
pub use values::{Entry, Float, Numbers, Values};

use crate::report::fail;
use compare::Comparison;
use std::fmt;

/// Passes if `got` and `expected` have the same shape and close values.
///
/// Both sides may be any [`Values`](crate::close::Values): f64 or f32, slices, `Vec`, fixed arrays, ndarray's
/// arrays and views of any dimension, owned or by reference, and the two sides may differ in that.
/// `Some(x)` and `Ok(x)` are compared as `x`, so a function that returns an `Option` or a `Result` needs no `unwrap`.
///
/// Two values are close if
///
/// ```text
/// |got - expected| <= atol + rtol * |expected|
/// ```
///
/// with `rtol = 1e-9` and `atol = 1e-12`, or `rtol = 1e-5` and `atol = 1e-7` as soon as one side is made of f32.
/// An infinity is close to itself only. NaN never passes, on either side: where NaN is the defined answer,
/// see [`assert_close_or_nan!`](crate::assert_close_or_nan).
///
/// ```
/// # use kit::assert_close;
/// # use ndarray::array;
/// let x = array![[1.0, 30.0], [3.0, 10.0]];
/// assert_close!(x.column(0), [1.0, 3.0]);
/// assert_close!(x.sum(), 44.0, "the sum of {} entries", x.len());
/// assert_close!(&x * 1.0001, x, rtol = 1e-3);
/// assert_close!(&x + 1e-7, x, rtol = 0.0, atol = 1e-6, "shifted by less than atol");
/// assert_close!("2.5".parse::<f64>(), 2.5);
/// ```
///
/// # Panics
///
/// If the shapes differ or a value is not close. The sentence, if there is one, comes first, then the report:
///
/// ```should_panic
/// # use kit::assert_close;
/// # use ndarray::array;
/// assert_close!(array![[1.0, 2.0], [5.0, 3.5]], array![[1.0, 2.0], [6.0, 3.0]]);
/// // 2 of 4 entries differ (50%), most at [1, 0]: got 5, expected 6
/// //            got             expected
/// //   [0, ..]   1.0    2.0      1.0    2.0
/// //   [1, ..]  >5.0<  >3.5<    >6.0<  >3.0<
/// // largest difference: 1 at [1, 0]; relative to expected: 0.167 at [1, 0]
/// // tolerance: |got - expected| <= atol + rtol * |expected|, rtol = 1e-9, atol = 1e-12
/// ```
#[macro_export]
macro_rules! assert_close {
    ($got:expr, $expected:expr $(, $key:ident = $value:expr)* $(, $($sentence:literal $($arguments:tt)*)?)?) => {
        $crate::close::assert_close(
            &&$got,
            &&$expected,
            $crate::close::Tolerance::new()$(.$key($value))*,
            $crate::close::Nan::NeverPasses,
            $crate::__sentence!($($($sentence $($arguments)*)?)?),
        )
    };
}

/// Like [`assert_close!`](crate::assert_close), but NaN matches NaN at the same index.
///
/// For results in which NaN is the defined answer, such as the mean of an empty group.
///
/// ```
/// # use kit::assert_close_or_nan;
/// assert_close_or_nan!([1.5, 0.0 / 0.0], [1.5, f64::NAN], "the second group is empty");
/// ```
///
/// # Panics
///
/// If the shapes differ, a value is not close, or only one of two values is NaN.
#[macro_export]
macro_rules! assert_close_or_nan {
    ($got:expr, $expected:expr $(, $key:ident = $value:expr)* $(, $($sentence:literal $($arguments:tt)*)?)?) => {
        $crate::close::assert_close(
            &&$got,
            &&$expected,
            $crate::close::Tolerance::new()$(.$key($value))*,
            $crate::close::Nan::MatchesNan,
            $crate::__sentence!($($($sentence $($arguments)*)?)?),
        )
    };
}

/// Panics with the sentence if `got` is close to `wrong`, the result of a classic slip.
///
/// Stands before the [`assert_close!`](crate::assert_close) it belongs to, which rejects everything else:
/// another shape, another value and NaN are not close to `wrong` and pass here.
///
/// ```
/// # use kit::{assert_close, assert_not_close};
/// # use ndarray::array;
/// let std = array![1.0, 3.0].std(0.0);
/// assert_not_close!(std, 2f64.sqrt(), "std divides by n here, not n - 1");
/// assert_close!(std, 1.0);
/// ```
///
/// # Panics
///
/// If the shapes are equal and all values are close, as [`is_close`](crate::is_close) has it.
#[macro_export]
macro_rules! assert_not_close {
    ($got:expr, $wrong:expr $(, $key:ident = $value:expr)* $(, $($sentence:literal $($arguments:tt)*)?)?) => {
        $crate::close::assert_not_close(
            &&$got,
            &&$wrong,
            $crate::close::Tolerance::new()$(.$key($value))*,
            $crate::__sentence!($($($sentence $($arguments)*)?)?),
        )
    };
}

/// What NaN means in a comparison.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nan {
    NeverPasses,
    MatchesNan,
}

/// True if `got` and `expected` have the same shape and all their values are close.
///
/// The rule and the default tolerances are those of [`assert_close!`](crate::assert_close):
/// false on NaN and on another shape.
///
/// ```
/// # use kit::is_close;
/// assert!(is_close(&[0.1 + 0.2][..], &vec![0.3]));
/// assert!(!is_close(&f64::NAN, &f64::NAN));
/// ```
pub fn is_close<G, E>(got: &G, expected: &E) -> bool
where
    G: Values + ?Sized,
    E: Values + ?Sized,
{
    let (got, expected) = (got.numbers(), expected.numbers());
    Comparison::new(&got, &expected, Tolerance::new(), Nan::NeverPasses).is_close()
}

#[doc(hidden)]
#[track_caller]
pub fn assert_close(
    got: &dyn Values,
    expected: &dyn Values,
    tolerance: Tolerance,
    nan: Nan,
    sentence: Option<fmt::Arguments>,
) {
    let (got, expected) = (got.numbers(), expected.numbers());
    let comparison = Comparison::new(&got, &expected, tolerance, nan);
    if !comparison.is_close() {
        fail(sentence, &report::not_close(&comparison));
    }
}

#[doc(hidden)]
#[track_caller]
pub fn assert_not_close(
    got: &dyn Values,
    wrong: &dyn Values,
    tolerance: Tolerance,
    sentence: Option<fmt::Arguments>,
) {
    let (got, wrong) = (got.numbers(), wrong.numbers());
    let comparison = Comparison::new(&got, &wrong, tolerance, Nan::NeverPasses);
    if comparison.is_close() {
        fail(sentence, &report::close(&got));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::panic_of;
    use ndarray::{Array1, ArrayD, array};

    const TOLERANCE: &str =
        "tolerance: |got - expected| <= atol + rtol * |expected|, rtol = 1e-9, atol = 1e-12";

    #[test]
    fn both_sides_may_differ_in_form() {
        let x = array![[1.0, 2.0], [3.0, 4.0]];
        assert_close!(x, x.view());
        assert_close!(&x, &&x);
        assert_close!(x.t(), [[1.0, 3.0], [2.0, 4.0]]);
        assert_close!(x.row(0), vec![1.0, 2.0]);
        assert_close!(x.column(1).to_vec()[..], &[2.0, 4.0]);
        assert_close!(x.clone().into_dyn(), x);
        assert_close!(x.sum(), 10.0f32);
        assert_close!(x.sum_axis(ndarray::Axis(0)), Some([4.0, 6.0]));
        assert_close!(
            ArrayD::<f64>::zeros(vec![1, 2, 3, 4, 1]),
            ArrayD::<f32>::zeros(vec![1, 2, 3, 4, 1])
        );
        let mut y = array![1.0];
        let y = &mut y;
        assert_close!(y, [1.0]);
        y[0] = 2.0;
    }

    #[test]
    fn all_forms_of_the_call_are_taken() {
        let (n, x) = (3, 1.0);
        assert_close!(x, 1.0,);
        assert_close!(x, 1.0, "sentence");
        assert_close!(x, 1.0, "sentence",);
        assert_close!(x, 1.0, "{n} rows, {} columns", n + 1);
        assert_close!(x, 1.1, rtol = 0.1);
        assert_close!(x, 1.1, atol = 0.1,);
        assert_close!(x, 1.1, rtol = 0.05, atol = 0.05);
        assert_close!(x, 1.1, atol = 0.05, rtol = 0.05, "sentence");
        assert_close!(x, 1.1, rtol = 0.1, "{n} {k}", k = n);
        assert_close_or_nan!(x, 1.0);
        assert_close_or_nan!([x, f64::NAN], [1.1, f64::NAN], rtol = 0.1, "sentence {n}",);
        assert_not_close!(x, 1.1);
        assert_not_close!(x, 1.1, rtol = 0.01, "sentence {n}");
    }

    #[test]
    fn each_side_is_evaluated_once() {
        let mut calls = 0;
        let mut call = || {
            calls += 1;
            f64::from(calls)
        };
        assert_close!(call(), call() - 1.0);
        assert_eq!(calls, 2);
    }

    #[test]
    fn the_sentence_comes_before_the_report() {
        let (got, d) = (2.0, 4);
        let failure = panic_of(|| assert_close!(got, 3.0, "{d} columns, {} rows", 5));
        assert_eq!(
            failure.text,
            format!(
                "4 columns, 5 rows\ngot 2, expected 3\ndifference: 1; relative to expected: 0.333\n{TOLERANCE}"
            )
        );
        let failure = panic_of(|| assert_not_close!(got, 2.0, "divides by n - {}", 1));
        assert_eq!(
            failure.text,
            "divides by n - 1\ngot is close to what it must not be: 2"
        );
    }

    #[test]
    fn failures_are_at_the_callers_line() {
        let failure = panic_of(|| assert_close!(1.0, 2.0));
        assert_eq!(failure.line, line!() - 1);
        let failure = panic_of(|| assert_close!(1.0, 2.0, rtol = 0.1, "{}", 3));
        assert_eq!(failure.line, line!() - 1);
        let failure = panic_of(|| assert_close_or_nan!(1.0, 2.0));
        assert_eq!(failure.line, line!() - 1);
        let failure = panic_of(|| assert_not_close!(1.0, 1.0));
        assert_eq!(failure.line, line!() - 1);
    }

    #[test]
    fn nan_fails_everywhere_but_where_it_is_the_answer() {
        let nan = f64::NAN;
        panic_of(|| assert_close!(nan, nan));
        panic_of(|| assert_close!([1.0, nan], [1.0, 1.0]));
        panic_of(|| assert_close!(nan, 1.0, rtol = f64::INFINITY, atol = f64::INFINITY));
        panic_of(|| assert_close!(f32::NAN, f32::NAN));
        panic_of(|| assert_close_or_nan!([nan, 1.0], [1.0, nan]));
        assert_close_or_nan!([nan, 1.0], array![nan, 1.0]);
        assert_not_close!(nan, nan, "NaN is close to nothing");
        assert!(!is_close(&nan, &nan));
    }

    #[test]
    fn single_numbers_have_wider_tolerances() {
        assert_close!(1.0f32 + 9e-6, 1.0f32);
        assert_close!(9e-8f32, 0.0);
        panic_of(|| assert_close!(1.0f32 + 2e-5, 1.0));
        panic_of(|| assert_close!(2e-7f32, 0.0f32));
        panic_of(|| assert_close!(1.0 + 9e-6, 1.0));
    }

    #[test]
    fn a_slip_is_accused_only_of_its_own_number() {
        assert_not_close!([1.0, 2.0], [1.0, 2.1], "one entry differs");
        assert_not_close!([1.0], 1.0, "another shape");
        panic_of(|| assert_not_close!([1.0, 2.0 + 1e-10], [1.0, 2.0]));
        panic_of(|| assert_not_close!(1.0, 1.05, rtol = 0.1));
    }

    #[test]
    fn is_close_agrees_with_the_macro() {
        let x = Array1::linspace(0.0, 1.0, 11);
        assert!(is_close(&x, &x.view()));
        assert!(is_close(&x.to_vec()[..], &x));
        assert!(!is_close(&x, &x.clone().insert_axis(ndarray::Axis(1))));
        assert!(!is_close(&(&x + 1e-8), &x));
    }
}
