//! Exact comparison: integers, bool, labels, text, lists and arrays of them.

mod lists;
mod plain;
mod texts;

use crate::report::fail as fail_with;
use lists::List;
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
/// //           got       expected
/// //   [0, ..]  0    1    0    1
/// //   [1, ..]  1  >10<   1   >0<
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
        let differing: Vec<usize> = (got.iter().zip(&expected).enumerate())
            .filter_map(|(i, (g, e))| (**g != **e).then_some(i))
            .collect();
        if shape == expected_shape && differing.is_empty() {
            return None;
        }
        let (got, expected) = (debug(&got), debug(&expected));
        Some(Difference(if shape == expected_shape {
            lists::report(&shape, &got, &expected, &differing)
        } else {
            lists::report_shapes((&shape, &got), (&expected_shape, &expected))
        }))
    }
}

fn debug<T: Debug>(entries: &[T]) -> Vec<String> {
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
