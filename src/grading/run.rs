//! One call of the command: some submissions at a time are read, judged, and written down.

use indicatif::ProgressBar;

use super::{
    batch::{self, Bench, Work},
    circumstances::digest,
    format::extension,
    outcome::{self, Settled},
    records::{Record, Results, Sheet, stem},
    submission::{Found, Submission},
    table::Row,
};
use crate::{
    check::Checked,
    cli::Format,
    error::Result,
    render::{bar, theme::Theme},
    session::warn,
};

/// Texts that are in memory at once, about.
const TEXTS: usize = 512;
/// Their bytes, about: whoever hands in large files is read with fewer others.
const BYTES: usize = 16 << 20;

/// One call of the command.
pub(super) struct Run<'a> {
    pub(super) bench: Bench<'a>,
    pub(super) circumstances: String,
    pub(super) format: Format,
    pub(super) results: Results,
    pub(super) sheet: Sheet,
    /// Of those that are graded, by name.
    pub(super) rows: Vec<Row>,
    /// Submissions with a text that we, not they, failed to judge.
    pub(super) unjudged: Vec<String>,
    /// Graded earlier, and as they were.
    pub(super) kept: usize,
}

/// A submission that is to be graded.
struct Open {
    work: Work,
    remarks: Vec<String>,
    digest: String,
}

impl Run<'_> {
    pub(super) fn all(&mut self, submissions: &[Submission], theme: &Theme) -> Result<()> {
        let ours: Vec<&Submission> = submissions
            .iter()
            .filter(|one| self.sheet.shard.has(&one.name))
            .collect();
        let exercises = self.bench.exercises.len();
        let drawn = bar::grading(ours.len() * exercises, theme);
        let lines = drawn.is_none();
        let bar = drawn.unwrap_or_else(ProgressBar::hidden);
        let most = (TEXTS / exercises.max(1)).clamp(4, 64);
        let mut rest = ours.as_slice();
        while !rest.is_empty() {
            let (open, kept) = self.open(&rest[..most.min(rest.len())], &bar);
            rest = &rest[open.len() + kept.len()..];
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
                        row.line()
                    ));
                }
            }
            self.rows.extend(rows);
            self.results.keep_table(&self.sheet.exercises, &self.rows)?;
        }
        bar.finish_and_clear();
        Ok(())
    }

    /// Reads the first of some submissions: those to be graded, and the rows of those that are as they were.
    fn open(&mut self, submissions: &[&Submission], bar: &ProgressBar) -> (Vec<Open>, Vec<Row>) {
        let mut open = Vec::new();
        let mut kept = Vec::new();
        let mut bytes = 0;
        for one in submissions {
            if bytes > BYTES {
                break;
            }
            let (found, remarks) = one.read(self.bench.exercises);
            bytes += found.iter().map(Found::bytes).sum::<usize>();
            let digest = digest(&self.circumstances, &found, &remarks);
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

    /// Writes the result of one submission.
    fn settle(&mut self, open: Open, judged: Vec<Option<Result<Checked>>>) -> Result<Row> {
        let Open {
            work,
            remarks,
            digest,
        } = open;
        let Settled {
            row,
            document,
            whole,
        } = outcome::settle(&self.bench, self.format, work, remarks, judged)?;
        let file = format!("{}.{}", stem(&row.submission), extension(self.format));
        // Without a digest that fits, the next run tries again.
        let digest = if whole { digest } else { String::new() };
        if !whole {
            self.unjudged.push(row.submission.clone());
        }
        self.results
            .keep(&Record::new(digest, file, row.clone()), document.as_bytes())?;
        Ok(row)
    }
}
