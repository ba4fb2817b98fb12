//! `runner check --courses`: hundreds of submissions against one course.
//!
//! ```text
//! DIR ─> listed.rs, submission.rs ─> run.rs ─> batch.rs ─> verdicts ─> outcome.rs ──────> records.rs ─> table.rs: all.csv
//!        texts only                            check/kept.rs           a document each    what --resume and merge.rs know
//! ```

mod batch;
mod circumstances;
mod format;
mod listed;
pub(crate) mod merge;
mod outcome;
mod records;
mod run;
pub(crate) mod shard;
pub(crate) mod submission;
mod summary;
mod table;

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use self::{
    batch::Bench,
    circumstances::circumstances,
    records::{Results, Sheet},
    run::Run,
    shard::Shard,
};
use crate::{
    Outcome,
    check::{kept, many},
    cli::Check,
    commands::check as command,
    course::untouched,
    error::{Context, Error, Result},
    session::{Session, print, warn},
};

/// Grades all submissions in `dir`.
pub(crate) fn check_all(session: &Session, args: &Check, dir: &Path) -> Result<Outcome> {
    let started = Instant::now();
    let results = Results::at(&match &args.output {
        Some(output) => output.clone(),
        None => beside(dir)?,
    });
    if results.are_there() && !args.many.resume {
        return Err(
            Error::new(format!("{} has results already", results.dir().display()))
                .help("--resume goes on with them; --output DIR names another directory"),
        );
    }
    let listed = listed::list(dir, results.dir())?;
    if !listed.others.is_empty() {
        warn(&format!(
            "not looked at, since they are no directories: {}",
            listed.others.join(", ").escape_debug()
        ));
    }
    if let Some(alike) = listed.alike() {
        warn(&alike);
    }
    let catalog = &session.catalog;
    let originals = untouched::archived(catalog).ok_or_else(|| {
        Error::new("cannot grade by this course")
            .caused_by("it has no exercises/untouched.txt, so its own tests are not known")
            .help("`runner dev update` writes it")
    })?;
    let exercises = command::selected(catalog, &args.names)?;
    let commands = command::prepare(session, &exercises)?;
    kept::trim(catalog);
    let place = tempfile::tempdir().context(|| "cannot create a temporary directory".to_owned())?;
    let room = place
        .path()
        .canonicalize()
        .context(|| format!("cannot find {}", place.path().display()))?;

    let shard = args.many.shard.unwrap_or(Shard::WHOLE);
    let names: Vec<String> = listed
        .submissions
        .iter()
        .map(|one| one.name.clone())
        .collect();
    let ids = exercises
        .iter()
        .map(|exercise| exercise.id.clone())
        .collect();
    let sheet = Sheet::new(
        catalog.title(),
        format::name_of(args.format),
        ids,
        &names,
        shard,
    );
    results.keep_sheet(&sheet)?;
    let mut run = Run {
        bench: Bench {
            catalog,
            exercises: &exercises,
            commands: &commands,
            originals: &originals,
            place: &room,
            jobs: args.many.jobs.map_or_else(many::workers, usize::from),
            cancel: &session.cancel,
        },
        circumstances: circumstances(catalog, &exercises, &commands, &originals, args.format),
        format: args.format,
        results,
        sheet,
        rows: Vec::new(),
        unjudged: Vec::new(),
        kept: 0,
    };
    let done = run.all(&listed.submissions, &session.theme);
    // What was graded stays graded, whatever ended the run.
    run.results.keep_table(&run.sheet.exercises, &run.rows)?;
    if let Err(error) = done {
        warn(&format!(
            "{} of {} submissions are graded; the same command with --resume goes on",
            run.rows.len(),
            run.sheet.submissions.len()
        ));
        return Err(error);
    }
    print(&run.summary(started))?;
    Ok(if run.unjudged.is_empty() {
        Outcome::Fine
    } else {
        Outcome::NotSolved
    })
}

/// `DIR-results`
fn beside(dir: &Path) -> Result<PathBuf> {
    let real = dir
        .canonicalize()
        .context(|| format!("cannot read the submissions in {}", dir.display()))?;
    let mut name = real.file_name().unwrap_or_default().to_owned();
    name.push("-results");
    Ok(real.with_file_name(name))
}
