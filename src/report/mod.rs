//! The learner's progress as data: what `runner report` shows, without how it looks.
//!
//! [`Found::in_course`] reads the files, [`Report::of`] makes the data of them, and `render/html/` a page of those.

pub(crate) mod date;
mod files;
mod output;
mod picture;

use std::collections::BTreeMap;

pub(crate) use self::{files::Found, output::Output, picture::Picture};

use self::date::Date;
use crate::{
    catalog::{Catalog, Exercise, Kind},
    progress::Progress,
};

#[derive(Debug, PartialEq)]
pub(crate) struct Report {
    pub(crate) course: String,
    pub(crate) made: Date,
    /// The days of the first and of the last pass.
    pub(crate) period: Option<(Date, Date)>,
    pub(crate) totals: Sums,
    pub(crate) levels: Vec<Level>,
    /// Ids of solved bosses whose output nobody has kept.
    pub(crate) silent: Vec<String>,
    /// Pictures that the page has no room for.
    pub(crate) left_out: usize,
}

/// What a level or the course adds up to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Sums {
    pub(crate) solved: usize,
    pub(crate) exercises: usize,
    pub(crate) seconds: u64,
    pub(crate) tries: u64,
    pub(crate) hints: u64,
}

#[derive(Debug, PartialEq)]
pub(crate) struct Level {
    pub(crate) dir: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    /// Indices of other levels.
    pub(crate) needs: Vec<usize>,
    pub(crate) standing: Standing,
    pub(crate) sums: Sums,
    pub(crate) exercises: Vec<Solving>,
}

/// How far a level is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Nothing was tried yet.
    Ahead,
    Begun,
    /// Its quiz is solved; some of its exercises are open.
    TestedOut,
    Done,
}

/// An exercise, and what the learner did with it.
#[derive(Debug, PartialEq)]
pub(crate) struct Solving {
    pub(crate) title: String,
    pub(crate) difficulty: Option<u8>,
    pub(crate) kind: Kind,
    pub(crate) state: State,
    /// In front of it, in `watch`; 0 if nobody measured.
    pub(crate) seconds: u64,
    /// Checks of changed texts, the one that passed included.
    pub(crate) tries: u64,
    pub(crate) hints: u64,
    /// What `main` printed after the pass.
    pub(crate) output: Option<Output>,
    pub(crate) pictures: Vec<Picture>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// On that day, if the progress file knows one.
    Solved(Option<Date>),
    /// The level's quiz was solved instead.
    TestedOut,
    Tried,
    Open,
}

impl Report {
    pub(crate) fn of(catalog: &Catalog, progress: &Progress, mut found: Found, made: Date) -> Self {
        let silent = catalog.exercises().iter().filter(|exercise| {
            exercise.kind == Kind::Boss
                && progress.is_done(exercise)
                && !found.outputs.contains_key(&exercise.id)
        });
        let silent = silent.map(|exercise| exercise.id.clone()).collect();
        let index: BTreeMap<&str, usize> = catalog
            .levels()
            .iter()
            .enumerate()
            .map(|(index, level)| (level.dir.as_str(), index))
            .collect();
        let levels: Vec<Level> = catalog
            .levels()
            .iter()
            .enumerate()
            .map(|(number, level)| {
                let tested_out = progress.open_after_quiz(catalog, number) > 0;
                let exercises: Vec<Solving> = catalog
                    .of_level(number)
                    .map(|exercise| solving(exercise, progress, tested_out, &mut found))
                    .collect();
                Level {
                    dir: level.dir.clone(),
                    title: level.title.clone(),
                    summary: level.summary.clone(),
                    needs: level
                        .needs
                        .iter()
                        .filter_map(|need| index.get(need.as_str()).copied())
                        .filter(|&need| need != number)
                        .collect(),
                    standing: standing(&exercises, tested_out),
                    sums: exercises.iter().map(Solving::sums).sum(),
                    exercises,
                }
            })
            .collect();
        let days = || {
            let all = levels.iter().flat_map(|level| &level.exercises);
            all.filter_map(|one| match one.state {
                State::Solved(day) => day,
                State::TestedOut | State::Tried | State::Open => None,
            })
        };
        Self {
            course: catalog.title().to_owned(),
            made,
            period: days().min().zip(days().max()),
            totals: levels.iter().map(|level| level.sums).sum(),
            levels,
            silent,
            left_out: found.left_out,
        }
    }

    /// Levels that are behind the learner: solved or tested out.
    pub(crate) fn levels_behind(&self) -> usize {
        let behind = |level: &&Level| match level.standing {
            Standing::Done | Standing::TestedOut => true,
            Standing::Ahead | Standing::Begun => false,
        };
        self.levels.iter().filter(behind).count()
    }
}

fn solving(
    exercise: &Exercise,
    progress: &Progress,
    tested_out: bool,
    found: &mut Found,
) -> Solving {
    let failed = u64::from(progress.attempts(exercise));
    let seconds = progress.seconds(exercise);
    let hints = progress.hints_taken(exercise) as u64;
    let state = if progress.is_done(exercise) {
        State::Solved(progress.passed_at(exercise).and_then(Date::of))
    } else if tested_out {
        State::TestedOut
    } else if failed > 0 || seconds > 0 || hints > 0 {
        State::Tried
    } else {
        State::Open
    };
    let solved = matches!(state, State::Solved(_));
    // What an exercise that is open again once drew is no result.
    let pictures = found.pictures.remove(&exercise.id).filter(|_| solved);
    let output = found.outputs.remove(&exercise.id).filter(|_| solved);
    let pictures = pictures.unwrap_or_default();
    Solving {
        title: exercise.title.clone(),
        difficulty: exercise.difficulty,
        kind: exercise.kind,
        state,
        seconds,
        tries: progress.tries(exercise),
        hints,
        output: output.and_then(|text| Output::of(&text, &pictures)),
        pictures,
    }
}

fn standing(exercises: &[Solving], tested_out: bool) -> Standing {
    let is_solved = |one: &Solving| matches!(one.state, State::Solved(_));
    if tested_out {
        Standing::TestedOut
    } else if !exercises.is_empty() && exercises.iter().all(is_solved) {
        Standing::Done
    } else if exercises.iter().all(|one| one.state == State::Open) {
        Standing::Ahead
    } else {
        Standing::Begun
    }
}

impl Solving {
    pub(crate) fn is_solved(&self) -> bool {
        matches!(self.state, State::Solved(_))
    }

    fn sums(&self) -> Sums {
        Sums {
            solved: usize::from(self.is_solved()),
            exercises: 1,
            seconds: self.seconds,
            tries: self.tries,
            hints: self.hints,
        }
    }
}

impl std::iter::Sum for Sums {
    /// A progress file may say any number.
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |a, b| Self {
            solved: a.solved + b.solved,
            exercises: a.exercises + b.exercises,
            seconds: a.seconds.saturating_add(b.seconds),
            tries: a.tries.saturating_add(b.tries),
            hints: a.hints.saturating_add(b.hints),
        })
    }
}

#[cfg(test)]
mod tests;
