//! Two arrays of one shape, and what an explanation of their difference has to do.

use super::evidence::{self, simple};
use crate::report::number::{LastDigit, Precision, number};

/// One of the two arrays: entries in logical order.
#[derive(Clone, Copy)]
pub(crate) struct Side<'a> {
    pub(crate) shape: &'a [usize],
    pub(crate) values: &'a [f64],
}

/// What the values stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Numbers, with which one can calculate.
    Numbers,
    /// false and true as 0 and 1.
    Truths,
    /// Anything else, numbered: equal or not equal is all there is.
    Names,
}

pub(super) struct Case<'a> {
    pub(super) got: &'a [f64],
    pub(super) expected: &'a [f64],
    pub(super) shape: &'a [usize],
    pub(super) kind: Kind,
    allowed: &'a dyn Fn(f64) -> f64,
    /// For each entry, the number of its group of close expected values.
    groups: Vec<usize>,
    /// For each entry, how many bits it is worth as evidence.
    bits: Vec<f64>,
    /// How many bits it takes at least, whatever the slip.
    least: f64,
    /// The tolerance is so wide that an entry cannot say much.
    pub(super) loose: bool,
}

impl<'a> Case<'a> {
    /// `got` and `expected` have `shape` and are finite.
    pub(super) fn new(
        got: &'a [f64],
        expected: &'a [f64],
        shape: &'a [usize],
        kind: Kind,
        allowed: &'a dyn Fn(f64) -> f64,
    ) -> Self {
        let groups = evidence::groups(expected, allowed);
        let digits = evidence::digits(got, expected, allowed);
        let repeated = evidence::repeated(&groups);
        let bits = evidence::bits(&groups, &digits, |i| match kind {
            Kind::Numbers => evidence::telling(&groups, got[i], expected[i]),
            Kind::Truths => false,
            Kind::Names => !repeated && groups.iter().any(|&group| group > 1),
        });
        Self {
            least: match (digits.iter().any(|&d| d < evidence::TIGHT), repeated) {
                (true, _) => evidence::LOOSE,
                (_, true) => evidence::LABELS,
                _ => 0.0,
            },
            loose: digits.iter().any(|&d| d < evidence::TIGHT),
            got,
            expected,
            shape,
            kind,
            allowed,
            groups,
            bits,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.expected.len()
    }

    /// True where `got` may stand in for `value`.
    pub(super) fn close(&self, got: f64, value: f64) -> bool {
        // A logarithm of 0 allows everything: a share of infinity is infinite.
        value.is_finite() && (got - value).abs() <= (self.allowed)(value)
    }

    /// True if entry `i` is right.
    pub(super) fn right(&self, i: usize) -> bool {
        self.close(self.got[i], self.expected[i])
    }

    pub(super) fn wrong(&self) -> Vec<usize> {
        (0..self.len()).filter(|&i| !self.right(i)).collect()
    }

    /// True if `story` gives every entry of `got`.
    pub(super) fn is_explained_by(&self, story: impl Fn(usize) -> f64) -> bool {
        (0..self.len()).all(|i| self.close(self.got[i], story(i)))
    }

    /// The entries that `story` changes, clearly and not within the tolerance, if it gives every entry of `got`.
    pub(super) fn changed_by(&self, story: impl Fn(usize) -> f64) -> Option<Vec<usize>> {
        self.is_explained_by(&story).then(|| {
            let changed = |i: &usize| {
                let (value, expected) = (story(*i), self.expected[*i]);
                (value - expected).abs() > 8.0 * (self.allowed)(expected)
            };
            (0..self.len()).filter(changed).collect()
        })
    }

    /// True if `story` gives every entry of `got` and the entries it changes are worth `bits`.
    pub(super) fn shown(&self, story: impl Fn(usize) -> f64, bits: f64) -> bool {
        self.changed_by(story)
            .is_some_and(|changed| self.enough(&changed, bits))
    }

    /// True if these entries are worth `bits` as evidence, or more where it takes more in this case.
    pub(super) fn enough(&self, entries: &[usize], bits: f64) -> bool {
        entries.iter().map(|&i| self.bits[i]).sum::<f64>() >= bits.max(self.least)
    }

    /// How many different expected values there are among these entries.
    pub(super) fn different(&self, entries: &[usize]) -> usize {
        let mut groups: Vec<usize> = entries.iter().map(|&i| self.groups[i]).collect();
        groups.sort_unstable();
        groups.dedup();
        groups.len()
    }

    pub(super) fn group(&self, i: usize) -> usize {
        self.groups[i]
    }

    /// True if all expected values are the same, as in a single number.
    pub(super) fn constant(&self) -> bool {
        self.groups.iter().all(|&group| group == 0)
    }

    /// The entry with the largest expected magnitude; the first of equals.
    pub(super) fn largest(&self) -> Option<usize> {
        (0..self.len()).reduce(|best, i| {
            let larger = self.expected[i].abs() > self.expected[best].abs();
            if larger { i } else { best }
        })
    }

    /// `allowed` as a share of the largest expected value.
    pub(super) fn relative(&self, i: usize) -> f64 {
        (self.allowed)(self.expected[i]) / self.expected[i].abs()
    }

    /// True for numbers that a person types; in those, coincidences are common.
    pub(super) fn simple(&self, i: usize) -> bool {
        self.kind != Kind::Names && simple(self.expected[i])
    }

    /// What the sentence is about: `got` if it is a single number, else `every entry`.
    pub(super) fn subject(&self) -> &'static str {
        match self.shape.is_empty() {
            true => "got",
            false => "every entry",
        }
    }

    /// A number of the sentence: `0.5`, `-3`.
    pub(super) fn text(&self, x: f64) -> String {
        number(x, LastDigit::new(x.abs(), None, Precision::Double))
    }

    /// `(rows, columns)` of a matrix.
    pub(super) fn matrix(&self) -> Option<(usize, usize)> {
        match *self.shape {
            [r, c] => Some((r, c)),
            _ => None,
        }
    }
}
