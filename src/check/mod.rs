//! One exercise -> one verdict; and many at once.

mod bench;
mod cache;
pub(crate) mod honest;
pub(crate) mod kept;
pub(crate) mod many;
mod origins;
pub(crate) mod overlay;
pub(crate) mod results;
pub(crate) mod scratch;
mod sentinel;
pub(crate) mod slots;
mod tricks;

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use self::{
    bench::Bench,
    scratch::{Lane, Scratch},
};
use crate::{
    catalog::{Catalog, Exercise, Form, JudgedBy, Lints, Texts},
    course::untouched,
    diagnostics::{self, Diagnostic, Level},
    error::{Error, Result, read_text},
    libtest,
    process::{Cancel, Ending, Finished},
    toolchain::{
        self,
        command::{Artefact, RecordedCommand},
        fingerprint::hash_of,
        progress::Preparing,
    },
    trace,
    training::{Curve, Training},
    verdict::{self, Steps, TestNames, Verdict},
};

/// Columns of rustc's drawings when nobody says otherwise.
pub(crate) const DEFAULT_WIDTH: usize = 100;

/// What to check.
#[derive(Debug, Clone)]
pub(crate) struct Subject<'a> {
    pub(crate) exercise: &'a Exercise,
    pub(crate) source: Source,
    pub(crate) width: usize,
    /// The untouched text, for those who know it better than the course's archive: its authors.
    pub(crate) original: Option<&'a str>,
    /// The compiler call, for those who have just asked for those of many.
    pub(crate) command: Option<&'a RecordedCommand>,
    /// Where copies of it are judged, for those who judge many.
    pub(crate) lane: Option<&'a Lane>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// The learner's file.
    Exercise,
    Solution,
    /// Any other text for the same exercise, with a name for its build directory or an absolute path to one.
    Other {
        file: PathBuf,
        slot: String,
    },
    /// A text in the place of the learner's file, among copies of what stands beside it.
    Copy(Scratch),
}

/// A verdict with the content it judged.
#[derive(Debug, Clone)]
pub(crate) struct Checked {
    pub(crate) verdict: Verdict,
    pub(crate) took: Duration,
    /// Hash of the text that was judged.
    pub(crate) hash: String,
    pub(crate) cached: bool,
    /// The losses that the run reported.
    pub(crate) training: Training,
}

/// Whether an earlier verdict on the same text will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Freshness {
    /// What has not changed is not run again.
    Cached,
    Always,
}

/// What happens meanwhile, for those who watch.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Stage {
    Preparing(Preparing),
    Compiling,
    Testing,
    /// It runs, and it trains something: the newest curve.
    Training(Box<Curve>),
}

impl<'a> Subject<'a> {
    pub(crate) fn exercise(exercise: &'a Exercise) -> Self {
        Self {
            exercise,
            source: Source::Exercise,
            width: DEFAULT_WIDTH,
            original: None,
            command: None,
            lane: None,
        }
    }

    pub(crate) fn solution(exercise: &'a Exercise) -> Self {
        Self {
            source: Source::Solution,
            ..Self::exercise(exercise)
        }
    }

    fn file(&self, catalog: &Catalog) -> PathBuf {
        match &self.source {
            Source::Exercise => catalog.exercise_file(self.exercise),
            Source::Solution => catalog.solution_file(self.exercise),
            Source::Other { file, .. } => file.clone(),
            Source::Copy(scratch) => scratch.file().to_path_buf(),
        }
    }

    /// The name that messages use.
    fn shown(&self) -> String {
        match &self.source {
            Source::Exercise | Source::Copy(_) => self.exercise.path.clone(),
            Source::Solution => self.exercise.solution.clone(),
            Source::Other { file, .. } => file.display().to_string(),
        }
    }

    /// Directory of our own build output, under cargo's target directory.
    fn slot(&self, catalog: &Catalog) -> String {
        match &self.source {
            Source::Exercise => format!("{}/{}", catalog.texts().name(), self.exercise.id),
            Source::Solution => format!("solutions/{}", self.exercise.id),
            Source::Other { slot, .. } => format!("{slot}/{}", self.exercise.id),
            Source::Copy(scratch) => format!("{}/{}", scratch.slot(), self.exercise.id),
        }
    }
}

/// Judges the file as it is when the check ends: a text that changes meanwhile is judged again.
pub(crate) fn check(
    catalog: &Catalog,
    subject: &Subject,
    freshness: Freshness,
    cancel: &Cancel,
    watcher: &mut dyn FnMut(Stage),
) -> Result<Checked> {
    let started = Instant::now();
    loop {
        let text = read_subject(catalog, subject)?;
        let hash = hash_of(text.as_bytes());
        trace::step("read and hash the file");
        let command = match subject.command {
            Some(command) => command.clone(),
            None => toolchain::command_for(catalog, subject.exercise, cancel, &mut |step| {
                watcher(Stage::Preparing(step));
            })?,
        };
        trace::step("the recorded command still holds");
        let original = original(catalog, subject, &text);
        let key = cache::key(
            catalog.form(),
            &hash,
            original.as_deref(),
            &command,
            subject,
        );
        trace::step("the untouched text, and the key of the cache");

        if freshness == Freshness::Cached
            && let Some((verdict, training)) = cache::load(catalog, subject, &key)
        {
            return Ok(Checked {
                verdict,
                training,
                took: started.elapsed(),
                hash,
                cached: true,
            });
        }
        let Judged {
            verdict,
            included,
            training,
        } = judge_text(
            catalog,
            subject,
            &text,
            original.as_deref(),
            &command,
            cancel,
            watcher,
        )?;
        let verdict = honest::doubted(
            catalog,
            &honest::Doubt {
                subject,
                text: &text,
                original: original.as_deref(),
                included: included.as_deref(),
                command: &command,
            },
            verdict,
            cancel,
        )?;
        if read_subject(catalog, subject)? != text {
            continue;
        }
        if let Some(included) = included.or_else(|| (!text.contains("include")).then(Vec::new)) {
            cache::save(catalog, subject, &key, &included, (&verdict, &training));
        }
        trace::step("keep the verdict");
        return Ok(Checked {
            verdict,
            training,
            took: started.elapsed(),
            hash,
            cached: false,
        });
    }
}

fn read_subject(catalog: &Catalog, subject: &Subject) -> Result<String> {
    let file = subject.file(catalog);
    if subject.source == Source::Exercise && !file.exists() {
        let error = Error::new(format!("cannot read {}", subject.shown()));
        if catalog.texts() == Texts::Review {
            return Err(error
                .caused_by("the copy for the review is missing")
                .help("`runner review` writes it anew, and so does x in a review"));
        }
        return Err(error
            .caused_by(format!(
                "the file is missing; {} lists it in line {}",
                crate::catalog::INFO,
                subject.exercise.line
            ))
            .help(format!(
                "`runner reset {}` writes the untouched file",
                subject.exercise.id
            )));
    }
    read_text(&file, &subject.shown())
}

/// The untouched text that `text` is held against, if it is known.
fn original(catalog: &Catalog, subject: &Subject, text: &str) -> Option<String> {
    if let Some(original) = subject.original {
        return Some(original.to_owned());
    }
    if subject.source == Source::Exercise {
        untouched::remember(catalog, subject.exercise, text);
    }
    untouched::text_of(catalog, subject.exercise)
}

/// What one text came to.
struct Judged {
    verdict: Verdict,
    /// The other files that the text includes, if it compiles.
    included: Option<Vec<PathBuf>>,
    training: Training,
}

/// Compile, run, judge.
fn judge_text(
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
    let compile = bench.compile(artefact, cancel)?;
    let compile = bench.narrowed(artefact, compile, cancel)?;
    trace::step("rustc, linker included");
    // The list of a compile that failed lacks the file that it looked for in vain.
    let included = if compile.succeeded() {
        bench.included(artefact)
    } else {
        None
    };
    let (mut run, mut training) = (None, Training::default());
    if compile.succeeded() {
        watcher(Stage::Testing);
        let limit = subject.exercise.limit;
        let finished;
        (finished, training) = bench.follow(artefact, &[], limit, cancel, &mut |news| {
            if let Some(curve) = news.newest() {
                watcher(Stage::Training(Box::new(curve.clone())));
            }
        })?;
        run = Some(finished);
        trace::step("the test binary");
    }

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
    let untouched =
        subject.source == Source::Exercise && original.is_some_and(|original| original == text);
    if untouched && !verdict.is_passed() {
        verdict = Verdict::NotAttempted {
            verdict: Some(Box::new(verdict)),
        };
    }
    Ok(Judged {
        verdict,
        included,
        training,
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
    let compile = bench.compile(Artefact::Main, cancel)?;
    let (mut run, mut training) = (None, Training::default());
    if compile.succeeded() {
        let limit = subject.exercise.limit;
        let finished;
        (finished, training) = bench.follow(Artefact::Main, &[], limit, cancel, on_news)?;
        run = Some(finished);
    }
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

fn remarks_in(compile: &Finished) -> Vec<Diagnostic> {
    let (found, _) = diagnostics::parse(&compile.stderr);
    diagnostics::warnings(&found)
        .chain(diagnostics::errors(&found))
        .cloned()
        .collect()
}

/// What the last check of the learner's file said, for those who ask beside it. Nothing is run.
pub(crate) fn latest(catalog: &Catalog, exercise: &Exercise) -> Option<Verdict> {
    cache::latest(catalog, exercise)
}

/// Changes with all that a verdict depends on besides the texts: the compiler call, the crates, the time limit.
pub(crate) fn circumstances(
    catalog: &Catalog,
    exercise: &Exercise,
    cancel: &Cancel,
) -> Result<String> {
    let command = toolchain::command_for(catalog, exercise, cancel, &mut |_| {})?;
    Ok(circumstances_with(catalog, exercise, &command))
}

/// The same, for those who know the compiler call.
pub(crate) fn circumstances_with(
    catalog: &Catalog,
    exercise: &Exercise,
    command: &RecordedCommand,
) -> String {
    let subject = Subject::exercise(exercise);
    cache::key(catalog.form(), "", None, command, &subject)
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
