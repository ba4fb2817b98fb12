//! One exercise -> one verdict; and many at once.

mod bench;
mod cache;
pub(crate) mod honest;
mod judge;
pub(crate) mod kept;
pub(crate) mod many;
mod origins;
pub(crate) mod overlay;
mod own_time;
mod place;
mod program;
pub(crate) mod results;
pub(crate) mod scratch;
mod sentinel;
mod shortened;
pub(crate) mod slots;
mod subject;
mod tricks;

use std::time::{Duration, Instant};

use self::{
    judge::{Judged, judge_text},
    own_time::OwnTime,
    subject::{original, read_subject},
};
pub(crate) use self::{
    program::{advice, demonstrate, program, remarks, stand_by, test_time},
    subject::{DEFAULT_WIDTH, Source, Subject},
};
use crate::{
    catalog::{Catalog, Exercise},
    error::Result,
    process::{Cancel, Ending},
    toolchain::{self, command::RecordedCommand, fingerprint::hash_of, progress::Preparing},
    trace,
    training::{Curve, Training},
    verdict::Verdict,
};

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

/// Judges the file as it is when the check ends: a text that changes meanwhile is judged again.
pub(crate) fn check(
    catalog: &Catalog,
    subject: &Subject,
    freshness: Freshness,
    cancel: &Cancel,
    watcher: &mut dyn FnMut(Stage),
) -> Result<Checked> {
    let mut time = OwnTime::from(Instant::now());
    loop {
        let text = read_subject(catalog, subject)?;
        let hash = hash_of(text.as_bytes());
        trace::step("read and hash the file");
        let command = match subject.command {
            Some(command) => command.clone(),
            None => {
                let (asked, mut prepares) = (Instant::now(), false);
                let command =
                    toolchain::command_for(catalog, subject.exercise, cancel, &mut |step| {
                        prepares = true;
                        watcher(Stage::Preparing(step));
                    })?;
                if prepares {
                    time.leave_out(asked, Instant::now());
                }
                command
            }
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
                took: time.until(Instant::now()),
                hash,
                cached: true,
            });
        }
        let Judged {
            verdict,
            included,
            training,
            compile,
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
            shortened::for_one(verdict),
            cancel,
        )?;
        if read_subject(catalog, subject)? != text {
            continue;
        }
        // A compiler that a busy machine may have stopped is asked again.
        if matches!(compile, Ending::Exited(_))
            && let Some(included) = included.or_else(|| (!text.contains("include")).then(Vec::new))
        {
            cache::save(catalog, subject, &key, &included, (&verdict, &training));
        }
        trace::step("keep the verdict");
        return Ok(Checked {
            verdict,
            training,
            took: time.until(Instant::now()),
            hash,
            cached: false,
        });
    }
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
