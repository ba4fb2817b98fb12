//! `runner check --courses`: hundreds of submissions against one course.
//!
//! ```text
//! DIR ─> submission.rs ─> batch.rs ─> verdicts ─> a document each, records.rs ─> table.rs: all.csv
//!        texts only       check/kept.rs           what --resume and merge.rs know
//! ```

mod batch;
pub(crate) mod merge;
mod records;
pub(crate) mod shard;
mod submission;
mod table;

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use indicatif::ProgressBar;

use self::{
    batch::{Bench, Work},
    records::{Record, Results, Sheet, TABLE},
    shard::Shard,
    submission::{Found, Submission},
    table::Row,
};
use crate::{
    Outcome,
    catalog::{Catalog, Exercise},
    check::{self, Checked, kept, many},
    cli::{Check, Format},
    commands::check as command,
    course::{archive::Texts, untouched},
    error::{Context, Error, Result},
    grade::{Graded, Sum},
    render::{bar, theme::Theme},
    session::{Session, print, warn},
    toolchain::{command::RecordedCommand, fingerprint::hash_of},
    training::Training,
    verdict::{Compiler, Verdict},
};

/// Texts that are in memory at once, about.
const BATCH: usize = 512;

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
    let listed = submission::list(dir, results.dir())?;
    if !listed.others.is_empty() {
        warn(&format!(
            "not looked at, since they are no directories: {}",
            listed.others.join(", ").escape_debug()
        ));
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
    let sheet = Sheet::new(catalog.title(), name_of(args.format), ids, &names, shard);
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

/// What a result depends on besides the submission: the course's tests, crates and points, the program, the format.
fn circumstances(
    catalog: &Catalog,
    exercises: &[&Exercise],
    commands: &[RecordedCommand],
    originals: &Texts,
    format: Format,
) -> String {
    let mut all = name_of(format).to_owned();
    for (exercise, command) in exercises.iter().zip(commands) {
        let circumstances = check::circumstances_with(catalog, exercise, command);
        let original = originals.get(&exercise.home).map_or("", String::as_str);
        all.push_str(&format!(
            "\n{} {:?} {:?} {circumstances} {}",
            exercise.id,
            exercise.points,
            exercise.credit,
            hash_of(original.as_bytes())
        ));
    }
    hash_of(all.as_bytes())
}

fn name_of(format: Format) -> &'static str {
    match format {
        Format::Human => "human",
        Format::Json => "json",
        Format::Junit => "junit",
        Format::Github => "github",
        Format::Gradescope => "gradescope",
        Format::Classroom => "classroom",
        Format::Tap => "tap",
        Format::Exercism => "exercism",
    }
}

fn extension(format: Format) -> &'static str {
    match format {
        Format::Human | Format::Github => "txt",
        Format::Json | Format::Gradescope | Format::Classroom | Format::Exercism => "json",
        Format::Junit => "xml",
        Format::Tap => "tap",
    }
}

/// One call of the command.
struct Run<'a> {
    bench: Bench<'a>,
    circumstances: String,
    format: Format,
    results: Results,
    sheet: Sheet,
    /// Of those that are graded, by name.
    rows: Vec<Row>,
    /// Submissions with a text that we, not they, failed to judge.
    unjudged: Vec<String>,
    /// Graded earlier, and as they were.
    kept: usize,
}

/// A submission that is to be graded.
struct Open {
    work: Work,
    remarks: Vec<String>,
    digest: String,
}

impl Run<'_> {
    fn all(&mut self, submissions: &[Submission], theme: &Theme) -> Result<()> {
        let ours: Vec<&Submission> = submissions
            .iter()
            .filter(|one| self.sheet.shard.has(&one.name))
            .collect();
        let exercises = self.bench.exercises.len();
        let drawn = bar::grading(ours.len() * exercises, theme);
        let lines = drawn.is_none();
        let bar = drawn.unwrap_or_else(ProgressBar::hidden);
        let batch = (BATCH / exercises.max(1)).clamp(4, 64);
        for batch in ours.chunks(batch) {
            let (open, kept) = self.open(batch, &bar);
            let works: Vec<&Work> = open.iter().map(|one| &one.work).collect();
            let judged = batch::judge(&self.bench, &works, &bar).inspect_err(|_| {
                bar.finish_and_clear();
                self.rows.extend(kept.iter().cloned());
            })?;
            let mut rows = kept;
            for (one, judged) in open.into_iter().zip(judged) {
                rows.push(self.settle(one, judged)?);
            }
            rows.sort_by(|a, b| a.submission.cmp(&b.submission));
            if lines {
                for (at, row) in rows.iter().enumerate() {
                    warn(&format!(
                        "{}/{} {}: {}",
                        self.rows.len() + at + 1,
                        ours.len(),
                        row.submission.escape_debug(),
                        row.sum()
                    ));
                }
            }
            self.rows.extend(rows);
            self.results.keep_table(&self.sheet.exercises, &self.rows)?;
        }
        bar.finish_and_clear();
        Ok(())
    }

    /// Reads some submissions: those to be graded, and the rows of those that are as they were.
    fn open(&mut self, submissions: &[&Submission], bar: &ProgressBar) -> (Vec<Open>, Vec<Row>) {
        let mut open = Vec::new();
        let mut kept = Vec::new();
        for one in submissions {
            let (found, remarks) = one.read(self.bench.exercises);
            let digest = self.digest(&found, &remarks);
            let texts = found.iter().filter(|one| matches!(one, Found::Text(_)));
            let texts = texts.count();
            match self.results.record(&one.name) {
                Some(record) if record.digest == digest => {
                    kept.push(record.row);
                    bar.inc(found.len() as u64);
                }
                _ => {
                    bar.inc((found.len() - texts) as u64);
                    open.push(Open {
                        work: Work {
                            name: one.name.clone(),
                            found,
                        },
                        remarks,
                        digest,
                    });
                }
            }
        }
        self.kept += kept.len();
        (open, kept)
    }

    fn digest(&self, found: &[Found], remarks: &[String]) -> String {
        let mut all = self.circumstances.clone();
        for one in found {
            match one {
                Found::Text(text) => all.push_str(&hash_of(text.as_bytes())),
                Found::Missing => all.push_str(" missing "),
                Found::Unreadable(why) => all.push_str(&format!(" {why:?} ")),
            }
        }
        all.push_str(&format!("{remarks:?}"));
        hash_of(all.as_bytes())
    }

    /// Writes the result of one submission.
    fn settle(&mut self, open: Open, judged: Vec<Option<Result<Checked>>>) -> Result<Row> {
        let Open {
            work,
            mut remarks,
            digest,
        } = open;
        let mut graded = Vec::new();
        let mut outcomes = Vec::new();
        let mut all_judged = true;
        for ((exercise, found), judged) in self.bench.exercises.iter().zip(&work.found).zip(judged)
        {
            let original = self.bench.originals.get(&exercise.home);
            let text = match found {
                Found::Text(text) => text.as_str(),
                Found::Missing | Found::Unreadable(_) => original.map_or("", String::as_str),
            };
            let (outcome, checked) = match (found, judged) {
                (Found::Missing, _) => ("missing", without_text(not_attempted())),
                (Found::Unreadable(why), _) => ("unreadable", without_text(refused(why))),
                (Found::Text(_), Some(Ok(checked))) => (checked.verdict.name(), checked),
                (Found::Text(_), Some(Err(error))) => {
                    all_judged = false;
                    let why = error.to_string().replace('\n', ", ");
                    remarks.push(format!("{}: not judged: {why}", exercise.id));
                    ("not_judged", without_text(refused(&why)))
                }
                (Found::Text(_), None) => return Err(Error::interrupted()),
            };
            outcomes.push(outcome.to_owned());
            graded.push(command::grade(
                exercise,
                checked,
                original.map(String::as_str),
                text,
            ));
        }
        remarks.extend(modified(&graded));
        let sum = Sum::of(&graded);
        let row = Row {
            submission: work.name,
            passed: sum.passed,
            total: sum.total,
            score: sum.score,
            points: sum.points,
            outcomes,
            seconds: seconds(&graded),
            remarks,
        };
        let theme = Theme {
            color: false,
            width: 100,
            plain: true,
            unicode: false,
        };
        let document = command::document(self.format, self.bench.catalog, &graded, &theme)?;
        let file = format!("{}.{}", row.submission, extension(self.format));
        // Without a digest that fits, the next run tries again.
        let digest = if all_judged { digest } else { String::new() };
        if !all_judged {
            self.unjudged.push(row.submission.clone());
        }
        self.results
            .keep(&Record::new(digest, file, row.clone()), document.as_bytes())?;
        Ok(row)
    }

    fn summary(&self, started: Instant) -> String {
        let seconds = started.elapsed().as_secs_f64();
        let graded = self.rows.len() - self.kept;
        let mut text = format!(
            "{} submissions of {} exercises: {graded} graded in {}",
            self.rows.len(),
            self.bench.exercises.len(),
            duration(seconds)
        );
        if graded > 0 {
            text.push_str(&format!(
                " ({:.1} a minute)",
                graded as f64 * 60.0 / seconds
            ));
        }
        if self.kept > 0 {
            text.push_str(&format!(", {} unchanged", self.kept));
        }
        let remarks = self.rows.iter().filter(|row| !row.remarks.is_empty());
        text.push_str(&format!(
            "\n{} with remarks\n{}\n",
            remarks.count(),
            self.results.dir().join(TABLE).display()
        ));
        if !self.unjudged.is_empty() {
            text.push_str(&format!(
                "not judged whole, --resume tries them again: {}\n",
                self.unjudged.join(", ").escape_debug()
            ));
        }
        text
    }
}

fn duration(seconds: f64) -> String {
    if seconds < 60.0 {
        format!("{seconds:.1} s")
    } else {
        format!("{} min {:02} s", seconds as u64 / 60, seconds as u64 % 60)
    }
}

fn not_attempted() -> Verdict {
    Verdict::NotAttempted { verdict: None }
}

/// The compiler would say no more.
fn refused(why: &str) -> Verdict {
    Verdict::DoesNotCompile {
        by: Compiler::Rustc,
        diagnostics: Vec::new(),
        other: why.to_owned(),
    }
}

fn without_text(verdict: Verdict) -> Checked {
    Checked {
        verdict,
        took: std::time::Duration::ZERO,
        hash: hash_of(b""),
        cached: false,
        training: Training::default(),
    }
}

fn seconds(graded: &[Graded]) -> f64 {
    let sum: f64 = graded
        .iter()
        .map(|one| one.checked.took.as_secs_f64())
        .sum();
    (sum * 1000.0).round() / 1000.0
}

/// Whose tests are other ones than the course's.
fn modified(graded: &[Graded]) -> Option<String> {
    let ids: Vec<&str> = graded
        .iter()
        .filter(|one| one.tests_modified)
        .map(|one| one.exercise.id.as_str())
        .collect();
    (!ids.is_empty()).then(|| format!("other tests than the course's: {}", ids.join(" ")))
}
