//! The range of an axis, its ticks and their labels.

use super::digits::without_minus_zero;

/// Numbers larger than this are as good as infinite: their differences would overflow.
const LARGEST: f64 = 1e300;

/// Room left on both sides of the data, as a share of its range.
const MARGIN: f64 = 0.04;

pub(super) fn drawable(value: f64) -> bool {
    value.abs() <= LARGEST
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Axis {
    pub(super) low: f64,
    pub(super) high: f64,
    /// Only whole numbers are marked.
    whole: bool,
}

impl Axis {
    /// Wide enough for all values, also if there is none or they are all the same.
    pub(super) fn around(values: impl IntoIterator<Item = f64>) -> Self {
        let (mut low, mut high, mut whole) = (f64::INFINITY, f64::NEG_INFINITY, true);
        for value in values.into_iter().filter(|v| drawable(*v)) {
            low = low.min(value);
            high = high.max(value);
            whole &= value.fract() == 0.0;
        }
        if low > high {
            return Self::exactly(0.0, 1.0);
        }
        let (smallest, largest) = (low, high);
        let size = low.abs().max(high.abs());
        let range = high - low;
        let margin = if range > size * 1e-12 && range > 1e-300 {
            range * MARGIN
        } else if size > 1e-300 {
            // Of whole numbers the neighbours are to be seen.
            (size * 0.1).max(if whole { 1.0 } else { 0.0 })
        } else {
            1.0
        };
        (low, high) = (low - margin, high + margin);
        // The margin does not make a loss or a price look as if it could be negative.
        if smallest >= 0.0 && low < 0.0 {
            low = 0.0;
        }
        if largest <= 0.0 && high > 0.0 {
            high = 0.0;
        }
        let (low, high) = if low < high { (low, high) } else { (-1.0, 1.0) };
        Self { low, high, whole }
    }

    /// Without any margin.
    pub(super) fn exactly(low: f64, high: f64) -> Self {
        Self {
            low,
            high,
            whole: false,
        }
    }

    /// Wide enough for further values, without a margin for them.
    pub(super) fn including(self, values: &[f64]) -> Self {
        Self {
            low: values.iter().copied().fold(self.low, f64::min),
            high: values.iter().copied().fold(self.high, f64::max),
            ..self
        }
    }

    /// From 0 to a little more than the largest count.
    pub(super) fn counts(largest: f64) -> Self {
        Self {
            low: 0.0,
            high: largest.max(1.0) * 1.05,
            whole: true,
        }
    }

    /// Where a value lies: 0 at the low end, 1 at the high end.
    pub(super) fn share(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }

    /// The value at such a share.
    pub(super) fn at(&self, share: f64) -> f64 {
        self.low + (self.high - self.low) * share
    }

    /// At most `most` intervals between round numbers.
    pub(super) fn ticks(&self, most: usize) -> Ticks {
        let step = self.step(most.max(1));
        let first = (self.low / step - 1e-9).ceil();
        let last = (self.high / step + 1e-9).floor();
        let count = (last - first).clamp(0.0, 2.0 * most as f64) as usize;
        let places = (0..=count).map(|i| (first + i as f64) * step);
        Ticks {
            step,
            format: Format::new(step, self.low.abs().max(self.high.abs())),
            places: places.filter(|v| *v <= self.high + 1e-9 * step).collect(),
        }
    }

    /// 1, 2 or 5 times a power of ten.
    fn step(&self, most: usize) -> f64 {
        let least = (self.high - self.low) / most as f64;
        let power = 10f64.powf(least.log10().floor());
        let factors = [1.0, 2.0, 5.0, 10.0].into_iter();
        let steps = factors.map(|factor| factor * power);
        let step = steps.clone().find(|step| *step >= least * 0.999_999);
        let step = step.unwrap_or(10.0 * power);
        if self.whole { step.max(1.0) } else { step }
    }
}

/// The round numbers of an axis.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ticks {
    pub(super) step: f64,
    pub(super) places: Vec<f64>,
    pub(super) format: Format,
}

impl Ticks {
    pub(super) fn labels(&self) -> Vec<String> {
        self.places.iter().map(|v| self.format.text(*v)).collect()
    }
}

/// How the labels of an axis are written, all alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// `0.25`
    Decimals(usize),
    /// `2.5e-7`
    Powers(usize),
}

impl Format {
    fn new(step: f64, largest: f64) -> Self {
        let exponent = |v: f64| (v.log10() + 1e-9).floor() as i32;
        let (last, first) = (exponent(step), exponent(largest.max(step)));
        let digits = usize::try_from(first - last).unwrap_or(0);
        if (first >= 6 || last < -4) && digits <= 4 {
            Self::Powers(digits)
        } else {
            Self::Decimals(usize::try_from(-last).unwrap_or(0))
        }
    }

    pub(super) fn text(self, value: f64) -> String {
        let text = match self {
            Self::Decimals(decimals) => format!("{value:.decimals$}"),
            Self::Powers(_) if value == 0.0 => "0".to_owned(),
            Self::Powers(digits) => {
                let text = format!("{value:.digits$e}");
                let (mantissa, power) = text.split_once('e').unwrap_or((&text, "0"));
                let mantissa = match mantissa.contains('.') {
                    true => mantissa.trim_end_matches('0').trim_end_matches('.'),
                    false => mantissa,
                };
                format!("{mantissa}e{power}")
            }
        };
        without_minus_zero(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(axis: Axis, most: usize) -> Vec<String> {
        axis.ticks(most).labels()
    }

    #[test]
    fn ticks_are_round_numbers_within_the_range() {
        assert_eq!(
            labels(Axis::exactly(0.0, 1.0), 5),
            ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]
        );
        assert_eq!(labels(Axis::exactly(-3.1, 4.4), 5), ["-2", "0", "2", "4"]);
        assert_eq!(
            labels(Axis::exactly(36.5, 130.5), 6),
            ["40", "60", "80", "100", "120"]
        );
        assert_eq!(
            labels(Axis::exactly(-0.3, 0.1), 5),
            ["-0.3", "-0.2", "-0.1", "0.0", "0.1"]
        );
    }

    #[test]
    fn whole_numbers_are_not_divided() {
        assert_eq!(labels(Axis::around([1.0, 2.0, 3.0]), 10), ["1", "2", "3"]);
        assert_eq!(labels(Axis::counts(2.0), 6), ["0", "1", "2"]);
        assert_eq!(
            labels(Axis::around([0.5, 2.0]), 4),
            ["0.5", "1.0", "1.5", "2.0"]
        );
    }

    #[test]
    fn the_margin_stops_at_zero() {
        let axis = Axis::around([0.0, 10.0]);
        assert_eq!((axis.low, axis.high), (0.0, 10.4));
        let axis = Axis::around([-10.0, -0.1]);
        assert_eq!(axis.high, 0.0);
        let axis = Axis::around([-1.0, 1.0]);
        assert_eq!((axis.low, axis.high), (-1.08, 1.08));
    }

    #[test]
    fn nothing_one_value_and_constant_values_have_a_range() {
        assert_eq!(Axis::around([]), Axis::exactly(0.0, 1.0));
        assert_eq!(
            Axis::around([f64::NAN, f64::INFINITY]),
            Axis::exactly(0.0, 1.0)
        );
        let axis = Axis::around([5.0, 5.0, f64::NAN]);
        assert_eq!((axis.low, axis.high), (4.0, 6.0));
        let axis = Axis::around([0.5, 0.5]);
        assert_eq!((axis.low, axis.high), (0.45, 0.55));
        let axis = Axis::around([0.0]);
        assert_eq!((axis.low, axis.high), (-1.0, 1.0));
        let axis = Axis::around([-1e-200]);
        assert!(axis.low < -1e-200 && axis.high > -1e-200);
    }

    #[test]
    fn very_large_and_very_small_numbers_get_powers_of_ten() {
        assert_eq!(
            labels(Axis::exactly(0.0, 2e6), 4),
            ["0", "5e5", "1e6", "1.5e6", "2e6"]
        );
        assert_eq!(labels(Axis::exactly(0.0, 2e-7), 2), ["0", "1e-7", "2e-7"]);
        assert_eq!(
            labels(Axis::exactly(0.0, 3e4), 3),
            ["0", "10000", "20000", "30000"]
        );
        // An offset that powers of ten would hide.
        assert_eq!(
            labels(Axis::exactly(1e7, 1e7 + 4.0), 2),
            ["10000000", "10000002", "10000004"]
        );
    }

    #[test]
    fn no_axis_has_too_many_ticks_whatever_the_numbers() {
        let ends = [
            -1e300, -1e9, -1.0, -1e-300, 0.0, 1e-300, 1e-9, 0.3, 7.0, 1e9, 1e300,
        ];
        for low in ends {
            for high in ends {
                let axis = Axis::around([low, high]);
                assert!(axis.low < axis.high, "{low} {high}");
                let ticks = axis.ticks(6);
                assert!(ticks.places.len() <= 7, "{low} {high}: {ticks:?}");
                assert!((0.0..=1.0).contains(&axis.share(low)));
                assert!((0.0..=1.0).contains(&axis.share(high)));
            }
        }
    }
}
