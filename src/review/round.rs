//! A round of reviews: fresh copies to solve, and the book that is kept about how it goes.

use std::sync::Arc;

use super::schedule::{Memory, Recall};
use crate::{
    catalog::{Catalog, Exercise},
    course::reset,
    error::Result,
    process::Cancel,
    progress::{Store, now},
    session::{Session, warn},
};

/// What happens to a copy whose review has ended before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    /// The next review begins, from the untouched text.
    BeginsAnew,
    /// It is looked at as it is, unless the exercise is due again.
    Stays,
}

/// A session on the copies. It has a store of its own, so that hints and attempts of a review are not those of the first pass.
pub(crate) struct Round {
    pub(crate) session: Session,
    pub(crate) book: Book,
}

/// Where the end of a review is written: the course's own progress.
pub(crate) struct Book {
    catalog: Arc<Catalog>,
    store: Store,
    pub(crate) remembered: usize,
    pub(crate) forgotten: usize,
}

impl Round {
    /// Writes the copies. A review that was left in the middle goes on where it was.
    pub(crate) fn begin(session: Session, indices: &[usize], ended: Ended) -> Result<Self> {
        let now = now();
        let copies = session.catalog.for_review(indices);
        let store = Store::of(&copies);
        let kept = store.load()?.progress;
        let mut fresh: Vec<&Exercise> = Vec::new();
        for exercise in copies.exercises() {
            let is_due = session
                .progress
                .memory(exercise)
                .is_some_and(|memory| memory.is_due(now));
            let goes_on = kept.knows(exercise)
                && copies.exercise_file(exercise).exists()
                && (!kept.is_done(exercise) || (ended == Ended::Stays && !is_due));
            if !goes_on {
                // What was there is kept, as with every reset.
                reset::one(&copies, exercise)?;
                fresh.push(exercise);
            }
        }
        let (progress, aside) = store.change(|progress| {
            for exercise in &fresh {
                progress.begin(exercise);
            }
            if let Some(first) = copies.exercises().first() {
                progress.move_to(first);
            }
        })?;
        if let Some(aside) = aside {
            warn(&format!(
                "cannot read what was kept about reviews that had begun: they begin anew\nhelp: the file was kept as {}",
                copies.shown(&aside)
            ));
        }
        Ok(Self {
            book: Book {
                catalog: session.catalog,
                store: session.store,
                remembered: 0,
                forgotten: 0,
            },
            session: Session {
                catalog: Arc::new(copies),
                store,
                progress,
                theme: session.theme,
                links: session.links,
                cancel: Cancel::default(),
            },
        })
    }
}

impl Book {
    /// Writes the end of a review down; says when the exercise comes back.
    pub(crate) fn close(&mut self, exercise: &Exercise, recall: &Recall) -> Result<String> {
        let mut change: Option<(Memory, Memory)> = None;
        self.store.change(|progress| {
            change = progress
                .memory(exercise)
                .zip(progress.add_review(exercise, recall));
        })?;
        let Some((before, after)) = change else {
            // Reset meanwhile, in another terminal: it is open and will be learned anew.
            return Ok(format!("{} is not solved any more", exercise.id));
        };
        let forgotten = after.lapses > before.lapses;
        if forgotten {
            self.forgotten += 1;
        } else {
            self.remembered += 1;
        }
        Ok(format!(
            "{} {}: it comes back in {}",
            exercise.id,
            match (forgotten, recall) {
                (false, _) => "remembered",
                (true, Recall::GivenUp) => "forgotten",
                (true, Recall::Solved(_)) => "solved with much help",
            },
            days(i64::from(after.interval))
        ))
    }

    /// What is planned now.
    pub(crate) fn plan(&self) -> Vec<super::Planned> {
        let loaded = self.store.load();
        loaded.map_or_else(
            |_| Vec::new(),
            |loaded| super::plan(&self.catalog, &loaded.progress, now()),
        )
    }
}

pub(crate) fn days(count: i64) -> String {
    if count == 1 {
        "1 day".to_owned()
    } else {
        format!("{count} days")
    }
}
