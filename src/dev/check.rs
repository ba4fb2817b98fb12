//! `runner dev check`: holds a course against the rules, and tells all problems at once.

use std::{env, process::Command, time::Duration};

use super::{
    course::{Course, Files},
    format,
    judge::Job,
    problem::{Problem, Rule, count},
    rules::{self, Scope},
    times, update, watch,
};
use crate::{
    Outcome,
    catalog::{Exercise, Form},
    check::many::{in_parallel, workers},
    cli::DevCheck,
    commands::check::selected,
    error::{Error, Kind, Result},
    interrupt,
    process::{self, Ending, Limits},
    render::bar::{self, PrepareBar},
    session::{Session, print},
    toolchain,
};

pub(crate) fn check(session: &Session, args: &DevCheck) -> Result<Outcome> {
    if args.watch {
        return watch::watch(session, args);
    }
    interrupt::cancel_on_signal(&session.cancel)?;
    once(session, &args.names, args.times)
}

/// All that is named, or the whole course.
pub(super) fn once(session: &Session, names: &[String], times: bool) -> Result<Outcome> {
    let course = Course::read(&session.catalog)?;
    let scope = match names {
        [] => Scope::whole(&course),
        names => Scope::of(&course, &selected(&session.catalog, names)?),
    };

    let mut problems = rules::without_compiler(&course, &scope);
    problems.extend(format::problems(&session.catalog, &scope, &session.cancel)?);
    let (ready, unprepared) = prepare(session, &scope)?;
    problems.extend(unprepared);
    problems.extend(judge_all(session, &jobs(&course, &ready))?);
    problems.sort();
    problems.dedup();
    print(&report(&course, &scope, &problems))?;
    if times {
        print(&times::measure(session, &ready)?)?;
    }
    Ok(if problems.is_empty() {
        Outcome::Fine
    } else {
        Outcome::NotSolved
    })
}

/// Cargo's part, one level after the other. Returns the exercises that can be compiled, and why others cannot.
fn prepare<'a>(session: &Session, scope: &Scope<'a>) -> Result<(Vec<&'a Files<'a>>, Vec<Problem>)> {
    let mut ready: Vec<&Files> = Vec::new();
    let mut problems: Vec<Problem> = Vec::new();
    // Levels that cargo cannot build: told once.
    let mut broken = Vec::new();
    for files in scope
        .exercises
        .iter()
        .copied()
        .filter(|files| files.untouched.is_some())
    {
        let exercise = files.exercise;
        if broken.contains(&exercise.level) {
            continue;
        }
        match prepare_one(session, exercise) {
            Ok(Prepared::Yes) => ready.push(files),
            Ok(Prepared::NoBinary) if session.catalog.form() == Form::Rustlings => {
                problems.push(Problem::new(
                    &exercise.path,
                    1,
                    Rule::Files,
                    "Cargo.toml has no [[bin]] for this file",
                ));
            }
            // The rule about manifests tells it.
            Ok(Prepared::NoBinary) => {}
            Err(error) if error.kind() == Kind::Setup => {
                broken.push(exercise.level);
                problems.push(Problem::of_error(&exercise.path, 1, Rule::Files, &error));
            }
            Err(error) => return Err(error),
        }
    }
    if let Some(files) = ready.first() {
        expect_clippy(session, files.exercise)?;
    }
    Ok((ready, problems))
}

/// One answer instead of one for each solution.
fn expect_clippy(session: &Session, exercise: &Exercise) -> Result<()> {
    const LIMIT: Duration = Duration::from_secs(60);
    let rustc = toolchain::command_for(&session.catalog, exercise, &session.cancel, &mut |_| {})?;
    let mut clippy = Command::new(
        rustc
            .program
            .with_file_name(format!("clippy-driver{}", env::consts::EXE_SUFFIX)),
    );
    clippy.arg("--version").envs(&rustc.env);
    let cannot =
        || Error::new("cannot start clippy").help("`rustup component add clippy` installs it");
    match process::run(&mut clippy, &Limits::time(LIMIT), &session.cancel) {
        Ok(finished) if finished.succeeded() => Ok(()),
        Ok(finished) if finished.ending == Ending::Cancelled => Err(Error::interrupted()),
        Ok(finished) => Err(cannot().caused_by(finished.stderr.trim())),
        Err(error) => Err(cannot().caused_by(error)),
    }
}

enum Prepared {
    Yes,
    NoBinary,
}

fn prepare_one(session: &Session, exercise: &Exercise) -> Result<Prepared> {
    if !update::has_bin(&session.catalog, exercise)? {
        return Ok(Prepared::NoBinary);
    }
    if !toolchain::is_prepared(&session.catalog, exercise) {
        let mut bar = PrepareBar::new(&session.catalog.level(exercise).title, &session.theme);
        let prepared =
            toolchain::command_for(&session.catalog, exercise, &session.cancel, &mut |step| {
                bar.step(&step);
            });
        bar.finish();
        prepared?;
    }
    Ok(Prepared::Yes)
}

fn jobs<'a>(course: &'a Course, ready: &[&'a Files<'a>]) -> Vec<Job<'a>> {
    let mut jobs = Vec::new();
    for files in ready {
        jobs.push(Job::Untouched(files));
        if files.solution.is_none() {
            continue;
        }
        jobs.push(Job::Solution(files));
        let entries = course.near_misses_of(files.exercise);
        if !entries.is_empty() {
            jobs.push(Job::NearMisses(files, entries));
        }
    }
    jobs
}

fn judge_all(session: &Session, jobs: &[Job]) -> Result<Vec<Problem>> {
    let bar = bar::counting(jobs.len(), &session.theme);
    let found = in_parallel(
        jobs,
        workers(),
        |job| {
            bar.set_message(job.exercise().id.clone());
            job.problems(&session.catalog, &session.cancel)
        },
        |_, _| bar.inc(1),
    );
    bar.finish_and_clear();
    let found: Vec<Vec<Problem>> = found.into_iter().collect::<Result<_>>()?;
    Ok(found.into_iter().flatten().collect())
}

/// A line for each problem, and the sum.
fn report(course: &Course, scope: &Scope, problems: &[Problem]) -> String {
    let solutions = scope
        .exercises
        .iter()
        .filter(|files| files.solution.is_some())
        .count();
    let near_misses: usize = scope
        .exercises
        .iter()
        .map(|files| course.near_misses_of(files.exercise).len())
        .sum();
    let looked_at = format!(
        "{}, {}, {}",
        count(scope.exercises.len(), "exercise"),
        count(solutions, "solution"),
        count(near_misses, "near-miss answer")
    );
    if problems.is_empty() {
        return format!("{looked_at}: all right\n");
    }
    let lines: String = problems
        .iter()
        .map(|problem| format!("{problem}\n"))
        .collect();
    format!(
        "{lines}\n{looked_at}: {}\n",
        count(problems.len(), "problem")
    )
}
