//! The parts of `runner dev check` that compile and run: exercises, solutions, near-miss answers.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use super::{
    course::Files,
    near_miss::{self, NearMiss},
    problem::{Problem, Rule},
    rules::{solution, untouched},
};
use crate::{
    catalog::{Catalog, Exercise, Form, JudgedBy},
    check::{self, Freshness, Source, Subject},
    error::{Context, Error, Kind, Result},
    process::Cancel,
    toolchain::command::Artefact,
    verdict::Verdict,
};

/// Directory, below cargo's own, where near-miss answers are built: one after the other for each exercise.
const SLOT: &str = "near-miss";

/// What is done in one go.
pub(super) enum Job<'a> {
    Untouched(&'a Files<'a>),
    Solution(&'a Files<'a>),
    NearMisses(&'a Files<'a>, Vec<&'a NearMiss>),
}

/// Where jobs are done.
pub(super) struct Bench<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) cancel: &'a Cancel,
    /// For the texts of near-miss answers.
    pub(super) scratch: &'a Path,
}

impl<'a> Job<'a> {
    pub(super) fn exercise(&self) -> &'a Exercise {
        match self {
            Self::Untouched(files) | Self::Solution(files) | Self::NearMisses(files, _) => files.exercise,
        }
    }

    /// The file, the line and the rule that a failure of our own is told with.
    fn place(&self) -> (&'a str, usize, Rule) {
        match self {
            Self::Untouched(files) => (&files.exercise.path, 1, Rule::Untouched),
            Self::Solution(files) => (&files.exercise.solution, 1, Rule::Solution),
            Self::NearMisses(files, _) => (&files.exercise.solution, 1, Rule::NearMiss),
        }
    }
}

impl Bench<'_> {
    /// What the job shows to be wrong. An error is an interruption; everything else is a problem of its file.
    pub(super) fn problems(&self, job: &Job) -> Result<Vec<Problem>> {
        if self.cancel.is_cancelled() {
            return Err(Error::interrupted());
        }
        let found = match job {
            Job::Untouched(files) => self.untouched(files),
            Job::Solution(files) => self.solution(files),
            Job::NearMisses(files, entries) => self.near_misses(files, entries),
        };
        match found {
            Err(error) if error.kind() == Kind::Setup => {
                let (file, line, rule) = job.place();
                Ok(vec![Problem::of_error(file, line, rule, &error)])
            }
            found => found,
        }
    }

    fn untouched(&self, files: &Files) -> Result<Vec<Problem>> {
        let exercise = files.exercise;
        let text = files.untouched.as_deref().unwrap_or_default();
        let subject = Subject { original: Some(text), ..Subject::exercise(exercise) };
        let verdict = self.verdict(&subject)?;
        let mut problems: Vec<Problem> = untouched::failure(exercise, self.catalog.form(), text, &verdict).into_iter().collect();
        // An exercise in rustlings' form may well have warnings; one that does not compile has its error, told above.
        if self.catalog.form() == Form::Levels && !matches!(verdict.on_the_code(), Verdict::DoesNotCompile { .. }) {
            let mut remarks = check::remarks(self.catalog, &subject, Artefact::Tests, self.cancel)?;
            remarks.extend(check::remarks(self.catalog, &subject, Artefact::Main, self.cancel)?);
            problems.extend(untouched::remarks(&exercise.path, Rule::Untouched, &remarks));
        }
        Ok(problems)
    }

    fn solution(&self, files: &Files) -> Result<Vec<Problem>> {
        let exercise = files.exercise;
        let subject = Subject { original: files.untouched.as_deref(), ..Subject::solution(exercise) };
        let verdict = self.verdict(&subject)?;
        let Verdict::Passed { warnings, .. } = &verdict else {
            return Ok(solution::failure(exercise, &verdict).into_iter().collect());
        };
        let mut remarks = warnings.clone();
        remarks.extend(check::advice(self.catalog, &subject, self.cancel)?);
        let mut problems = Vec::new();
        if self.catalog.form() == Form::Levels && exercise.judged_by == JudgedBy::Tests {
            let program = check::program(self.catalog, &subject, self.cancel)?;
            remarks.extend(program.remarks);
            problems.extend(program.run.and_then(|run| solution::program_failure(exercise, &run)));
        }
        problems.extend(untouched::remarks(&exercise.solution, Rule::Solution, &remarks));
        Ok(problems)
    }

    fn near_misses(&self, files: &Files, entries: &[&NearMiss]) -> Result<Vec<Problem>> {
        let mut problems = Vec::new();
        for entry in entries {
            let message = match self.near_miss(files, entry) {
                Ok(message) => message,
                Err(error) if error.kind() == Kind::Setup => {
                    problems.push(Problem::of_error(&entry.file, entry.line, Rule::NearMiss, &error));
                    continue;
                }
                Err(error) => return Err(error),
            };
            problems.extend(message.map(|message| Problem::new(&entry.file, entry.line, Rule::NearMiss, message)));
        }
        Ok(problems)
    }

    /// Why the tests do not reject the answer as the entry says.
    fn near_miss(&self, files: &Files, entry: &NearMiss) -> Result<Option<String>> {
        let text = match near_miss::apply(entry, files.solution.as_deref().unwrap_or_default()) {
            Ok(text) => text,
            Err(message) => return Ok(Some(message)),
        };
        // Under the exercise's own name: tests may read the file with `include_str!`.
        let file = self.scratch.join(format!("{}.rs", files.exercise.id));
        let cannot = || format!("cannot write {}", file.display());
        fs::create_dir_all(file.parent().unwrap_or(self.scratch)).context(cannot)?;
        fs::write(&file, text).context(cannot)?;
        let source = Source::Other { file, slot: SLOT.to_owned() };
        let subject = Subject { source, original: files.untouched.as_deref(), ..Subject::exercise(files.exercise) };
        Ok(near_miss::not_rejected(entry, &self.verdict(&subject)?))
    }

    fn verdict(&self, subject: &Subject) -> Result<Verdict> {
        Ok(check::check(self.catalog, subject, Freshness::Cached, self.cancel, &mut |_| {})?.verdict)
    }

    /// How long the tests of the solution take.
    pub(super) fn time(&self, files: &Files) -> Result<Duration> {
        check::test_time(self.catalog, &Subject::solution(files.exercise), self.cancel)
    }
}

/// Directory for the texts of near-miss answers, gone with the returned value.
pub(super) fn scratch() -> Result<(tempfile::TempDir, PathBuf)> {
    let dir = tempfile::tempdir().context(|| "cannot create a temporary directory".to_owned())?;
    let path = dir.path().to_path_buf();
    Ok((dir, path))
}
