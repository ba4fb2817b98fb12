//! One series of losses, thinned to what a line of text can show.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Points that are kept, evenly over the steps.
const KEPT: usize = 256;
/// A last stretch whose losses differ by less stands still to the eye.
const STILL: f64 = 1e-3;
/// Microseconds over which the speed is measured.
const LATELY: u64 = 2_000_000;

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Point {
    /// Since the run's first report.
    pub(crate) micros: u64,
    pub(crate) step: u64,
    /// JSON has no word for infinity.
    #[serde(serialize_with = "to_text", deserialize_with = "from_text")]
    pub(crate) loss: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Curve {
    pub(super) series: u64,
    /// The thread that reported: a test with its path, or `main`.
    pub(crate) test: String,
    /// Empty unless the series was given one.
    pub(crate) name: String,
    points: Vec<Point>,
    /// Between two points, but for the last one.
    steps_apart: u64,
}

/// What a loss did last.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Trend {
    /// Too few reports to say.
    Unknown,
    NotFinite {
        from: u64,
    },
    /// The same, up to a thousandth, from this step on.
    Stands {
        from: u64,
    },
    Falls,
    Rises,
    /// Neither, in the last quarter of its steps.
    Wavers {
        low: f64,
        high: f64,
    },
}

impl Curve {
    pub(super) fn new(series: u64, test: String, name: String) -> Self {
        Self {
            series,
            test,
            name,
            points: Vec::new(),
            steps_apart: 0,
        }
    }

    pub(super) fn push(&mut self, point: Point) {
        self.append(point);
        if self.points.len() <= KEPT {
            return;
        }
        let (Some(first), Some(last)) = (self.first(), self.last()) else {
            return;
        };
        let half = KEPT as u64 / 2;
        self.steps_apart = last.step.saturating_sub(first.step).div_ceil(half).max(1);
        for point in std::mem::take(&mut self.points) {
            self.append(point);
        }
    }

    /// In place of the last one, if that is too near to the one before it.
    fn append(&mut self, point: Point) {
        if let [.., before, last] = &mut self.points[..]
            && last.step < before.step.saturating_add(self.steps_apart)
        {
            *last = point;
        } else {
            self.points.push(point);
        }
    }

    pub(crate) fn points(&self) -> &[Point] {
        &self.points
    }

    pub(crate) fn first(&self) -> Option<Point> {
        self.points.first().copied()
    }

    pub(crate) fn last(&self) -> Option<Point> {
        self.points.last().copied()
    }

    /// Lately. Not before something can be said.
    pub(crate) fn steps_per_second(&self) -> Option<f64> {
        const ENOUGH: u64 = 50_000;
        let last = self.last()?;
        let since = self
            .points
            .iter()
            .rfind(|point| point.micros.saturating_add(LATELY) <= last.micros)
            .or(self.points.first())?;
        let (steps, micros) = (
            last.step.saturating_sub(since.step),
            last.micros.saturating_sub(since.micros),
        );
        (micros >= ENOUGH && steps > 0).then(|| steps as f64 * 1e6 / micros as f64)
    }

    pub(crate) fn trend(&self) -> Trend {
        let (Some(first), Some(last)) = (self.first(), self.last()) else {
            return Trend::Unknown;
        };
        let steps = last.step.saturating_sub(first.step);
        if !last.loss.is_finite() {
            let from = self.last_stretch(|point| !point.loss.is_finite());
            return Trend::NotFinite { from };
        }
        if self.points.len() < 4 {
            return Trend::Unknown;
        }
        let near = |point: &Point| (point.loss - last.loss).abs() <= STILL * last.loss.abs();
        let from = self.last_stretch(near);
        if last.step.saturating_sub(from) >= steps.div_ceil(4) {
            return Trend::Stands { from };
        }
        let quarter: Vec<f64> = self
            .points
            .iter()
            .filter(|point| point.step >= last.step.saturating_sub(steps.div_ceil(4)))
            .map(|point| point.loss)
            .collect();
        // Means of both halves of it: noise may go up and down on the way.
        let (early, late) = quarter.split_at(quarter.len() / 2);
        let mean = |losses: &[f64]| losses.iter().sum::<f64>() / losses.len() as f64;
        let fold = |start, pick: fn(f64, f64) -> f64| quarter.iter().copied().fold(start, pick);
        let (low, high) = (
            fold(f64::INFINITY, f64::min),
            fold(f64::NEG_INFINITY, f64::max),
        );
        if early.is_empty() {
            return Trend::Unknown;
        }
        let change = mean(late) - mean(early);
        if change.abs() * 4.0 < high - low {
            Trend::Wavers { low, high }
        } else if change < 0.0 {
            Trend::Falls
        } else {
            Trend::Rises
        }
    }

    /// The first step of the points at the end that are all so.
    fn last_stretch(&self, so: impl Fn(&Point) -> bool) -> u64 {
        let stretch = self.points.iter().rev().take_while(|point| so(point));
        stretch.last().map_or(0, |point| point.step)
    }
}

fn to_text<S: Serializer>(loss: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&format!("{loss:e}"))
}

fn from_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    String::deserialize(deserializer)?
        .parse()
        .map_err(serde::de::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training::curve_of as curve;

    #[test]
    fn a_long_curve_keeps_its_ends_and_its_form() {
        let curve = curve((0..100_000).map(f64::from));
        assert!(curve.points.len() <= KEPT);
        assert_eq!(curve.first().map(|first| first.step), Some(0));
        assert_eq!(curve.last().map(|last| last.step), Some(99_999));
        let gaps = curve
            .points
            .windows(2)
            .map(|pair| pair[1].step - pair[0].step);
        let (narrow, wide) = gaps.fold((u64::MAX, 0), |(a, b), gap| (a.min(gap), b.max(gap)));
        assert!(
            curve.points.len() >= KEPT / 2 - 2 && wide <= 2 * narrow.max(400),
            "{narrow} to {wide}"
        );
    }

    #[test]
    fn what_a_loss_did_last() {
        let falling = (0..200).map(|i| 2.0 * 0.98f64.powi(i));
        assert_eq!(curve(falling.clone()).trend(), Trend::Falls);
        let noisy = falling.zip([0.9, 1.1].into_iter().cycle());
        assert_eq!(curve(noisy.map(|(a, b)| a * b)).trend(), Trend::Falls);
        let arrived = (0..200).map(|i| 0.69 + 0.5f64.powi(i));
        assert_eq!(curve(arrived).trend(), Trend::Stands { from: 11 });
        let wavering = (0..200).map(|i| [0.5, 0.7, 0.6][i % 3]);
        let (low, high) = (0.5, 0.7);
        assert_eq!(curve(wavering).trend(), Trend::Wavers { low, high });
        let rising = (0..200).map(|i| 1.01f64.powi(i));
        assert_eq!(curve(rising).trend(), Trend::Rises);
        let broken = (0..20).map(|i| if i < 12 { 1.0 } else { f64::NAN });
        assert_eq!(curve(broken).trend(), Trend::NotFinite { from: 12 });
        assert_eq!(curve([1.0, 0.5]).trend(), Trend::Unknown);
        assert_eq!(curve([]).trend(), Trend::Unknown);
    }

    #[test]
    fn the_speed_is_that_of_the_last_two_seconds() {
        assert_eq!(
            curve((0..50).map(f64::from)).steps_per_second(),
            Some(100.0)
        );
        assert_eq!(curve([1.0, 2.0]).steps_per_second(), None, "too early");
        let mut slower = curve((0..100).map(f64::from));
        for second in 2..20 {
            let (micros, step) = (second * 1_000_000, 98 + second);
            slower.push(Point {
                micros,
                step,
                loss: 1.0,
            });
        }
        assert_eq!(slower.steps_per_second(), Some(1.0));
    }
}
