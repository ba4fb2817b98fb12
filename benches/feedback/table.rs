//! The table: median, smallest and largest value of each side, and the ratios.

use super::watch::Side;

/// What a value counts.
#[derive(Clone, Copy, Default)]
pub(crate) enum Unit {
    #[default]
    Seconds,
    Bytes,
    /// Of one core.
    Share,
}

/// One side's values in one row.
#[derive(Clone, Default)]
pub(crate) struct Values(Vec<f64>);

/// One row.
pub(crate) struct Line {
    what: String,
    unit: Unit,
    pub(crate) runner: Values,
    pub(crate) rustlings: Values,
    /// The least it can take: bare compiler, bare test binary.
    pub(crate) floor: Values,
}

/// Medians, and in parentheses the smallest and the largest value.
pub(crate) const HEAD: &str = "\
| median (min to max) | n | runner | rustlings | ratio | floor | to floor |
|---|--:|--:|--:|--:|--:|--:|";

impl Line {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self::of(Unit::Seconds, what)
    }

    pub(crate) fn of(unit: Unit, what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            unit,
            runner: Values::default(),
            rustlings: Values::default(),
            floor: Values::default(),
        }
    }

    pub(crate) fn side(&mut self, side: Side) -> &mut Values {
        match side {
            Side::Runner => &mut self.runner,
            Side::Rustlings => &mut self.rustlings,
        }
    }

    /// At once: a run that is stopped has printed what it measured.
    pub(crate) fn print(&self) {
        println!(
            "| {} | {} | {} | {} | {} | {} | {} |",
            self.what,
            self.runner.0.len(),
            self.runner.text(self.unit),
            self.rustlings.text(self.unit),
            self.runner.ratio_to(&self.rustlings),
            self.floor.text(self.unit),
            self.runner.ratio_to(&self.floor),
        );
    }
}

impl Values {
    pub(crate) fn push(&mut self, value: f64) {
        self.0.push(value);
    }

    pub(crate) fn extend(&mut self, values: impl IntoIterator<Item = f64>) {
        self.0.extend(values);
    }

    fn median(&self) -> Option<f64> {
        let sorted = self.sorted();
        let (low, high) = (
            sorted.get(sorted.len().checked_sub(1)? / 2)?,
            sorted.get(sorted.len() / 2)?,
        );
        Some((low + high) / 2.0)
    }

    fn sorted(&self) -> Vec<f64> {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        sorted
    }

    fn text(&self, unit: Unit) -> String {
        let sorted = self.sorted();
        match (self.median(), sorted.first(), sorted.last()) {
            (Some(only), Some(_), Some(_)) if sorted.len() == 1 => unit.text(only),
            (Some(median), Some(&min), Some(&max)) => format!(
                "{} ({} to {})",
                unit.text(median),
                unit.text(min),
                unit.text(max)
            ),
            _ => String::new(),
        }
    }

    fn ratio_to(&self, other: &Self) -> String {
        match (self.median(), other.median()) {
            (Some(own), Some(other)) if other > 0.0 => {
                let ratio = own / other;
                if ratio < 0.1 {
                    format!("{ratio:.3}")
                } else {
                    format!("{ratio:.2}")
                }
            }
            _ => String::new(),
        }
    }
}

impl Unit {
    fn text(self, value: f64) -> String {
        match self {
            Self::Seconds if value < 0.1 => format!("{:.1} ms", value * 1e3),
            Self::Seconds if value < 10.0 => format!("{:.0} ms", value * 1e3),
            Self::Seconds => format!("{value:.1} s"),
            Self::Bytes => format!("{:.1} MiB", value / 1024.0 / 1024.0),
            Self::Share => format!("{:.2} %", value * 100.0),
        }
    }
}
