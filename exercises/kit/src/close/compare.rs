//! Two sets of numbers, compared entry by entry.

use super::tolerance::{Limit, Tolerance};
use super::values::Missing;
use super::{Nan, Numbers};
use crate::report::number::Precision;
use crate::slip::{self, Kind, Side};

/// What differs between `got` and `expected`.
pub(super) struct Comparison<'a> {
    pub(super) got: &'a Numbers,
    pub(super) expected: &'a Numbers,
    pub(super) limit: Limit,
    pub(super) precision: Precision,
    pub(super) nan: Nan,
    /// Flat indices of the entries that are not close, ascending. Empty if the shapes differ.
    pub(super) differing: Vec<usize>,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(
        got: &'a Numbers,
        expected: &'a Numbers,
        tolerance: Tolerance,
        nan: Nan,
    ) -> Self {
        let precision = got.precision.min(expected.precision);
        let limit = tolerance.resolve(precision);
        let close = |&(got, expected): &(&f64, &f64)| {
            limit.allows(*got, *expected)
                || nan == Nan::MatchesNan && got.is_nan() && expected.is_nan()
        };
        let differing = if got.shape == expected.shape {
            let pairs = got.values.iter().zip(&expected.values).enumerate();
            pairs
                .filter_map(|(i, pair)| (!close(&pair)).then_some(i))
                .collect()
        } else {
            vec![]
        };
        Self {
            got,
            expected,
            limit,
            precision,
            nan,
            differing,
        }
    }

    pub(super) fn is_close(&self) -> bool {
        match (&self.got.missing, &self.expected.missing) {
            (None, None) => self.got.shape == self.expected.shape && self.differing.is_empty(),
            (Some(Missing::NoValue(got)), Some(Missing::NoValue(expected))) => got == expected,
            _ => false,
        }
    }

    /// `(got, expected)` at a flat index.
    pub(super) fn pair(&self, i: usize) -> (f64, f64) {
        (self.got.values[i], self.expected.values[i])
    }

    /// The differing entries at which both sides are finite: those that have a difference.
    pub(super) fn finite(&self) -> impl Iterator<Item = usize> {
        self.differing.iter().copied().filter(|&i| {
            let (got, expected) = self.pair(i);
            got.is_finite() && expected.is_finite()
        })
    }

    /// The likely slip, if one explains the numbers.
    pub(super) fn slip(&self) -> Option<String> {
        let [got, expected] = [self.got, self.expected].map(|numbers| Side {
            shape: &numbers.shape,
            values: &numbers.values,
        });
        slip::likely(&got, &expected, Kind::Numbers, &|x| self.limit.of(x))
    }

    /// The entry with the largest difference and that difference; the first of equals.
    pub(super) fn worst_absolute(&self) -> Option<(usize, f64)> {
        first_largest(self.finite().map(|i| {
            let (got, expected) = self.pair(i);
            (i, (got - expected).abs())
        }))
    }

    /// The same as a share of `|expected|`; where 0 is expected there is no such share.
    pub(super) fn worst_relative(&self) -> Option<(usize, f64)> {
        first_largest(self.finite().filter_map(|i| {
            let (got, expected) = self.pair(i);
            (expected != 0.0).then(|| (i, ((got - expected) / expected).abs()))
        }))
    }
}

fn first_largest(entries: impl Iterator<Item = (usize, f64)>) -> Option<(usize, f64)> {
    entries.reduce(|best, entry| if entry.1 > best.1 { entry } else { best })
}

#[cfg(test)]
mod tests {
    use super::super::Values;
    use super::*;
    use ndarray::{Array2, array};

    fn close<G: Values, E: Values>(got: G, expected: E, nan: Nan) -> bool {
        let (got, expected) = (got.numbers(), expected.numbers());
        Comparison::new(&got, &expected, Tolerance::new(), nan).is_close()
    }

    #[test]
    fn equal_numbers_of_another_shape_are_not_close() {
        let column = array![[1.0], [2.0]];
        assert!(!close(&column, [1.0, 2.0], Nan::NeverPasses));
        assert!(!close([1.0], 1.0, Nan::NeverPasses));
        assert!(!close([1.0], [1.0, 1.0], Nan::NeverPasses));
        let (none, other) = (Array2::<f64>::zeros((0, 2)), Array2::<f64>::zeros((0, 3)));
        assert!(!close(none, other, Nan::NeverPasses));
    }

    #[test]
    fn empty_is_close_to_empty() {
        assert!(close(Vec::<f64>::new(), [0.0; 0], Nan::NeverPasses));
    }

    #[test]
    fn nan_matches_nan_only_when_asked_to_and_only_in_place() {
        let nan = f64::NAN;
        assert!(!close([1.0, nan], [1.0, nan], Nan::NeverPasses));
        assert!(close([1.0, nan], [1.0, nan], Nan::MatchesNan));
        assert!(!close([nan, 1.0], [1.0, nan], Nan::MatchesNan));
        assert!(!close([nan], [1.0], Nan::MatchesNan));
        assert!(!close([1.0], [nan], Nan::MatchesNan));
    }

    #[test]
    fn the_coarser_number_type_sets_the_tolerance() {
        assert!(close(0.1f32, 0.1, Nan::NeverPasses));
        assert!(close(0.1, 0.1f32, Nan::NeverPasses));
        assert!(!close(0.1f32, 0.100_01, Nan::NeverPasses));
        assert!(!close(f64::from(0.1f32), 0.1, Nan::NeverPasses));
    }

    #[test]
    fn missing_values_are_close_to_the_same_again_only() {
        let none = || None::<f64>;
        assert!(close(none(), none(), Nan::NeverPasses));
        assert!(!close(none(), 0.0, Nan::NeverPasses));
        assert!(!close(0.0, none(), Nan::NeverPasses));
        let err = |e: &str| Err::<f64, _>(e.to_owned());
        assert!(close(err("a"), err("a"), Nan::NeverPasses));
        assert!(!close(err("a"), err("b"), Nan::NeverPasses));
        let ragged = || vec![vec![1.0], vec![]];
        assert!(!close(ragged(), ragged(), Nan::MatchesNan));
        assert!(!close((1.0, none()), (2.0, none()), Nan::NeverPasses));
    }

    #[test]
    fn the_worst_entries_are_found_among_the_finite_ones() {
        let got = [1.0, f64::NAN, 12.0, 0.5, 7.0].numbers();
        let expected = [1.0, 1.0, 10.0, 1.0, 0.0].numbers();
        let comparison = Comparison::new(&got, &expected, Tolerance::new(), Nan::NeverPasses);
        assert_eq!(comparison.differing, [1, 2, 3, 4]);
        assert_eq!(comparison.worst_absolute(), Some((4, 7.0)));
        assert_eq!(comparison.worst_relative(), Some((3, 0.5)));
    }
}
