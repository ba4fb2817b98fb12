//! Each row or each column of a matrix has a slip of its own: a sign, a factor, an offset.

use super::case::{Case, Kind};
use super::evidence::{FOUR, THREE_MOVED};
use super::words::{lines, list};

pub(super) fn of(case: &Case) -> Option<String> {
    let (r, c) = case.matrix()?;
    if case.kind != Kind::Numbers || r < 2 || c < 2 {
        return None;
    }
    // Columns before rows: features stand in columns.
    let axes = [1, 0].map(|axis| Lines {
        case,
        axis,
        count: case.shape[axis],
        length: case.shape[1 - axis],
    });
    only(axes.each_ref().map(Lines::signs))
        .or_else(|| only(axes.each_ref().map(Lines::factors)))
        .or_else(|| only(axes.each_ref().map(Lines::offsets)))
}

/// What is said of columns must not be true of rows as well.
fn only([columns, rows]: [Option<String>; 2]) -> Option<String> {
    match (columns, rows) {
        (Some(_), Some(_)) => None,
        (columns, rows) => columns.or(rows),
    }
}

/// What normalising divides a line by.
type Measure = fn(Vec<f64>) -> f64;

struct Lines<'a> {
    case: &'a Case<'a>,
    /// 0 for rows, 1 for columns.
    axis: usize,
    count: usize,
    length: usize,
}

impl Lines<'_> {
    /// The flat indices of a line.
    fn line(&self, line: usize) -> Vec<usize> {
        let columns = self.case.shape[1];
        let index = |k: usize| match self.axis {
            0 => line * columns + k,
            _ => k * columns + line,
        };
        (0..self.length).map(index).collect()
    }

    fn of_entry(&self, i: usize) -> usize {
        let columns = self.case.shape[1];
        if self.axis == 0 {
            i / columns
        } else {
            i % columns
        }
    }

    fn name(&self) -> &'static str {
        if self.axis == 0 { "row" } else { "column" }
    }

    /// Some lines have the other sign: with eigenvectors that is a matter of convention.
    fn signs(&self) -> Option<String> {
        let case = self.case;
        let negated = |line: &usize| {
            let line = self.line(*line);
            let nonzero: Vec<usize> = (line.iter().copied())
                .filter(|&i| case.expected[i] != 0.0)
                .collect();
            line.iter()
                .all(|&i| case.close(case.got[i], -case.expected[i]))
                && nonzero.len() >= 2
        };
        let negated: Vec<usize> = (0..self.count).filter(negated).collect();
        let story = |i: usize| match negated.contains(&self.of_entry(i)) {
            true => -case.expected[i],
            false => case.expected[i],
        };
        if negated.is_empty() || !case.shown(story, THREE_MOVED) {
            return None;
        }
        Some(match negated.as_slice() {
            [one] => format!(
                "{} {one} has the wrong sign, all others are right",
                self.name()
            ),
            several => format!(
                "{} {} have the wrong sign, all others are right",
                lines(self.axis, 2),
                list(several)
            ),
        })
    }

    /// Every line is a multiple of what is expected, which has the sum or the norm 1.
    fn factors(&self) -> Option<String> {
        let case = self.case;
        let mut factors = vec![];
        let mut spare = 0;
        for line in (0..self.count).map(|line| self.line(line)) {
            let nonzero = line.iter().filter(|&&i| case.expected[i] != 0.0).count();
            let largest = line
                .iter()
                .copied()
                .max_by(|&a, &b| case.expected[a].abs().total_cmp(&case.expected[b].abs()))?;
            spare += nonzero.saturating_sub(1);
            factors.push(case.got[largest] / case.expected[largest]);
        }
        let usable = factors.iter().all(|f| f.is_finite() && *f > 0.0);
        let story = |i: usize| factors[self.of_entry(i)] * case.expected[i];
        if !usable || case.loose || self.length < 3 || spare < 4 || !case.shown(story, FOUR) {
            return None;
        }
        // A line with one entry in it, or with equal ones, is a multiple of anything.
        let varied = |line: usize| {
            let line = self.line(line);
            let nonzero = line.iter().copied().filter(|&i| case.expected[i] != 0.0);
            case.different(&nonzero.collect::<Vec<_>>()) >= 2
        };
        if !(0..self.count).all(varied) {
            return None;
        }
        let name = self.name();
        // Other multiples come from structure: the gradients of one row are all multiples of it.
        let unit = self.unit()?;
        Some(format!(
            "each {name} is right once it is divided by its {unit}"
        ))
    }

    /// What of each expected line is 1, and not of each line that is got.
    fn unit(&self) -> Option<&'static str> {
        let unit = |values: &[f64], measure: Measure| {
            (0..self.count).all(|line| {
                let line = self.line(line).into_iter().map(|i| values[i]);
                (measure(line.collect()) - 1.0).abs() <= 1e-6
            })
        };
        let measures: [(&str, Measure); 2] = [
            ("sum", |line| line.iter().sum()),
            ("norm", |line| {
                line.iter().map(|x| x * x).sum::<f64>().sqrt()
            }),
        ];
        let (got, expected) = (self.case.got, self.case.expected);
        let found = (measures.into_iter())
            .find(|&(_, measure)| unit(expected, measure) && !unit(got, measure));
        found.map(|(name, _)| name)
    }

    /// Every line is off by a number of its own, which is its mean.
    fn offsets(&self) -> Option<String> {
        let case = self.case;
        let offset = |line: usize| {
            let first = self.line(line)[0];
            case.got[first] - case.expected[first]
        };
        let offsets: Vec<f64> = (0..self.count).map(offset).collect();
        let story = |i: usize| case.expected[i] + offsets[self.of_entry(i)];
        let spare = self.count * (self.length - 1);
        if case.loose || self.length < 3 || spare < 4 || !case.shown(story, FOUR) {
            return None;
        }
        let varied = (0..self.count).all(|line| case.different(&self.line(line)) >= 2);
        let centred = |values: &[f64]| {
            (0..self.count).all(|line| {
                let line = self.line(line);
                let size = line.iter().map(|&i| values[i].abs()).fold(0.0, f64::max);
                line.iter().map(|&i| values[i]).sum::<f64>().abs() <= 1e-6 * size
            })
        };
        let what = match (centred(case.expected), centred(case.got)) {
            (true, false) => "is right once its mean is subtracted",
            (false, true) => "is what is expected minus its mean",
            _ => return None,
        };
        varied.then(|| format!("each {} {what}", self.name()))
    }
}
