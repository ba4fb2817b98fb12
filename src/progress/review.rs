//! What reviews leave behind in the progress file: when an exercise was reviewed last, and how well it is remembered. The
//! first pass, its attempts and its time stay as they were.

use serde::{Deserialize, Serialize};

use super::{Progress, now};
use crate::{
    catalog::Exercise,
    review::schedule::{Effort, Memory, Recall},
};

/// Absent until the first review: then the schedule begins with the first pass.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Review {
    /// Unix time of the last review.
    #[serde(default)]
    reviewed_at: i64,
    /// Days from then to the next one.
    #[serde(default)]
    interval: u32,
    /// By how much the interval grows.
    #[serde(default)]
    ease: f64,
    /// Reviews in which it was forgotten.
    #[serde(default)]
    lapses: u32,
    #[serde(flatten)]
    unknown: toml::Table,
}

/// Fewer times than these say nothing about what is usual.
const ENOUGH: usize = 5;

impl Progress {
    /// How well a solved exercise is remembered.
    pub(crate) fn memory(&self, exercise: &Exercise) -> Option<Memory> {
        let entry = self.entry(exercise)?;
        let passed_at = entry.passed_at?;
        Some(match &entry.review {
            Some(review) => Memory::kept(
                review.reviewed_at,
                review.interval,
                review.ease,
                review.lapses,
            ),
            None => Memory::first(passed_at, &self.effort(exercise)),
        })
    }

    /// What solving it took.
    pub(crate) fn effort(&self, exercise: &Exercise) -> Effort {
        let hints = u32::try_from(self.hints_taken(exercise)).unwrap_or(u32::MAX);
        Effort {
            attempts: self.attempts(exercise),
            hints,
            seconds: self.entry(exercise).map_or(0, |entry| entry.seconds),
            usual_seconds: self.usual_seconds(),
            difficulty: exercise.difficulty,
        }
    }

    /// The median of the times that were taken.
    fn usual_seconds(&self) -> Option<u64> {
        let mut times: Vec<u64> = self
            .exercises
            .values()
            .filter(|entry| entry.passed_at.is_some() && entry.seconds > 0)
            .map(|entry| entry.seconds)
            .collect();
        times.sort_unstable();
        (times.len() >= ENOUGH).then(|| times[times.len() / 2])
    }

    /// Takes the end of a review into account. An exercise that is not solved has nothing to remember.
    pub(crate) fn add_review(&mut self, exercise: &Exercise, recall: &Recall) -> Option<Memory> {
        self.add_review_at(exercise, recall, now())
    }

    pub(super) fn add_review_at(
        &mut self,
        exercise: &Exercise,
        recall: &Recall,
        now: i64,
    ) -> Option<Memory> {
        let memory = self.memory(exercise)?.after(recall, now);
        let review = self.entry_mut(exercise).review.get_or_insert_default();
        review.reviewed_at = memory.since;
        review.interval = memory.interval;
        review.ease = memory.ease;
        review.lapses = memory.lapses;
        Some(memory)
    }

    /// Whether anything is kept about the exercise: in the progress of reviews, whether one of it has begun.
    pub(crate) fn knows(&self, exercise: &Exercise) -> bool {
        self.entry(exercise).is_some()
    }

    /// Begins with the exercise from nothing: no attempts, no hints, no pass.
    pub(crate) fn begin(&mut self, exercise: &Exercise) {
        self.exercises.remove(&exercise.id);
        self.entry_mut(exercise);
    }

    /// Whether the learner has not been told of due reviews for most of a day. A clock that was set back does not silence it.
    pub(crate) fn may_remind(&self, now: i64) -> bool {
        const MOST_OF_A_DAY: u64 = 20 * 60 * 60;
        self.reminded_at
            .is_none_or(|at| at.abs_diff(now) >= MOST_OF_A_DAY)
    }

    pub(crate) fn set_reminded(&mut self, now: i64) {
        self.reminded_at = Some(now);
    }
}
