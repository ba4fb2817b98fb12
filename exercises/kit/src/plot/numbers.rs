//! Numbers, tables and class labels in the forms exercises hold them, copied into one plain form, so that the
//! drawing is compiled once, with the kit.

use ndarray::{ArrayBase, Data, Dimension, Ix2};

/// A number that can be drawn: f64, f32 or an integer.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a number that can be drawn")]
pub trait Number: Copy {
    #[doc(hidden)]
    fn as_f64(self) -> f64;
}

macro_rules! number {
    ($($number:ty)*) => {
        $(impl Number for $number {
            fn as_f64(self) -> f64 {
                self as f64
            }
        })*
    };
}

number!(f64 f32 usize u8 u32 u64 i32 i64);

/// A list of numbers: a slice, `Vec`, fixed array, or an ndarray of any dimension, row by row; owned or by
/// reference, contiguous or not.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of numbers",
    note = "a slice, a `Vec`, a fixed array or an ndarray is one, owned or by reference"
)]
pub trait Series {
    #[doc(hidden)]
    fn values(&self) -> Vec<f64>;
}

impl<T: Series + ?Sized> Series for &T {
    fn values(&self) -> Vec<f64> {
        (**self).values()
    }
}

impl<T: Number> Series for [T] {
    fn values(&self) -> Vec<f64> {
        self.iter().map(|v| v.as_f64()).collect()
    }
}

impl<T: Number> Series for Vec<T> {
    fn values(&self) -> Vec<f64> {
        self[..].values()
    }
}

impl<T: Number, const N: usize> Series for [T; N] {
    fn values(&self) -> Vec<f64> {
        self[..].values()
    }
}

impl<T: Number, S: Data<Elem = T>, D: Dimension> Series for ArrayBase<S, D> {
    fn values(&self) -> Vec<f64> {
        self.iter().map(|v| v.as_f64()).collect()
    }
}

/// A table of numbers: an ndarray with two axes, or a list of rows that are fixed arrays.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no table of numbers",
    note = "an ndarray with two axes is one, owned or by reference"
)]
pub trait Table {
    #[doc(hidden)]
    fn grid(&self) -> Grid;
}

/// A copy of a table.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    pub(super) rows: usize,
    pub(super) columns: usize,
    /// Row by row.
    pub(super) values: Vec<f64>,
}

impl Grid {
    pub(super) fn at(&self, row: usize, column: usize) -> f64 {
        self.values[row * self.columns + column]
    }

    pub(super) fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

impl<T: Table + ?Sized> Table for &T {
    fn grid(&self) -> Grid {
        (**self).grid()
    }
}

impl<T: Number, S: Data<Elem = T>> Table for ArrayBase<S, Ix2> {
    fn grid(&self) -> Grid {
        Grid {
            rows: self.nrows(),
            columns: self.ncols(),
            values: self.values(),
        }
    }
}

impl<T: Number, const N: usize> Table for [[T; N]] {
    fn grid(&self) -> Grid {
        Grid {
            rows: self.len(),
            columns: N,
            values: self.iter().flat_map(Series::values).collect(),
        }
    }
}

impl<T: Number, const N: usize> Table for Vec<[T; N]> {
    fn grid(&self) -> Grid {
        self[..].grid()
    }
}

impl<T: Number, const N: usize, const M: usize> Table for [[T; N]; M] {
    fn grid(&self) -> Grid {
        self[..].grid()
    }
}

/// Stands for a negative number or `None`: no class, as the noise of a clustering.
pub(super) const NO_CLASS: usize = usize::MAX;

/// A class number, or bool for a class 0 and a class 1. A negative number or `None` is no class.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no class label",
    note = "class labels are integers or bool"
)]
pub trait Class: Copy {
    #[doc(hidden)]
    fn class(self) -> usize;
}

impl Class for usize {
    fn class(self) -> usize {
        self
    }
}

impl Class for u8 {
    fn class(self) -> usize {
        usize::from(self)
    }
}

impl Class for u32 {
    fn class(self) -> usize {
        self as usize
    }
}

impl Class for i32 {
    fn class(self) -> usize {
        usize::try_from(self).unwrap_or(NO_CLASS)
    }
}

impl Class for Option<usize> {
    fn class(self) -> usize {
        self.unwrap_or(NO_CLASS)
    }
}

impl Class for bool {
    fn class(self) -> usize {
        usize::from(self)
    }
}

/// A list of class labels: a slice, `Vec`, fixed array or ndarray, owned or by reference.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of class labels",
    note = "class labels are integers or bool, in a slice, `Vec`, fixed array or ndarray"
)]
pub trait Classes {
    #[doc(hidden)]
    fn classes(&self) -> Vec<usize>;
}

impl<T: Classes + ?Sized> Classes for &T {
    fn classes(&self) -> Vec<usize> {
        (**self).classes()
    }
}

impl<T: Class> Classes for [T] {
    fn classes(&self) -> Vec<usize> {
        self.iter().map(|c| c.class()).collect()
    }
}

impl<T: Class> Classes for Vec<T> {
    fn classes(&self) -> Vec<usize> {
        self[..].classes()
    }
}

impl<T: Class, const N: usize> Classes for [T; N] {
    fn classes(&self) -> Vec<usize> {
        self[..].classes()
    }
}

impl<T: Class, S: Data<Elem = T>, D: Dimension> Classes for ArrayBase<S, D> {
    fn classes(&self) -> Vec<usize> {
        self.iter().map(|c| c.class()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::{Array2, array, s};

    fn values(series: impl Series) -> Vec<f64> {
        series.values()
    }

    fn grid(table: impl Table) -> (usize, usize, Vec<f64>) {
        let Grid {
            rows,
            columns,
            values,
        } = table.grid();
        (rows, columns, values)
    }

    #[test]
    fn a_series_is_any_list_of_numbers() {
        let list = vec![1.0, 2.0, 3.0];
        assert_eq!(values(&list), list);
        assert_eq!(values(&list[1..]), [2.0, 3.0]);
        assert_eq!(values([1u8, 2]), [1.0, 2.0]);
        assert_eq!(values(&array![1.5f32, 2.0]), [1.5, 2.0]);
        assert_eq!(values(Vec::<i32>::new()), []);
        assert_eq!(
            values(&array![[1], [2]]),
            [1.0, 2.0],
            "a column of shape (n, 1)"
        );
    }

    #[test]
    fn views_are_read_in_logical_order() {
        let x = array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]];
        assert_eq!(values(x.column(1)), [2.0, 5.0]);
        assert_eq!(values(x.slice(s![0, ..;-1])), [3.0, 2.0, 1.0]);
        assert_eq!(grid(x.t()), (3, 2, vec![1.0, 4.0, 2.0, 5.0, 3.0, 6.0]));
    }

    #[test]
    fn a_table_knows_its_shape_even_without_rows() {
        assert_eq!(grid(Array2::<f64>::zeros((0, 2))), (0, 2, vec![]));
        assert_eq!(grid([[1, 2], [3, 4]]), (2, 2, vec![1.0, 2.0, 3.0, 4.0]));
        assert_eq!(grid(vec![[1.0, 2.0]]), (1, 2, vec![1.0, 2.0]));
    }

    #[test]
    fn class_labels_are_integers_or_bool_and_may_be_missing() {
        assert_eq!([1, 0, -1].classes(), [1, 0, NO_CLASS]);
        assert_eq!([Some(3), None].classes(), [3, NO_CLASS]);
        assert_eq!(array![true, false].classes(), [1, 0]);
        assert_eq!([3u8, 0].classes(), [3, 0]);
        assert_eq!(vec![2usize, 7].classes(), [2, 7]);
    }
}
