//! The exercise beside its tests: as a plain program, as clippy sees it, as a run with a clock.

use std::time::{Duration, Instant};

use super::{
    bench::{Bench, News},
    results,
    subject::{Source, Subject},
};
use crate::{
    catalog::Catalog,
    diagnostics::{self, Diagnostic},
    error::Result,
    process::{Cancel, Ending, Finished, Standby},
    toolchain::{self, command::Artefact},
    training::Training,
};

/// What `main` did after a pass.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Demo {
    pub(crate) output: String,
    pub(crate) training: Training,
}

/// What `main` prints and trains, compiled and run on its own; after a pass, for the learner to look at. That of a boss
/// is kept.
pub(crate) fn demonstrate(
    catalog: &Catalog,
    subject: &Subject,
    cancel: &Cancel,
    on_news: &mut dyn FnMut(&Training),
) -> Result<Demo> {
    let program = follow_program(catalog, subject, cancel, on_news)?;
    let output = match program.run {
        None => String::new(),
        Some(Finished {
            ending: Ending::Exited(0),
            stdout,
            ..
        }) => {
            if subject.source == Source::Exercise {
                results::keep(catalog, subject.exercise, &stdout);
            }
            stdout
        }
        Some(Finished { stdout, stderr, .. }) => format!("{stdout}{stderr}"),
    };
    Ok(Demo {
        output,
        training: program.training,
    })
}

/// The exercise as a plain program.
pub(crate) struct Program {
    /// What the compiler says about it.
    pub(crate) remarks: Vec<Diagnostic>,
    /// How it ended, if it compiled.
    pub(crate) run: Option<Finished>,
    /// The losses that it reported.
    training: Training,
}

pub(crate) fn program(catalog: &Catalog, subject: &Subject, cancel: &Cancel) -> Result<Program> {
    follow_program(catalog, subject, cancel, &mut |_| {})
}

fn follow_program(
    catalog: &Catalog,
    subject: &Subject,
    cancel: &Cancel,
    on_news: &mut dyn FnMut(&Training),
) -> Result<Program> {
    let command = toolchain::command_for(catalog, subject.exercise, cancel, &mut |_| {})?;
    let bench = Bench::new(catalog, subject, &command)?;
    let (compile, run) = bench.compile_and_follow(Artefact::Main, cancel, &mut |news| {
        if let News::Trains(training) = news {
            on_news(training);
        }
    })?;
    let (run, training) =
        run.map_or_else(Default::default, |(run, training)| (Some(run), training));
    Ok(Program {
        remarks: remarks_in(&compile),
        run,
        training,
    })
}

/// Clippy's remarks on code that passes.
pub(crate) fn advice(
    catalog: &Catalog,
    subject: &Subject,
    cancel: &Cancel,
) -> Result<Vec<Diagnostic>> {
    remarks(catalog, subject, Artefact::Lints, cancel)
}

/// Warnings and errors of one compile, which is not run.
pub(crate) fn remarks(
    catalog: &Catalog,
    subject: &Subject,
    artefact: Artefact,
    cancel: &Cancel,
) -> Result<Vec<Diagnostic>> {
    let command = toolchain::command_for(catalog, subject.exercise, cancel, &mut |_| {})?;
    Ok(remarks_in(
        &Bench::new(catalog, subject, &command)?.compile(artefact, cancel)?,
    ))
}

pub(super) fn remarks_in(compile: &Finished) -> Vec<Diagnostic> {
    let (found, _) = diagnostics::parse(&compile.stderr);
    diagnostics::warnings(&found)
        .chain(diagnostics::errors(&found))
        .cloned()
        .collect()
}

/// How long the test binary runs, on its own.
pub(crate) fn test_time(catalog: &Catalog, subject: &Subject, cancel: &Cancel) -> Result<Duration> {
    let command = toolchain::command_for(catalog, subject.exercise, cancel, &mut |_| {})?;
    let bench = Bench::new(catalog, subject, &command)?;
    bench.compile(Artefact::Tests, cancel)?;
    let started = Instant::now();
    bench.run(Artefact::Tests, &[], subject.exercise.limit, cancel)?;
    Ok(started.elapsed())
}

/// Loads a compiler into `standby` for the next check of `subject`. Without one, the check loads it itself.
pub(crate) fn stand_by(catalog: &Catalog, subject: &Subject, standby: &Standby, cancel: &Cancel) {
    let command = toolchain::command_for(catalog, subject.exercise, cancel, &mut |_| {});
    if let Ok(command) = command
        && let Ok(bench) = Bench::new(catalog, subject, &command)
    {
        bench.stand_by(standby);
    }
}
