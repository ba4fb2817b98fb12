//! Everything that can be compared, copied into one plain form, so that the comparing is compiled once, here,
//! and not again in each exercise.

use crate::report::number::Precision;
use crate::report::shape;
use ndarray::{ArrayBase, ArrayView1, ArrayViewD, Data, Dimension};
use std::fmt::Debug;

/// What [`assert_close!`](crate::assert_close) compares: numbers of type f64 or f32.
///
/// A scalar has shape `()`, a slice, `Vec` or fixed array of n numbers `(n,)`, a list of n entries of shape
/// `(a, b)` has shape `(n, a, b)`, an ndarray its own. Pairs and triples count as lists, so a mean and a standard
/// deviation of each column can be compared at once. `Some(x)` and `Ok(x)` count as `x`; `None` and `Err(..)` are
/// close to nothing but the same again.
#[diagnostic::on_unimplemented(
    message = "`{Self}` holds no f64 or f32, so it cannot be close to anything",
    note = "integers, bool, text and enums are compared exactly: assert_same!"
)]
pub trait Values {
    /// A copy of the values in logical order: the last index runs fastest, whatever the memory layout.
    fn numbers(&self) -> Numbers;
}

/// A copy of what is compared.
#[derive(Clone, Debug)]
pub struct Numbers {
    pub(super) shape: Vec<usize>,
    pub(super) values: Vec<f64>,
    pub(super) precision: Precision,
    pub(super) missing: Option<Missing>,
}

/// Why there are no values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// `None` or `Err(..)`, as its debug text.
    NoValue(String),
    /// A list whose entries have different shapes.
    Ragged(String),
}

impl Numbers {
    fn new(shape: &[usize], values: Vec<f64>, precision: Precision) -> Self {
        Self {
            shape: shape.to_vec(),
            values,
            precision,
            missing: None,
        }
    }

    fn missing(why: Missing) -> Self {
        Self {
            missing: Some(why),
            ..Self::new(&[], vec![], Precision::Double)
        }
    }

    /// One more axis in front.
    fn stack(entries: Vec<Numbers>) -> Self {
        let Some(first) = entries.first() else {
            return Self::new(&[0], vec![], Precision::Double);
        };
        for (at, entry) in entries.iter().enumerate() {
            // What a list without all its values is close to is not known: unlike `None`, not even to the same again.
            if let Some(Missing::NoValue(text) | Missing::Ragged(text)) = &entry.missing {
                return Self::missing(Missing::Ragged(format!("entry [{at}] is {text}")));
            }
        }
        if let Some(at) = entries.iter().position(|e| e.shape != first.shape) {
            return Self::missing(Missing::Ragged(format!(
                "entry [0] has shape {}, entry [{at}] has shape {}",
                shape(&first.shape),
                shape(&entries[at].shape)
            )));
        }
        let shape = [&[entries.len()], first.shape.as_slice()].concat();
        let precision = first.precision;
        let values = entries.into_iter().flat_map(|e| e.values).collect();
        Self::new(&shape, values, precision)
    }
}

/// What may stand in a list: all [`Values`] but `Option` and `Result`.
#[diagnostic::on_unimplemented(
    message = "a list of `{Self}` holds no f64 or f32, so it cannot be close to anything",
    note = "integers, bool, text and enums are compared exactly: assert_same!"
)]
pub trait Entry: Values + Sized {
    #[doc(hidden)]
    fn list(entries: &[Self]) -> Numbers {
        Numbers::stack(entries.iter().map(Values::numbers).collect())
    }
}

/// f64 or f32.
#[diagnostic::on_unimplemented(
    message = "an array of `{Self}` holds no f64 or f32, so it cannot be close to anything",
    note = "integers, bool, text and enums are compared exactly: assert_same!"
)]
pub trait Float: Entry + Copy {
    #[doc(hidden)]
    fn array(view: ArrayViewD<Self>) -> Numbers;
}

impl Float for f64 {
    fn array(view: ArrayViewD<f64>) -> Numbers {
        let values = view.iter().copied().collect();
        Numbers::new(view.shape(), values, Precision::Double)
    }
}

impl Float for f32 {
    fn array(view: ArrayViewD<f32>) -> Numbers {
        let values = view.iter().copied().map(f64::from).collect();
        Numbers::new(view.shape(), values, Precision::Single)
    }
}

impl Values for f64 {
    fn numbers(&self) -> Numbers {
        Numbers::new(&[], vec![*self], Precision::Double)
    }
}

impl Values for f32 {
    fn numbers(&self) -> Numbers {
        Numbers::new(&[], vec![f64::from(*self)], Precision::Single)
    }
}

impl Entry for f64 {
    fn list(entries: &[f64]) -> Numbers {
        f64::array(ArrayView1::from(entries).into_dyn())
    }
}

impl Entry for f32 {
    fn list(entries: &[f32]) -> Numbers {
        f32::array(ArrayView1::from(entries).into_dyn())
    }
}

impl<T: Values + ?Sized> Values for &T {
    fn numbers(&self) -> Numbers {
        (**self).numbers()
    }
}

impl<T: Values + ?Sized> Values for &mut T {
    fn numbers(&self) -> Numbers {
        (**self).numbers()
    }
}

impl<T: Entry> Entry for &T {}

impl<T: Entry> Values for [T] {
    fn numbers(&self) -> Numbers {
        T::list(self)
    }
}

impl<T: Entry> Values for Vec<T> {
    fn numbers(&self) -> Numbers {
        T::list(self)
    }
}

impl<T: Entry, const N: usize> Values for [T; N] {
    fn numbers(&self) -> Numbers {
        T::list(self)
    }
}

impl<T: Entry> Entry for &[T] {}
impl<T: Entry> Entry for Vec<T> {}
impl<T: Entry, const N: usize> Entry for [T; N] {}

impl<T: Float, S: Data<Elem = T>, D: Dimension> Values for ArrayBase<S, D> {
    fn numbers(&self) -> Numbers {
        T::array(self.view().into_dyn())
    }
}

impl<T: Float, S: Data<Elem = T>, D: Dimension> Entry for ArrayBase<S, D> {}

impl<A: Values, B: Values> Values for (A, B) {
    fn numbers(&self) -> Numbers {
        Numbers::stack(vec![self.0.numbers(), self.1.numbers()])
    }
}

impl<A: Values, B: Values, C: Values> Values for (A, B, C) {
    fn numbers(&self) -> Numbers {
        Numbers::stack(vec![self.0.numbers(), self.1.numbers(), self.2.numbers()])
    }
}

impl<T: Values> Values for Option<T> {
    fn numbers(&self) -> Numbers {
        match self {
            Some(values) => values.numbers(),
            None => Numbers::missing(Missing::NoValue("None".to_owned())),
        }
    }
}

impl<T: Values, E: Debug> Values for Result<T, E> {
    fn numbers(&self) -> Numbers {
        match self {
            Ok(values) => values.numbers(),
            Err(error) => Numbers::missing(Missing::NoValue(format!("Err({error:?})"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::{Array0, Array2, Array3, ArrayD, Axis, array};

    fn parts<T: Values + ?Sized>(values: &T) -> (Vec<usize>, Vec<f64>) {
        let numbers = values.numbers();
        assert_eq!(numbers.missing, None);
        (numbers.shape, numbers.values)
    }

    #[test]
    fn scalars_have_no_axes() {
        assert_eq!(parts(&2.5), (vec![], vec![2.5]));
        assert_eq!(parts(&2.5f32), (vec![], vec![2.5]));
        assert_eq!(parts(&Array0::from_elem((), 2.5)), (vec![], vec![2.5]));
    }

    #[test]
    fn lists_have_one_axis() {
        let list = vec![1.0, 2.0, 3.0];
        let expected = (vec![3], vec![1.0, 2.0, 3.0]);
        assert_eq!(parts(&list), expected);
        assert_eq!(parts(&list[..]), expected);
        assert_eq!(parts(&&list), expected);
        assert_eq!(parts(&&mut [1.0, 2.0, 3.0]), expected);
        assert_eq!(parts(&array![1.0, 2.0, 3.0]), expected);
        assert_eq!(parts(&Vec::<f64>::new()), (vec![0], vec![]));
    }

    #[test]
    fn lists_of_lists_stack_their_entries() {
        let expected = (vec![3, 2], vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
        assert_eq!(parts(&[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), expected);
        assert_eq!(
            parts(&vec![vec![1.0, 2.0], vec![3.0, 4.0], vec![5.0, 6.0]]),
            expected
        );
        let rows = array![[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]];
        assert_eq!(parts(&rows.outer_iter().collect::<Vec<_>>()), expected);
        assert_eq!(parts(&vec![rows.view(), rows.view()]).0, [2, 3, 2]);
        assert_eq!(parts(&Vec::<Vec<f64>>::new()), (vec![0], vec![]));
        assert_eq!(parts(&vec![vec![0.0; 0]; 2]), (vec![2, 0], vec![]));
    }

    #[test]
    fn pairs_and_triples_are_lists() {
        assert_eq!(parts(&(1.0, 2.0)), (vec![2], vec![1.0, 2.0]));
        assert_eq!(parts(&(1.0, 2.0, 3.0)), (vec![3], vec![1.0, 2.0, 3.0]));
        let two = (array![1.0, 2.0], &[3.0, 4.0]);
        assert_eq!(parts(&two), (vec![2, 2], vec![1.0, 2.0, 3.0, 4.0]));
        let ragged = |why: &str| Some(Missing::Ragged(why.to_owned()));
        assert_eq!(
            (1.0, array![1.0]).numbers().missing,
            ragged("entry [0] has shape (), entry [1] has shape (1,)")
        );
        assert_eq!(
            (1.0, None::<f64>).numbers().missing,
            ragged("entry [1] is None")
        );
    }

    #[test]
    fn a_ragged_list_says_which_entries_differ() {
        let ragged = vec![vec![1.0], vec![2.0], vec![3.0, 4.0]].numbers();
        assert_eq!(
            ragged.missing,
            Some(Missing::Ragged(
                "entry [0] has shape (1,), entry [2] has shape (2,)".to_owned()
            ))
        );
    }

    #[test]
    fn views_are_read_in_logical_order() {
        let x = array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]];
        let transposed = (vec![3, 2], vec![1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
        assert_eq!(parts(&x.t()), transposed);
        assert_eq!(parts(&x.t().to_owned()), transposed);
        let mut reversed = x.view();
        reversed.invert_axis(Axis(1)); // a negative stride
        assert_eq!(
            parts(&reversed),
            (vec![2, 3], vec![3.0, 2.0, 1.0, 6.0, 5.0, 4.0])
        );
        assert_eq!(parts(&x.column(1)), (vec![2], vec![2.0, 5.0]));
    }

    #[test]
    fn empty_axes_keep_their_place_in_the_shape() {
        assert_eq!(parts(&Array2::<f64>::zeros((0, 3))), (vec![0, 3], vec![]));
        assert_eq!(parts(&Array3::<f32>::zeros((2, 0, 1))).0, [2, 0, 1]);
        assert_eq!(parts(&ArrayD::<f64>::zeros(vec![1, 2, 1, 2, 1])).0.len(), 5);
    }

    #[test]
    fn some_and_ok_count_as_what_they_hold() {
        assert_eq!(parts(&Some(2.0)), (vec![], vec![2.0]));
        assert_eq!(parts(&Ok::<_, String>(array![2.0])), (vec![1], vec![2.0]));
        let none = None::<f64>.numbers().missing;
        assert_eq!(none, Some(Missing::NoValue("None".to_owned())));
        let error = "x".parse::<f64>().numbers().missing;
        assert_eq!(
            error,
            Some(Missing::NoValue(
                "Err(ParseFloatError { kind: Invalid })".to_owned()
            ))
        );
    }

    #[test]
    fn the_number_type_is_remembered() {
        assert_eq!(array![1.0f32].numbers().precision, Precision::Single);
        assert_eq!([[1.0f32]].numbers().precision, Precision::Single);
        assert_eq!(Some(1.0).numbers().precision, Precision::Double);
    }
}
