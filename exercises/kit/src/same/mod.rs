//! Exact comparison: integers, bool, labels, text, lists and arrays of them.

mod lists;
mod plain;
mod slip;
mod texts;

use crate::report::fail as fail_with;
pub(crate) use lists::List;
use std::fmt::{self, Debug};
use std::ops::Deref;

/// Passes if `got` equals `expected` exactly.
///
/// Lists (slices, `Vec`, fixed arrays, ndarray's arrays and views) may be of different kinds on the two sides and
/// are compared entry by entry. So may `&str` and `String`. Everything else that is `PartialEq` and `Debug`
/// will do as well. Computed floating-point numbers belong into [`assert_close!`](crate::assert_close).
///
/// ```
/// # use kit::assert_same;
/// # use ndarray::array;
/// let labels = array![2, 0, 1];
/// assert_same!(labels, [2, 0, 1]);
/// assert_same!(labels.mapv(|y| y > 0), array![true, false, true], "class {} is negative", 0);
/// assert_same!("one two".split(' ').collect::<Vec<_>>(), ["one", "two"]);
/// assert_same!(labels.iter().position(|&y| y == 7), None);
/// ```
///
/// # Panics
///
/// If the two differ. The sentence, if there is one, comes first, then the report:
///
/// ```should_panic
/// # use kit::assert_same;
/// # use ndarray::array;
/// assert_same!(array![[0, 1], [1, 10]], array![[0, 1], [1, 0]]);
/// // 1 of 4 entries differs (25%), at [1, 1]: got 10, expected 0
/// //            got        expected
/// //   [0, ..]  0    1     0    1
/// //   [1, ..]  1  >10<    1   >0<
/// ```
#[macro_export]
macro_rules! assert_same {
    ($got:expr, $expected:expr $(, $($sentence:literal $($arguments:tt)*)?)?) => {
        match (&$got, &$expected) {
            (got, expected) => {
                if let ::std::option::Option::Some(difference) =
                    $crate::same::pair(got, expected).difference()
                {
                    $crate::same::fail(
                        difference,
                        $crate::__sentence!($($($sentence $($arguments)*)?)?),
                    );
                }
            }
        }
    };
}

/// Two values to compare. `difference` is looked up on [`Lists`] first, whose method exists for lists only, then on
/// what it dereferences to, [`Texts`] and [`Plain`]: so each type gets the most telling report there is for it.
#[doc(hidden)]
pub fn pair<'a, G: ?Sized, E: ?Sized>(got: &'a G, expected: &'a E) -> Lists<'a, G, E> {
    Lists(Texts(Plain { got, expected }))
}

#[doc(hidden)]
pub struct Lists<'a, G: ?Sized, E: ?Sized>(Texts<'a, G, E>);

#[doc(hidden)]
pub struct Texts<'a, G: ?Sized, E: ?Sized>(Plain<'a, G, E>);

#[doc(hidden)]
pub struct Plain<'a, G: ?Sized, E: ?Sized> {
    got: &'a G,
    expected: &'a E,
}

impl<'a, G: ?Sized, E: ?Sized> Deref for Lists<'a, G, E> {
    type Target = Texts<'a, G, E>;
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<'a, G: ?Sized, E: ?Sized> Deref for Texts<'a, G, E> {
    type Target = Plain<'a, G, E>;
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

/// Report of a difference, none if there is none.
#[doc(hidden)]
pub struct Difference(String);

impl<G, E> Lists<'_, G, E>
where
    G: List + ?Sized,
    E: List + ?Sized,
    G::Item: PartialEq<E::Item>,
{
    #[doc(hidden)]
    pub fn difference(&self) -> Option<Difference> {
        let (got, expected) = (self.got.items(), self.expected.items());
        let (shape, expected_shape) = (self.got.shape(), self.expected.shape());
        // Loops in place of iterators: this is compiled for each type that a test compares.
        let mut differing = Vec::new();
        for (i, (g, e)) in got.iter().zip(&expected).enumerate() {
            if **g != **e {
                differing.push(i);
            }
        }
        if shape == expected_shape && differing.is_empty() {
            return None;
        }
        let (got, expected) = (debug(described(&got)), debug(described(&expected)));
        Some(Difference(if shape == expected_shape {
            lists::report(&shape, &got, &expected, &differing)
        } else {
            lists::report_shapes((&shape, &got), (&expected_shape, &expected))
        }))
    }
}

fn described<'a, T: Debug>(entries: &[&'a T]) -> Vec<&'a dyn Debug> {
    let mut described: Vec<&dyn Debug> = Vec::new();
    for entry in entries {
        described.push(*entry);
    }
    described
}

fn debug(entries: Vec<&dyn Debug>) -> Vec<String> {
    entries.iter().map(|entry| format!("{entry:?}")).collect()
}

impl<G, E> Texts<'_, G, E>
where
    G: AsRef<str> + ?Sized,
    E: AsRef<str> + ?Sized,
{
    #[doc(hidden)]
    pub fn difference(&self) -> Option<Difference> {
        let (got, expected) = (self.got.as_ref(), self.expected.as_ref());
        (got != expected).then(|| Difference(texts::report(got, expected)))
    }
}

impl<G, E> Plain<'_, G, E>
where
    G: PartialEq<E> + Debug + ?Sized,
    E: Debug + ?Sized,
{
    #[doc(hidden)]
    pub fn difference(&self) -> Option<Difference> {
        (self.got != self.expected).then(|| {
            Difference(plain::report(
                [format!("{:?}", self.got), format!("{:?}", self.expected)],
                [format!("{:#?}", self.got), format!("{:#?}", self.expected)],
            ))
        })
    }
}

#[doc(hidden)]
#[track_caller]
pub fn fail(difference: Difference, sentence: Option<fmt::Arguments>) -> ! {
    fail_with(sentence, &difference.0)
}

#[cfg(test)]
mod tests {
    use super::pair;
    use crate::report::panic_of;
    use ndarray::{Array1, Array2, ArrayD, Axis, arr0, array};
    use std::collections::BTreeMap;

    #[derive(Clone, Copy, Debug, PartialEq)]
    enum Shape {
        Matrix(usize, usize),
        Error,
    }

    #[test]
    fn lists_may_differ_in_form() {
        let labels: Array1<usize> = array![2, 0, 1];
        assert_same!(labels, [2, 0, 1]);
        assert_same!(&labels, vec![2, 0, 1]);
        assert_same!(labels.view(), &[2, 0, 1][..]);
        assert_same!(labels.to_vec(), labels);
        assert_same!(labels.to_vec()[1..], [0, 1]);
        assert_same!(labels.clone().into_dyn(), labels);
        assert_same!(vec!["a".to_owned()], ["a"]);
        assert_same!(vec![vec![1], vec![]], [&[1][..], &[]]);
        assert_same!(Vec::<usize>::new(), []);
        assert_same!(array![[true], [false]].t(), array![[true, false]]);
        assert_same!(
            ArrayD::<u8>::zeros(vec![1, 2, 1]),
            ArrayD::zeros(vec![1, 2, 1])
        );
        let mut reversed = labels.view();
        reversed.invert_axis(Axis(0));
        assert_same!(reversed, [1, 0, 2]);
    }

    #[test]
    fn anything_comparable_will_do() {
        let n = 3;
        assert_same!(n, 3);
        assert_same!(n > 2, true,);
        assert_same!('a', 'a', "sentence {n}");
        assert_same!("a", "a".to_owned(), "sentence {}", n,);
        assert_same!("a".to_owned(), "a");
        assert_same!(Some(3), Some(n));
        assert_same!(None::<usize>, None);
        assert_same!((1, "a"), (1, "a"));
        assert_same!("x".parse::<u8>().ok(), None);
        assert_same!(Ok::<_, String>(array![1]), Ok(array![1]));
        assert_same!(Shape::Matrix(2, 3), Shape::Matrix(2, 3));
        assert_same!([Shape::Error; 2], vec![Shape::Error; 2]);
        assert_same!(BTreeMap::from([("a", 1)]), BTreeMap::from([("a", 1)]));
        assert_same!((), ());
    }

    #[test]
    fn what_differs_fails() {
        panic_of(|| assert_same!(3, 4));
        panic_of(|| assert_same!(Some(3), None));
        panic_of(|| assert_same!("a", "A"));
        panic_of(|| assert_same!(Shape::Matrix(2, 3), Shape::Matrix(3, 2)));
        panic_of(|| assert_same!([1, 2], [1, 2, 3]));
        panic_of(|| assert_same!(array![[1, 2]], array![1, 2]));
        panic_of(|| assert_same!(Array2::<u8>::zeros((0, 2)), Array2::zeros((0, 3))));
        panic_of(|| assert_same!(f64::NAN, f64::NAN));
        panic_of(|| assert_same!([f64::NAN], [f64::NAN]));
    }

    #[test]
    fn each_kind_has_its_own_report() {
        let text = |failure: crate::report::Failure| failure.text;
        assert_eq!(
            text(panic_of(|| assert_same!(
                array![1, 2],
                [1, 3],
                "labels of {} rows",
                2
            ))),
            "labels of 2 rows\n\
             1 of 2 entries differs (50%), at [1]: got 2, expected 3\n\
             \x20 got       [1, >2<]\n\
             \x20 expected  [1, >3<]"
        );
        assert_eq!(
            text(panic_of(|| assert_same!("a\nb", "a\nc"))),
            "the texts differ in line 2, column 1: got \"b\", expected \"c\"\n\
             got\n\x20   1 | a\n>   2 | b\n\
             expected\n\x20   1 | a\n>   2 | c"
        );
        assert_eq!(
            text(panic_of(|| assert_same!(Shape::Matrix(2, 3), Shape::Error))),
            "got Matrix(2, 3), expected Error"
        );
        assert_eq!(
            text(panic_of(|| assert_same!(arr0(1), arr0(2)))),
            "got 1, expected 2"
        );
    }

    #[test]
    fn failures_are_at_the_callers_line() {
        let failure = panic_of(|| assert_same!(1, 2));
        assert_eq!(failure.line, line!() - 1);
        let failure = panic_of(|| assert_same!([1], [2], "{}", 3));
        assert_eq!(failure.line, line!() - 1);
    }

    #[test]
    fn only_entries_that_differ_are_looked_for_in_values_that_differ() {
        assert!(pair(&[1, 2], &[1, 2]).difference().is_none());
        assert!(pair("a", "a").difference().is_none());
        assert!(pair(&1, &1).difference().is_none());
    }
}
