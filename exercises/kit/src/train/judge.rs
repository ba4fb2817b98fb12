//! Whether a training can still come to a good end. Pure: reports in, a reason to stop out.

/// So many rises in a row ...
const RISES: u32 = 10;
/// ... to so many times the first loss are an explosion.
const FACTOR: f64 = 1e6;
/// So many reports of the first loss are a loss that never moves.
const STILL: u32 = 50;
/// Losses that differ by less, relative to the first, differ by rounding: rows were added up in another order.
const ROUNDING: f64 = 1e-13;
/// Losses that a message looks back on.
const REMEMBERED: usize = 4;

/// One series of reports, and what is left of those before it.
pub(super) struct Judge {
    first: Option<(usize, f64)>,
    last: (usize, f64),
    /// The losses before the last one, oldest first; NaN where there was none.
    before: [f64; REMEMBERED],
    rises: u32,
    still: u32,
    moved: bool,
    /// The lowest loss of this series.
    lowest: f64,
    /// The lowest loss of all earlier series that moved: who is there has arrived.
    arrived: f64,
}

impl Judge {
    pub(super) const fn new() -> Self {
        Self {
            first: None,
            last: (0, f64::NAN),
            before: [f64::NAN; REMEMBERED],
            rises: 0,
            still: 0,
            moved: false,
            lowest: f64::INFINITY,
            arrived: f64::INFINITY,
        }
    }

    /// A series of its own comes next.
    pub(super) fn begin(&mut self) {
        let arrived = if self.moved {
            self.arrived.min(self.lowest)
        } else {
            self.arrived
        };
        *self = Self {
            arrived,
            ..Self::new()
        };
    }

    /// The reason to stop at this report, if there is one.
    pub(super) fn report(&mut self, step: usize, loss: f64) -> Option<String> {
        if step < self.last.0 {
            self.begin();
        }
        let Some((first_step, first)) = self.first else {
            if !loss.is_finite() {
                return Some(not_finite_at_first(step, loss));
            }
            self.first = Some((step, loss));
            self.last = (step, loss);
            self.lowest = loss;
            self.still = 1;
            return None;
        };
        if !loss.is_finite() {
            return Some(self.not_finite(step, loss));
        }
        let (last_step, last) = self.last;
        self.lowest = self.lowest.min(loss);
        self.moved |= (loss - first).abs() > ROUNDING * first.abs();
        // A second report of one step says something about that step, and not that training went on.
        if step == last_step {
            self.last.1 = loss;
            return None;
        }
        self.rises = if loss > last { self.rises + 1 } else { 0 };
        self.still += 1;
        self.remember(last);
        self.last = (step, loss);
        if self.rises >= RISES && loss > FACTOR * first.abs().max(1.0) {
            return Some(self.explodes(first_step, first));
        }
        if self.still == STILL && !self.moved && loss != 0.0 && !self.has_arrived(loss) {
            return Some(stands_still(first_step, loss));
        }
        None
    }

    fn remember(&mut self, loss: f64) {
        self.before.rotate_left(1);
        self.before[REMEMBERED - 1] = loss;
    }

    /// As low as an earlier training came, or nearly.
    fn has_arrived(&self, loss: f64) -> bool {
        self.arrived.is_finite() && loss - self.arrived <= 1e-9 * loss.abs()
    }

    fn not_finite(&mut self, step: usize, loss: f64) -> String {
        let (last_step, last) = self.last;
        self.remember(last);
        let rising = self.rises > 0 && last > 0.0;
        let causes = if rising {
            "Usual cause of losses that grow before: the learning rate is too large, or the update has the wrong sign."
        } else {
            "Usual causes: a learning rate that is too large, ln of 0, a division by 0, the root of a negative number."
        };
        format!(
            "the loss is {} at step {step}\nlast finite losses, up to step {last_step}: {}\n{causes}",
            word(loss),
            self.looking_back()
        )
    }

    fn explodes(&self, first_step: usize, first: f64) -> String {
        let (step, loss) = self.last;
        format!(
            "the loss explodes: {} at step {step}, {} at step {first_step}\nit has risen {} times in a row: {}, {}\n\
             Usual causes: a learning rate that is too large, or an update with the wrong sign, uphill.",
            number(loss),
            number(first),
            self.rises,
            self.looking_back(),
            number(loss)
        )
    }

    fn looking_back(&self) -> String {
        let known = self.before.iter().filter(|loss| !loss.is_nan());
        known
            .map(|&loss| number(loss))
            .collect::<Vec<_>>()
            .join(", ")
    }
}

fn not_finite_at_first(step: usize, loss: f64) -> String {
    format!(
        "the loss is {} at the first report, step {step}\n\
         No loss before it was finite, so look at the loss itself and at what it is given. \
         Usual causes: ln of 0, a division by 0 (a mean of no rows), NaN in the data or in the first weights.",
        word(loss)
    )
}

fn stands_still(first_step: usize, loss: f64) -> String {
    format!(
        "the loss has not moved since step {first_step}: {} at each of {STILL} reports\n\
         Is the update written back to the weights? Is the gradient zero? Is the learning rate 0?",
        number(loss)
    )
}

/// With three digits.
fn number(loss: f64) -> String {
    if loss == 0.0 {
        return "0".to_owned();
    }
    match loss.abs().log10().floor() as i32 {
        exponent @ -3..=4 => format!("{loss:.0$}", (2 - exponent).max(0) as usize),
        _ => format!("{loss:.2e}"),
    }
}

fn word(loss: f64) -> &'static str {
    if loss.is_nan() {
        "NaN"
    } else if loss > 0.0 {
        "infinite"
    } else {
        "minus infinity"
    }
}
