//! `runner dev wrong`: what a learner who makes a known mistake sees, for each near-miss answer of an exercise.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use super::{
    course::{Course, Files},
    judge::{self, Answer},
    near_miss::NearMiss,
};
use crate::{
    Outcome,
    catalog::{Catalog, Exercise},
    check::many::{in_parallel, workers},
    cli::DevWrong,
    commands::check::selected,
    error::{Error, Result},
    interrupt,
    render::{
        bar::PrepareBar,
        near_miss::{self as screen, Shown},
    },
    session::{Session, print},
    toolchain,
};

pub(crate) fn wrong(session: &Session, args: &DevWrong) -> Result<Outcome> {
    interrupt::cancel_on_signal(&session.cancel)?;
    let course = Course::read(&session.catalog)?;
    let wanted = selected(&session.catalog, &args.names)?;
    let answers = answers(&course, &wanted)?;
    for (files, _, _) in &answers {
        prepare(session, files.exercise)?;
    }
    let numbered: Vec<(usize, &Found)> = answers.iter().enumerate().collect();
    let printed = Mutex::new(InOrder::default());
    let judged = in_parallel(
        &numbered,
        workers(),
        |(_, found)| judge(session, found),
        |(index, _), seen| {
            if let Ok(seen) = seen {
                let mut printed = printed.lock().unwrap_or_else(PoisonError::into_inner);
                printed.add(*index, seen.screen.clone(), print);
                if printed.error.is_some() {
                    // Nobody reads the rest.
                    session.cancel.cancel();
                }
            }
        },
    );
    printed
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner)
        .end()?;
    let mut outcome = Outcome::Fine;
    for seen in judged {
        if seen?.rejected == Rejected::No {
            outcome = Outcome::NotSolved;
        }
    }
    Ok(outcome)
}

/// What came of one answer.
struct Seen {
    screen: String,
    rejected: Rejected,
}

/// Whether the test that the entry names turns the answer down.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rejected {
    Yes,
    No,
}

fn judge(session: &Session, (files, place, entry): &Found) -> Result<Seen> {
    if session.cancel.is_cancelled() {
        return Err(Error::interrupted());
    }
    let outcome = match judge::answer(&session.catalog, &session.cancel, files, entry)? {
        Answer::None(reason) => screen::Outcome::NoAnswer(reason),
        Answer::Judged {
            verdict,
            took,
            problem,
        } => screen::Outcome::Judged {
            verdict,
            took,
            problem,
        },
    };
    let rejected = match outcome {
        screen::Outcome::Judged { problem: None, .. } => Rejected::Yes,
        screen::Outcome::Judged { .. } | screen::Outcome::NoAnswer(_) => Rejected::No,
    };
    let shown = Shown {
        exercise: files.exercise,
        place: *place,
        mistake: &entry.mistake,
        entry: format!("{}:{}", entry.file, entry.line),
        outcome,
    };
    Ok(Seen {
        screen: screen::screen(&shown, &session.theme),
        rejected,
    })
}

/// Prints texts in their order, each as soon as those before it are there.
#[derive(Default)]
struct InOrder {
    next: usize,
    waiting: BTreeMap<usize, String>,
    /// The first that printing came to, if any.
    error: Option<Error>,
}

impl InOrder {
    fn add(&mut self, index: usize, text: String, print: impl Fn(&str) -> Result<()>) {
        self.waiting.insert(index, text);
        while let Some(text) = self.waiting.remove(&self.next) {
            let gap = if self.next == 0 { "" } else { "\n" };
            self.next += 1;
            if self.error.is_none() {
                self.error = print(&format!("{gap}{text}")).err();
            }
        }
    }

    fn end(self) -> Result<()> {
        self.error.map_or(Ok(()), Err)
    }
}

type Found<'a> = (&'a Files<'a>, (usize, usize), &'a NearMiss);

/// The near-miss answers of the exercises, each with its place. It is an error if there are none, or a file is broken.
fn answers<'a>(course: &'a Course<'a>, wanted: &[&Exercise]) -> Result<Vec<Found<'a>>> {
    let mut found = Vec::new();
    let is_wanted = |files: &&Files| wanted.iter().any(|wanted| wanted.id == files.exercise.id);
    for files in course.exercises.iter().filter(is_wanted) {
        let entries = course.near_misses_of(files.exercise);
        let many = entries.len();
        found.extend(
            entries
                .into_iter()
                .enumerate()
                .map(|(index, entry)| (files, (index + 1, many), entry)),
        );
    }
    if found.is_empty() {
        return Err(nothing(course, wanted));
    }
    Ok(found)
}

fn nothing(course: &Course, wanted: &[&Exercise]) -> Error {
    let catalog = course.catalog;
    let (name, level) = wanted.first().map_or(("", "LEVEL"), |exercise| {
        (exercise.id.as_str(), catalog.level(exercise).dir.as_str())
    });
    let mut error = Error::new(format!("there are no near-miss answers for {name}"));
    for problem in &course.near_miss_problems {
        error = error.caused_by(problem);
    }
    error.help(format!(
        "write one as a [[wrong]] entry in tests/wrong/{level}.toml: exercise, mistake, find, replace, rejected_by"
    ))
}

/// Cargo's part, with a bar; nothing if it is done.
fn prepare(session: &Session, exercise: &Exercise) -> Result<()> {
    let catalog: &Catalog = &session.catalog;
    if toolchain::is_prepared(catalog, exercise) {
        return Ok(());
    }
    let mut bar = PrepareBar::new(&catalog.level(exercise).title, &session.theme);
    let prepared = toolchain::command_for(catalog, exercise, &session.cancel, &mut |step| {
        bar.step(&step);
    });
    bar.finish();
    prepared.map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dev::{
        problem::{Problem, Rule},
        rules::testing,
    };

    #[test]
    fn what_comes_early_waits_for_its_turn() {
        let printed = Mutex::new(String::new());
        let print = |text: &str| {
            printed.lock().unwrap().push_str(text);
            Ok(())
        };
        let mut in_order = InOrder::default();
        in_order.add(2, "c".to_owned(), print);
        assert_eq!(*printed.lock().unwrap(), "");
        in_order.add(0, "a".to_owned(), print);
        assert_eq!(*printed.lock().unwrap(), "a");
        in_order.add(1, "b".to_owned(), print);
        assert_eq!(*printed.lock().unwrap(), "a\nb\nc");
        in_order.add(3, "d".to_owned(), |_| Err(Error::new("full")));
        in_order.add(4, "e".to_owned(), print);
        assert!(in_order.end().is_err());
        assert_eq!(*printed.lock().unwrap(), "a\nb\nc");
    }

    #[test]
    fn answers_are_counted_by_exercise_and_their_absence_is_told() {
        let catalog = testing::catalog(
            "levels = [{ dir = \"01_a\" }]\nexercises = [{ dir = \"01_a\", name = \"01_x\" }, { dir = \"01_a\", name = \"02_y\" }]",
        );
        let mut course = testing::course(&catalog);
        let [x, y] = catalog.exercises() else {
            panic!()
        };
        let entry = |exercise: &str, mistake: &str| NearMiss {
            exercise: exercise.to_owned(),
            mistake: mistake.to_owned(),
            ..NearMiss::default()
        };
        course.near_misses = vec![entry("01_a/01_x", "one"), entry("01_a/01_x", "two")];
        course.near_miss_problems = vec![Problem::new("w.toml", 3, Rule::NearMiss, "broken")];
        let places: Vec<_> = answers(&course, &[x, y])
            .unwrap()
            .iter()
            .map(|(_, place, entry)| (*place, entry.mistake.clone()))
            .collect();
        assert_eq!(
            places,
            [((1, 2), "one".to_owned()), ((2, 2), "two".to_owned())]
        );
        let error = answers(&course, &[y]).map(|_| ()).unwrap_err().to_string();
        assert_eq!(
            error,
            "error: there are no near-miss answers for 01_a/02_y\ncaused by: w.toml:3: near-miss: broken\n\
             help: write one as a [[wrong]] entry in tests/wrong/01_a.toml: exercise, mistake, find, replace, rejected_by"
        );
    }
}
