//! Compile, run, judge: one text to its verdict.

use std::path::PathBuf;

use super::{
    Stage,
    bench::{Bench, News},
    origins,
    subject::{Source, Subject},
};
use crate::{
    catalog::{Catalog, Form, JudgedBy, Lints},
    course::untouched::is_untouched,
    diagnostics::Level,
    error::Result,
    libtest,
    process::{Cancel, Ending},
    toolchain::command::{Artefact, RecordedCommand},
    trace,
    training::Training,
    verdict::{self, Steps, TestNames, Verdict},
};

/// What one text came to.
pub(super) struct Judged {
    pub(super) verdict: Verdict,
    /// The other files that the text includes, if it compiles.
    pub(super) included: Option<Vec<PathBuf>>,
    pub(super) training: Training,
    /// Whether the compiler came to its end.
    pub(super) compile: Ending,
}

/// Compile, run, judge.
pub(super) fn judge_text(
    catalog: &Catalog,
    subject: &Subject,
    text: &str,
    original: Option<&str>,
    command: &RecordedCommand,
    cancel: &Cancel,
    watcher: &mut dyn FnMut(Stage),
) -> Result<Judged> {
    let bench = Bench::new(catalog, subject, command)?;

    trace::step("the place to build in");
    watcher(Stage::Compiling);
    let artefact = match subject.exercise.judged_by {
        JudgedBy::Tests => Artefact::Tests,
        JudgedBy::Main => Artefact::Main,
    };
    let (compile, run) = bench.compile_and_follow(artefact, cancel, &mut |news| match news {
        News::Written => {
            trace::step("rustc, linker included");
            watcher(Stage::Testing);
        }
        News::Trains(training) => {
            if let Some(curve) = training.newest() {
                watcher(Stage::Training(Box::new(curve.clone())));
            }
        }
    })?;
    trace::step(match run {
        Some(_) => "the test binary, while rustc ends",
        None => "rustc, which wrote no program",
    });
    let compile = bench.narrowed(artefact, compile, cancel)?;
    // The list of a compile that failed lacks the file that it looked for in vain.
    let included = if compile.succeeded() {
        bench.included(artefact)
    } else {
        None
    };
    let (run, training) =
        run.map_or_else(Default::default, |(run, training)| (Some(run), training));

    let in_file = libtest::functions(text);
    let expected = original.map(libtest::functions).unwrap_or_default();
    let mut verdict = verdict::judge(&Steps {
        judged_by: subject.exercise.judged_by,
        limit: subject.exercise.limit,
        in_file: &in_file,
        expected: &expected,
        names: if catalog.archive_file().exists() {
            TestNames::Binding
        } else {
            TestNames::Loose
        },
        compile: &compile,
        run: run.as_ref(),
    });
    if let Verdict::TimedOut {
        running: Some(test),
        last_line,
        ..
    } = &mut verdict
    {
        *last_line = bench.last_line_of(test, cancel)?;
    }
    if let Verdict::TestsFailed { tests, .. } = &mut verdict {
        let texts = origins::Texts {
            catalog,
            subject,
            text,
            original,
        };
        origins::find(&bench, &texts, tests, cancel)?;
        trace::step("whose lines the failures are");
    }
    if verdict.is_passed() && catalog.form() == Form::Rustlings {
        verdict = bench.program_too(verdict, cancel)?;
    }
    if verdict.is_passed()
        && let Some(least) = refused_remarks(catalog.form(), subject.exercise.lints)
    {
        verdict = bench.without_remarks(verdict, least, cancel)?;
    }
    let untouched = subject.source == Source::Exercise
        && original.is_some_and(|original| is_untouched(text, original));
    if untouched && !verdict.is_passed() {
        verdict = Verdict::NotAttempted {
            verdict: Some(Box::new(verdict)),
        };
    }
    Ok(Judged {
        verdict,
        included,
        training,
        compile: compile.ending,
    })
}

/// From which level on clippy's remarks refuse code that works; nothing if they are advice.
fn refused_remarks(form: Form, lints: Lints) -> Option<Level> {
    match (form, lints) {
        (Form::Rustlings | Form::Levels, Lints::Strict) => Some(Level::Warning),
        // What the package denies or forbids is an error of clippy's there, and no exercise with one is done.
        (Form::Rustlings, Lints::Advice) => Some(Level::Error),
        (Form::Levels, Lints::Advice) => None,
    }
}
