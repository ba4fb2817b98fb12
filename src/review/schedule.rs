//! When a solved exercise comes back: a pure function of how it went and of the time. No clock, no file.
//!
//! The rule is SM-2 (P. A. Wozniak, *Optimization of learning*, 1990, chapter 3.2;
//! <https://www.supermemo.com/archives1990-2015/english/ol/sm2>). Each item has an interval in days and an ease, 2.5 at
//! first. A repetition is graded q = 0 to 5, then
//!
//! ```text
//! ease      <-  max(1.3, ease + 0.1 - (5 - q) (0.08 + 0.02 (5 - q)))
//! interval  <-  1, then 6, then interval * ease, rounded up;   q < 3: from the beginning, the ease as it was
//! ```
//!
//! Four things differ, since an exercise takes ten minutes and a card ten seconds:
//! - The grade comes from what was counted ([`grade`]); nobody is asked.
//! - The first pass is the first repetition, and its grade decides the first interval: 2, 4 or 7 days instead of 1.
//! - Intervals end at a year.
//! - Whoever reviews earlier than asked gets that part of the longer interval for which they have waited.

pub(crate) const DAY: i64 = 24 * 60 * 60;
const EASE: f64 = 2.5;
const LEAST_EASE: f64 = 1.3;
/// Where SM-2 goes on from whatever lies before it.
const SECOND_INTERVAL: u32 = 6;
const LONGEST: u32 = 365;
/// Due in the evening of a day is due in its morning, too: without this a daily habit slips by a day each time.
const HALF_A_DAY: i64 = DAY / 2;

/// What solving an exercise took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Effort {
    /// Checks that did not pass.
    pub(crate) attempts: u32,
    pub(crate) hints: u32,
    pub(crate) seconds: u64,
    /// What this learner's exercises usually take, if enough is known.
    pub(crate) usual_seconds: Option<u64>,
    pub(crate) difficulty: Option<u8>,
}

/// How a review ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Recall {
    Solved(Effort),
    /// The solution was looked at.
    GivenUp,
}

/// What is known about how well an exercise is remembered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Memory {
    /// Unix time from which the interval counts: the first pass, or the last review.
    pub(crate) since: i64,
    /// In days.
    pub(crate) interval: u32,
    pub(crate) ease: f64,
    /// Reviews in which it was forgotten.
    pub(crate) lapses: u32,
}

/// SM-2's grade. 5: at once; one less for each of some failed checks, many of them, a hint, the last hints, twice the usual
/// time, a difficult exercise. Below 3 it was solved with so much help that it was not remembered.
pub(crate) fn grade(effort: &Effort) -> u8 {
    let attempts = match effort.attempts {
        0..=2 => 0,
        3..=6 => 1,
        _ => 2,
    };
    let hints = match effort.hints {
        0 => 0,
        1 | 2 => 1,
        _ => 2,
    };
    let slow = effort
        .usual_seconds
        .is_some_and(|usual| effort.seconds > usual.saturating_mul(2));
    let difficult = effort.difficulty.is_some_and(|difficulty| difficulty >= 4);
    5_u8.saturating_sub(attempts + hints + u8::from(slow) + u8::from(difficult))
}

impl Memory {
    /// After the first pass.
    pub(crate) fn first(passed_at: i64, effort: &Effort) -> Self {
        let grade = grade(effort).max(3);
        Self {
            since: passed_at,
            interval: match grade {
                3 => 2,
                4 => 4,
                _ => 7,
            },
            ease: eased(EASE, grade),
            lapses: 0,
        }
    }

    /// As it was written down; what a hand or a disk has made of it does no harm.
    pub(crate) fn kept(since: i64, interval: u32, ease: f64, lapses: u32) -> Self {
        Self {
            since,
            interval: interval.clamp(1, LONGEST),
            ease: if ease.is_finite() {
                ease.clamp(LEAST_EASE, 2.0 * EASE)
            } else {
                EASE
            },
            lapses,
        }
    }

    /// Unix time from which it is due.
    ///
    /// A clock that was set back leaves times behind that are still to come. One that is further ahead than the interval
    /// is long is not believed: the exercise is due now. To be asked once too often costs ten minutes, never to be asked
    /// again costs what was learned. So nothing ever waits longer than twice its interval.
    pub(crate) fn due_at(&self, now: i64) -> i64 {
        let interval = i64::from(self.interval) * DAY;
        if self.since > now.saturating_add(interval) {
            return now;
        }
        self.since
            .saturating_add(interval)
            .saturating_sub(HALF_A_DAY)
    }

    pub(crate) fn is_due(&self, now: i64) -> bool {
        self.due_at(now) <= now
    }

    /// Whole days until it is due, begun ones counted; 0 if it is.
    pub(crate) fn days_left(&self, now: i64) -> i64 {
        let left = self.due_at(now).saturating_sub(now).max(0);
        left / DAY + i64::from(left % DAY > 0)
    }

    /// After a review that ended now.
    #[must_use]
    pub(crate) fn after(&self, recall: &Recall, now: i64) -> Self {
        let grade = match recall {
            Recall::Solved(effort) => grade(effort),
            Recall::GivenUp => 0,
        };
        if grade < 3 {
            return Self {
                since: now,
                interval: 1,
                ease: self.ease,
                lapses: self.lapses.saturating_add(1),
            };
        }
        let whole = grown(self.interval, self.ease);
        if self.is_due(now) {
            return Self {
                since: now,
                interval: whole,
                ease: eased(self.ease, grade),
                lapses: self.lapses,
            };
        }
        let waited = now.saturating_sub(self.since).max(0) as f64 / DAY as f64;
        let share = (waited / f64::from(self.interval)).min(1.0);
        let more = f64::from(whole.saturating_sub(self.interval)) * share;
        Self {
            since: now,
            interval: self.interval + more as u32,
            ease: self.ease,
            lapses: self.lapses,
        }
    }
}

fn grown(interval: u32, ease: f64) -> u32 {
    let longer = (f64::from(interval) * ease).ceil() as u32;
    longer.clamp(SECOND_INTERVAL, LONGEST)
}

fn eased(ease: f64, grade: u8) -> f64 {
    let missing = 5.0 - f64::from(grade);
    let exact = ease + 0.1 - missing * (0.08 + 0.02 * missing);
    // Two decimals say it all, and the file stays readable.
    ((exact * 100.0).round() / 100.0).max(LEAST_EASE)
}

#[cfg(test)]
mod tests;
