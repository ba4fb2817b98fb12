//! The losses that a run reports: what `kit::train` writes to a file, read while the run goes on.

mod curve;
mod tail;

use std::time::Duration;

use serde::{Deserialize, Serialize};

pub(crate) use self::{
    curve::{Curve, Point, Trend},
    tail::Tail,
};

/// Names the file for the run. The kit knows it too.
pub(crate) const VARIABLE: &str = "RUNNER_LOSSES";

/// Series that are kept of one test: its last ones.
const KEPT_OF_A_TEST: usize = 4;
/// Series that are kept of a whole run.
const KEPT: usize = 64;

/// Every series that one run has reported, up to a bound.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Training {
    /// In the order in which they began.
    curves: Vec<Curve>,
    /// The series that reported last.
    newest: u64,
    /// How long nothing had been reported when the run ended.
    pub(crate) silent: Duration,
}

impl Training {
    /// The series that reported last.
    pub(crate) fn newest(&self) -> Option<&Curve> {
        self.curves
            .iter()
            .find(|curve| curve.series == self.newest)
            .or(self.curves.last())
    }

    /// The last series of one test, at most four.
    pub(crate) fn of_test<'a>(&'a self, test: &str) -> impl Iterator<Item = &'a Curve> {
        self.curves.iter().filter(move |curve| curve.test == test)
    }

    /// Takes whole lines. One that is not understood was not written by the kit, and says nothing.
    fn take(&mut self, lines: &str) {
        for line in lines.lines() {
            let _ = self.take_line(line);
        }
    }

    fn take_line(&mut self, line: &str) -> Option<()> {
        let mut fields = line.split('\t');
        let series = fields.next()?.parse().ok()?;
        let micros = fields.next()?.parse().ok()?;
        match fields.next()? {
            "new" => {
                let (test, name) = (fields.next()?.to_owned(), fields.next()?.to_owned());
                self.curves.push(Curve::new(series, test, name));
                self.make_room();
            }
            step => {
                let point = Point {
                    micros,
                    step: step.parse().ok()?,
                    loss: fields.next()?.parse().ok()?,
                };
                let curve = self
                    .curves
                    .iter_mut()
                    .rfind(|curve| curve.series == series)?;
                curve.push(point);
                self.newest = series;
            }
        }
        Some(())
    }

    fn make_room(&mut self) {
        let Some(test) = self.curves.last().map(|curve| curve.test.clone()) else {
            return;
        };
        if self.of_test(&test).count() > KEPT_OF_A_TEST {
            let oldest = self.curves.iter().position(|curve| curve.test == test);
            self.curves.remove(oldest.unwrap_or(0));
        } else if self.curves.len() > KEPT {
            self.curves.remove(0);
        }
    }
}

/// A training whose run wrote these lines.
#[cfg(test)]
pub(crate) fn training_of(lines: &str) -> Training {
    let mut training = Training::default();
    training.take(lines);
    training
}

/// The losses at steps 0, 1, ..., a hundredth of a second apart.
#[cfg(test)]
pub(crate) fn curve_of(losses: impl IntoIterator<Item = f64>) -> Curve {
    let mut curve = Curve::new(0, "main".to_owned(), String::new());
    for (step, loss) in (0..).zip(losses) {
        let micros = step * 10_000;
        curve.push(Point { micros, step, loss });
    }
    curve
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn series_are_told_apart_and_the_last_four_of_a_test_are_kept() {
        let mut lines = String::new();
        for series in 0..6 {
            lines += &format!("{series}\t1\tnew\ttests::a\tnumber {series}\n{series}\t1\t0\t1e0\n");
        }
        lines += "6\t1\tnew\ttests::b\t\n6\t2\t0\t5e-1\n2\t3\t9\t2.5e-1\n5\t4\t7\t2.5e-1\n";
        let training = training_of(&lines);
        let names: Vec<&str> = training
            .of_test("tests::a")
            .map(|curve| &*curve.name)
            .collect();
        assert_eq!(names, ["number 2", "number 3", "number 4", "number 5"]);
        assert_eq!(training.of_test("tests::b").count(), 1);
        let newest = training.newest().unwrap();
        assert_eq!(
            (&*newest.name, newest.last().map(|last| last.step)),
            ("number 5", Some(7))
        );
    }

    #[test]
    fn a_flood_of_series_is_bounded() {
        let lines: String = (0..10_000)
            .map(|i| format!("{i}\t1\tnew\ttests::t{}\t\n{i}\t1\t0\t1\n", i % 300))
            .collect();
        assert_eq!(training_of(&lines).curves.len(), KEPT);
    }

    #[test]
    fn lines_of_others_say_nothing() {
        let training = training_of("\nhello\n1\t2\n1\t2\t3\t4\nx\ty\tnew\ta\tb\n0\t1\tnew\tmain\n");
        assert!(training.newest().is_none());
    }

    #[test]
    fn a_training_survives_the_cache() {
        let before = training_of("0\t1\tnew\tmain\tadam\n0\t1\t0\t2e0\n0\t9\t1\t-inf\n");
        let json = serde_json::to_string(&before).unwrap();
        assert_eq!(serde_json::from_str::<Training>(&json).unwrap(), before);
    }
}
