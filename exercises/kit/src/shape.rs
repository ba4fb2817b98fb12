//! Comparison of shapes alone.

use crate::report::{fail, meaning_of_shapes, shapes_differ};
use std::fmt;

/// Passes if an array of ndarray has the given shape.
///
/// The shape may be a fixed array, a slice or the `.shape()` of another array.
///
/// ```
/// # use kit::assert_shape;
/// # use ndarray::{Array2, Array3};
/// let image = Array3::<u8>::zeros((3, 32, 48));
/// assert_shape!(image, [3, 32, 48]);
/// assert_shape!(image.row_count(), [3, 32], "one sum for each channel and row");
/// # trait RowCount { fn row_count(&self) -> Array2<u8>; }
/// # impl RowCount for Array3<u8> { fn row_count(&self) -> Array2<u8> { Array2::zeros((3, 32)) } }
/// ```
///
/// # Panics
///
/// If the shapes differ. The sentence, if there is one, comes first:
///
/// ```text
/// shape differs: got (3,), expected (3, 1)
/// expected is a matrix of 3 rows and 1 column, got is a vector of length 3; both have 3 entries
/// ```
#[macro_export]
macro_rules! assert_shape {
    ($array:expr, $shape:expr $(, $($sentence:literal $($arguments:tt)*)?)?) => {
        $crate::assert_shape(
            ($array).shape(),
            ::std::convert::AsRef::<[usize]>::as_ref(&$shape),
            $crate::__sentence!($($($sentence $($arguments)*)?)?),
        )
    };
}

#[doc(hidden)]
#[track_caller]
pub fn assert_shape(got: &[usize], expected: &[usize], sentence: Option<fmt::Arguments>) {
    if got != expected {
        fail(sentence, &report(got, expected));
    }
}

fn report(got: &[usize], expected: &[usize]) -> String {
    let first = shapes_differ(got, expected);
    match meaning_of_shapes(got, expected) {
        Some(meaning) => format!("{first}\n{meaning}"),
        None => first,
    }
}

#[cfg(test)]
mod tests {
    use crate::report::panic_of;
    use ndarray::{Array0, Array2, Array3, ArrayD};

    #[test]
    fn shapes_may_be_given_in_any_form() {
        let (x, n) = (Array2::<u8>::zeros((2, 3)), 2);
        assert_shape!(x, [2, 3]);
        assert_shape!(&x, [n, n + 1], "{n} rows",);
        assert_shape!(x.view(), &[2, 3][..]);
        assert_shape!(x.t(), vec![3, 2]);
        assert_shape!(x, x.clone().shape());
        assert_shape!(x.row(0), [3],);
        assert_shape!(Array0::<f64>::zeros(()), []);
        assert_shape!(ArrayD::<bool>::from_elem(vec![0, 1], true), [0, 1]);
    }

    #[test]
    fn another_shape_fails_with_a_report() {
        let x = Array2::<u8>::zeros((2, 3));
        let failure = panic_of(|| assert_shape!(x, [3, 2], "one row for each of {} classes", 3));
        assert_eq!(
            failure.text,
            "one row for each of 3 classes\n\
             shape differs: got (2, 3), expected (3, 2)\n\
             got has the rows and columns of expected swapped; both have 6 entries"
        );
        assert_eq!(failure.line, line!() - 7);
        let failure = panic_of(|| assert_shape!(x.row(0), [2]));
        assert_eq!(failure.text, "length differs: got 3, expected 2");
        let failure = panic_of(|| assert_shape!(Array3::<u8>::zeros((1, 2, 3)), []));
        assert_eq!(
            failure.text,
            "shape differs: got (1, 2, 3), expected ()\n\
             got is an array with 3 axes, expected is a single number"
        );
    }
}
