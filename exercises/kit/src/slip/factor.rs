//! Every entry is the same multiple of what is expected.

use super::case::Case;
use super::evidence::{THREE, TWO};
use std::f64::consts::{LN_2, LN_10, PI};

/// Sizes that are tried for n in (n - 1) / n if no axis has that length: the axis is gone after a reduction.
const MOST_ROWS: usize = 1000;

pub(super) fn of(case: &Case) -> Option<String> {
    let largest = case.largest()?;
    let factor = case.got[largest] / case.expected[largest];
    if factor == 0.0 || !factor.is_finite() {
        return None;
    }
    if case.shown(|i| -case.expected[i], TWO) {
        return Some(match case.shape.is_empty() {
            true => "got has the wrong sign".to_owned(),
            false => "every entry has the wrong sign".to_owned(),
        });
    }
    let changed = case.changed_by(|i| factor * case.expected[i])?;
    // Which factor it is can only be told if the tolerance is narrow.
    let width = 4.0 * case.relative(largest).max(1e-10);
    if width > 1e-4 || !case.enough(&changed, TWO) || !several_sizes(case, &changed) {
        return None;
    }
    let multiple = Multiple {
        case,
        changed,
        factor,
        width,
    };
    let subject = case.subject();
    multiple.named().map(|what| format!("{subject} is {what}"))
}

/// True unless all entries have one magnitude, which is a multiple of any other. Many digits make up for it.
fn several_sizes(case: &Case, changed: &[usize]) -> bool {
    let first = case.expected[changed[0]].abs();
    let other = |&i: &usize| !case.close(case.expected[i].abs(), first);
    case.constant() || changed.iter().any(other)
}

/// What normalising divides by.
type Measure = fn(&[f64]) -> f64;

struct Multiple<'a> {
    case: &'a Case<'a>,
    changed: Vec<usize>,
    factor: f64,
    /// How far apart, relatively, two factors must be to be told from each other.
    width: f64,
}

impl Multiple<'_> {
    fn named(&self) -> Option<String> {
        self.doubled()
            .or_else(|| self.other_unit())
            .or_else(|| self.length_of_an_axis())
            .or_else(|| self.degrees_of_freedom())
            .or_else(|| self.normalised())
            .or_else(|| self.whole())
    }

    fn is(&self, factor: f64) -> bool {
        (self.factor / factor - 1.0).abs() <= self.width
    }

    fn doubled(&self) -> Option<String> {
        let what = [(2.0, "twice"), (0.5, "half of")];
        let (_, what) = what.into_iter().find(|&(factor, _)| self.is(factor))?;
        Some(format!("{what} what is expected"))
    }

    fn other_unit(&self) -> Option<String> {
        let units = [
            (LN_2, "ln(2) times", "as a logarithm to base e instead of 2"),
            (
                LN_10,
                "ln(10) times",
                "as a logarithm to base e instead of 10",
            ),
            (
                1.0 / LN_2,
                "1/ln(2) times",
                "as a logarithm to base 2 instead of e",
            ),
            (
                1.0 / LN_10,
                "1/ln(10) times",
                "as a logarithm to base 10 instead of e",
            ),
            (
                LN_10 / LN_2,
                "ln(10)/ln(2) times",
                "as a logarithm to base 2 instead of 10",
            ),
            (
                LN_2 / LN_10,
                "ln(2)/ln(10) times",
                "as a logarithm to base 10 instead of 2",
            ),
            (180.0 / PI, "180/pi times", "as degrees instead of radians"),
            (PI / 180.0, "pi/180 times", "as radians instead of degrees"),
            (100.0, "100 times", "as percent instead of a share of 1"),
            (0.01, "1/100 of", "as a share of 1 instead of percent"),
        ];
        let (_, what, why) = units.into_iter().find(|&(factor, ..)| self.is(factor))?;
        let hundred = self.is(100.0) || self.is(0.01);
        // 100 rows, and it could just as well be the number of rows.
        let ambiguous = hundred && self.lengths().iter().any(|n| n.abs_diff(100) <= 1);
        Some(match ambiguous {
            true => format!("{what} what is expected"),
            false => format!("{what} what is expected: {why}"),
        })
    }

    /// The lengths of the axes and the number of all entries: each may be the n of a mean.
    fn lengths(&self) -> Vec<usize> {
        let axes = self.case.shape.iter().copied();
        let lengths = axes.chain([self.case.len()]);
        lengths.filter(|&length| length > 2).collect()
    }

    fn length_of_an_axis(&self) -> Option<String> {
        self.lengths().into_iter().find_map(|length| {
            let (n, m) = (length as f64, length - 1);
            let with = format!("what is expected: with n = {length}, as");
            if self.is(n) {
                Some(format!("{length} times {with} a sum instead of a mean"))
            } else if self.is(1.0 / n) {
                Some(format!(
                    "1/{length} of {with} after dividing by n once too often"
                ))
            } else if self.is(n - 1.0) {
                Some(format!("{m} times {with} without dividing by n - 1"))
            } else if self.is(1.0 / (n - 1.0)) {
                Some(format!(
                    "1/{m} of {with} after dividing by n - 1 once too often"
                ))
            } else if self.is(n.sqrt()) {
                Some(format!(
                    "sqrt({length}) times {with} without dividing by sqrt(n)"
                ))
            } else if self.is(1.0 / n.sqrt()) {
                Some(format!(
                    "1/sqrt({length}) of {with} after dividing by sqrt(n) once too often"
                ))
            } else {
                None
            }
        })
    }

    fn degrees_of_freedom(&self) -> Option<String> {
        let lengths = self.lengths();
        if let Some(text) = lengths.into_iter().find_map(|n| self.ddof(n)) {
            return Some(format!("{text} are exchanged (ddof)"));
        }
        // Of n rows, nothing is left in statistics of the columns (d,) and their covariance (d, d). Simple numbers
        // have simple ratios by chance.
        let reduced = match *self.case.shape {
            [_] => true,
            [r, c] => r == c,
            _ => false,
        };
        if !reduced || !self.case.enough(&self.changed, THREE) {
            return None;
        }
        let distinct = |n: &usize| self.width * ((n * n) as f64) < 0.1;
        (4..MOST_ROWS)
            .take_while(distinct)
            .find_map(|n| Some(format!("{} may be exchanged (ddof)", self.ddof(n)?)))
    }

    /// n and n - 1 may be exchanged either way: what is a factor of a variance is the inverse for what is divided by it.
    /// Below n = 4 the ratio has other sources: the variance of 1, 2 and 3 is 2/3.
    fn ddof(&self, n: usize) -> Option<String> {
        if n < 4 {
            return None;
        }
        let (m, fraction) = (n - 1, (n - 1) as f64 / n as f64);
        let pair = format!("with n = {n}, n and n - 1");
        if self.is(fraction) {
            Some(format!("{m}/{n} of what is expected: {pair}"))
        } else if self.is(1.0 / fraction) {
            Some(format!("{n}/{m} of what is expected: {pair}"))
        } else if self.is(fraction.sqrt()) {
            Some(format!(
                "sqrt({m}/{n}) of what is expected: {pair} under a root"
            ))
        } else if self.is((1.0 / fraction).sqrt()) {
            Some(format!(
                "sqrt({n}/{m}) of what is expected: {pair} under a root"
            ))
        } else {
            None
        }
    }

    /// One of the two is the other, divided by its sum or its norm.
    fn normalised(&self) -> Option<String> {
        let case = self.case;
        let different = case.different(&self.changed) >= 2;
        if !different || self.factor < 0.0 || !case.enough(&self.changed, THREE) {
            return None;
        }
        let measures: [(&str, Measure); 2] = [
            ("sum", |x| x.iter().sum()),
            ("norm", |x| x.iter().map(|x| x * x).sum::<f64>().sqrt()),
        ];
        measures.into_iter().find_map(|(name, measure)| {
            let one = |x: &[f64]| (measure(x) - 1.0).abs() <= self.width;
            if one(case.expected) {
                Some(format!(
                    "what is expected, once divided by the {name} of got"
                ))
            } else if one(case.got) {
                Some(format!(
                    "what is expected, divided by the {name} of expected"
                ))
            } else {
                None
            }
        })
    }

    /// A whole number: without a meaning, but something was counted. Other factors can come from anything.
    fn whole(&self) -> Option<String> {
        if !self.case.enough(&self.changed, THREE) {
            return None;
        }
        (3..=100).find_map(|n: u8| {
            if self.is(f64::from(n)) {
                Some(format!("{n} times what is expected"))
            } else if self.is(1.0 / f64::from(n)) {
                Some(format!("1/{n} of what is expected"))
            } else {
                None
            }
        })
    }
}
