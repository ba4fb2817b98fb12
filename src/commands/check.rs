//! `runner check`: many exercises in parallel, told to people or written as a document.

use std::fs;

use indicatif::ProgressBar;

use crate::{
    Outcome,
    catalog::{Catalog, Exercise, Untouched},
    check::{
        self, Checked, Freshness, Subject,
        many::{in_parallel, workers},
    },
    cli::{Check, Format},
    course::untouched,
    error::{Context, Error, Result, read_text},
    grade::{self, Graded},
    interrupt,
    process::Cancel,
    render::{self, bar, bar::PrepareBar, theme::Theme},
    session::{Session, print},
    toolchain::{Commands, command::RecordedCommand, fingerprint::hash_of},
    verdict::Verdict,
};

pub(crate) fn check(session: &Session, args: &Check) -> Result<Outcome> {
    interrupt::cancel_on_signal(&session.cancel)?;
    let exercises = selected(&session.catalog, &args.names)?;
    let commands = prepare(session, &exercises)?;
    let bar = bar::counting(exercises.len(), &session.theme);
    let graded = grade_all(
        &session.catalog,
        &exercises,
        &commands,
        &session.cancel,
        &bar,
    )?;
    session.remember(|progress| {
        for one in graded.iter().filter(|one| one.checked.verdict.is_passed()) {
            progress.add_pass(one.exercise, &one.checked.hash);
        }
    });

    let document = match args.format {
        Format::Human => human(&graded, &session.theme),
        Format::Json => grade::json::document(&session.catalog, &graded)?,
    };
    match &args.output {
        Some(file) => fs::write(file, document)
            .context(|| format!("cannot write {}", file.display()))
            .map_err(|error| {
                error.help("name a file in a directory that exists and can be written to")
            })?,
        None => print(&document)?,
    }
    let all = graded.iter().all(|one| one.checked.verdict.is_passed());
    Ok(if all {
        Outcome::Fine
    } else {
        Outcome::NotSolved
    })
}

/// The exercises that `names` mean, in the order of the course, each once.
pub(crate) fn selected<'a>(catalog: &'a Catalog, names: &[String]) -> Result<Vec<&'a Exercise>> {
    if names.is_empty() {
        return Ok(catalog.exercises().iter().collect());
    }
    let mut wanted = Vec::new();
    for name in names {
        match catalog.resolve_level(name) {
            Some(level) => {
                wanted.extend(catalog.of_level(level).map(|exercise| exercise.id.as_str()));
            }
            None => wanted.push(catalog.resolve(name)?.id.as_str()),
        }
    }
    Ok(catalog
        .exercises()
        .iter()
        .filter(|exercise| wanted.contains(&exercise.id.as_str()))
        .collect())
}

/// Cargo's part, one level after the other: it would only wait for its own lock.
fn prepare(session: &Session, exercises: &[&Exercise]) -> Result<Vec<RecordedCommand>> {
    let mut commands = Commands::default();
    let mut prepare = |exercise| {
        let mut bar = PrepareBar::new(&session.catalog.level(exercise).title, &session.theme);
        let command = commands.of(&session.catalog, exercise, &session.cancel, &mut |step| {
            bar.step(&step);
        });
        bar.finish();
        command
    };
    exercises.iter().map(|exercise| prepare(exercise)).collect()
}

/// All exercises, for the key `c` of a watch session: the text that `check` prints.
pub(crate) fn report(catalog: &Catalog, theme: &Theme, cancel: &Cancel) -> Result<String> {
    let exercises: Vec<&Exercise> = catalog.exercises().iter().collect();
    let mut commands = Commands::default();
    let commands: Vec<_> = exercises
        .iter()
        .map(|exercise| commands.of(catalog, exercise, cancel, &mut |_| {}))
        .collect::<Result<_>>()?;
    let graded = grade_all(
        catalog,
        &exercises,
        &commands,
        cancel,
        &ProgressBar::hidden(),
    )?;
    Ok(human(&graded, theme))
}

fn grade_all<'a>(
    catalog: &Catalog,
    exercises: &[&'a Exercise],
    commands: &[RecordedCommand],
    cancel: &Cancel,
    bar: &ProgressBar,
) -> Result<Vec<Graded<'a>>> {
    let texts = untouched::archived(catalog).unwrap_or_default();
    let with_commands: Vec<_> = exercises.iter().zip(commands).collect();
    let results = in_parallel(
        &with_commands,
        workers(),
        |(exercise, command)| {
            bar.set_message(exercise.id.clone());
            let subject = Subject {
                original: texts.get(&exercise.home).map(String::as_str),
                command: Some(command),
                ..Subject::exercise(exercise)
            };
            grade_one(catalog, &subject, cancel)
        },
        |_, _| bar.inc(1),
    );
    bar.finish_and_clear();
    exercises
        .iter()
        .zip(results)
        .map(|(exercise, checked)| {
            Ok(Graded {
                exercise,
                checked: checked?,
            })
        })
        .collect()
}

/// An untouched file needs no compiler: it is known to fail.
fn grade_one(catalog: &Catalog, subject: &Subject, cancel: &Cancel) -> Result<Checked> {
    let exercise = subject.exercise;
    if cancel.is_cancelled() {
        return Err(Error::interrupted());
    }
    if let (Some(original), Untouched::Fails) = (subject.original, exercise.untouched)
        && read_text(&catalog.exercise_file(exercise), &exercise.path)
            .is_ok_and(|text| text == original)
    {
        return Ok(Checked {
            verdict: Verdict::NotAttempted { verdict: None },
            took: std::time::Duration::ZERO,
            hash: hash_of(original.as_bytes()),
            cached: false,
            training: crate::training::Training::default(),
        });
    }
    check::check(catalog, subject, Freshness::Cached, cancel, &mut |_| {})
}

/// A line for each exercise, the first failure of each, and the sum.
fn human(graded: &[Graded], theme: &Theme) -> String {
    let mut text = String::new();
    for Graded { exercise, checked } in graded {
        let cached = if checked.cached { ", unchanged" } else { "" };
        let line = render::verdict::line(exercise, &checked.verdict, checked.took, theme);
        text.push_str(line.trim_end_matches(')'));
        text.push_str(&format!("{cached})\n"));
        if let Some(reason) = render::verdict::reason(&checked.verdict) {
            text.push_str(&format!("    {reason}\n"));
        }
    }
    let passed = graded
        .iter()
        .filter(|one| one.checked.verdict.is_passed())
        .count();
    text.push_str(&format!("\n{passed} of {} passed\n", graded.len()));
    text
}
