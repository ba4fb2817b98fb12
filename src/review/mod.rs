//! What was learned stays learned: solved exercises come back when they are due, as copies of the untouched files.

pub(crate) mod round;
pub(crate) mod schedule;

use self::schedule::Memory;
use crate::{
    catalog::{Catalog, Exercise, Kind, Untouched},
    progress::Progress,
};

/// A solved exercise and when it comes back.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Planned {
    /// Index in the course.
    pub(crate) index: usize,
    pub(crate) memory: Memory,
    /// Unix time.
    pub(crate) due_at: i64,
}

impl Planned {
    pub(crate) fn is_due(&self, now: i64) -> bool {
        self.due_at <= now
    }
}

/// All solved exercises that come back, the one that waits longest first; of those alike, in the order of the course.
/// Quizzes and bosses take too long to come back by themselves.
pub(crate) fn plan(catalog: &Catalog, progress: &Progress, now: i64) -> Vec<Planned> {
    let mut planned: Vec<Planned> = catalog
        .exercises()
        .iter()
        .enumerate()
        .filter(|(_, exercise)| exercise.kind == Kind::Exercise && can_come_back(exercise))
        .filter_map(|(index, exercise)| {
            let memory = progress.memory(exercise)?;
            Some(Planned {
                index,
                due_at: memory.due_at(now),
                memory,
            })
        })
        .collect();
    planned.sort_by_key(|planned| planned.due_at);
    planned
}

/// One whose untouched text may pass leaves nothing to do.
pub(crate) fn can_come_back(exercise: &Exercise) -> bool {
    exercise.untouched == Untouched::Fails
}

pub(crate) fn count_due(catalog: &Catalog, progress: &Progress, now: i64) -> usize {
    plan(catalog, progress, now)
        .iter()
        .filter(|planned| planned.is_due(now))
        .count()
}

#[cfg(test)]
mod tests;
