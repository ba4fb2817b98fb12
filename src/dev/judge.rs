//! The parts of `runner dev check` that compile and run: exercises, solutions, near-miss answers.

use std::{fs, time::Duration};

use super::{
    course::Files,
    near_miss::{self, NearMiss},
    problem::{Problem, Rule},
    rules::{self, solution, untouched},
    seen::Seen,
};
use crate::{
    catalog::{Catalog, Exercise, Form, JudgedBy},
    check::{self, Checked, Freshness, Source, Subject},
    diagnostics::Diagnostic,
    error::{Context, Error, Kind, Result},
    process::Cancel,
    toolchain::command::Artefact,
    verdict::Verdict,
};

/// What is done in one go.
pub(super) enum Job<'a> {
    Untouched(&'a Files<'a>),
    Solution(&'a Files<'a>),
    NearMisses(&'a Files<'a>, Vec<&'a NearMiss>),
}

impl<'a> Job<'a> {
    pub(super) fn exercise(&self) -> &'a Exercise {
        self.files().exercise
    }

    pub(super) fn name(&self) -> &'static str {
        self.rule().name()
    }

    /// All that its outcome depends on, apart from compiler and crates.
    pub(super) fn depends_on(&self, catalog: &Catalog) -> String {
        let files = self.files();
        let entries = match self {
            Self::Untouched(_) | Self::Solution(_) => &[][..],
            Self::NearMisses(_, entries) => entries,
        };
        let Exercise {
            fails_with,
            untouched,
            ..
        } = files.exercise;
        format!(
            "{:?} {:?} {:?} {fails_with:?} {untouched:?} {entries:?}",
            catalog.form(),
            files.untouched,
            files.solution
        )
    }

    /// Whether its outcome depends on files that nobody here knows: all that a text includes besides itself.
    pub(super) fn includes_others(&self) -> bool {
        let itself = format!("include_str!(\"{}.rs\")", self.exercise().name);
        let texts = [&self.files().untouched, &self.files().solution];
        texts
            .into_iter()
            .flatten()
            .any(|text| text.replace(&itself, "").contains("include"))
    }

    fn files(&self) -> &'a Files<'a> {
        match self {
            Self::Untouched(files) | Self::Solution(files) | Self::NearMisses(files, _) => files,
        }
    }

    fn rule(&self) -> Rule {
        match self {
            Self::Untouched(_) => Rule::Untouched,
            Self::Solution(_) => Rule::Solution,
            Self::NearMisses(..) => Rule::NearMiss,
        }
    }

    /// What is wrong. An error is an interruption: everything else is a problem of the job's file.
    pub(super) fn problems(&self, catalog: &Catalog, cancel: &Cancel) -> Result<Vec<Problem>> {
        let file = match self {
            Self::Untouched(files) => &files.exercise.path,
            Self::Solution(files) | Self::NearMisses(files, _) => &files.exercise.solution,
        };
        problem_or(self.look(catalog, cancel), |error| {
            vec![Problem::of_error(file, 1, self.rule(), error)]
        })
    }

    fn look(&self, catalog: &Catalog, cancel: &Cancel) -> Result<Vec<Problem>> {
        if cancel.is_cancelled() {
            return Err(Error::interrupted());
        }
        let seen = Seen::of(catalog, self, cancel)?;
        if seen.is_all_right() {
            return Ok(Vec::new());
        }
        let bench = Bench::new(catalog, cancel)?;
        let problems = match self {
            Self::Untouched(files) => bench.untouched(files)?,
            Self::Solution(files) => bench.solution(files)?,
            Self::NearMisses(files, entries) => bench.near_misses(files, entries)?,
        };
        if problems.is_empty() && !self.includes_others() {
            seen.remember();
        }
        Ok(problems)
    }
}

/// An error of ours as what `told` makes of it; an interruption stays one.
fn problem_or<T>(result: Result<T>, told: impl FnOnce(&Error) -> T) -> Result<T> {
    match result {
        Err(error) if error.kind() == Kind::Setup => Ok(told(&error)),
        result => result,
    }
}

/// Where a job is done: a directory of its own that goes with it, since a whole course would leave gigabytes.
struct Bench<'a> {
    catalog: &'a Catalog,
    cancel: &'a Cancel,
    dir: tempfile::TempDir,
}

impl<'a> Bench<'a> {
    /// Within the course, where programs may be started, and not in a directory that may be the machine's memory.
    fn new(catalog: &'a Catalog, cancel: &'a Cancel) -> Result<Self> {
        let parent = catalog.state_dir().join("cache");
        let cannot = || {
            format!(
                "cannot create a temporary directory in {}",
                catalog.shown(&parent)
            )
        };
        fs::create_dir_all(&parent).context(cannot)?;
        let dir = tempfile::Builder::new()
            .prefix("dev-")
            .tempdir_in(&parent)
            .context(cannot)?;
        Ok(Self {
            catalog,
            cancel,
            dir,
        })
    }

    /// `source` as something to compile here, held against the exercise file as it is and not as it is archived.
    fn subject<'b>(&self, files: &'b Files, file: std::path::PathBuf) -> Subject<'b> {
        let slot = self.dir.path().join("build").to_string_lossy().into_owned();
        Subject {
            source: Source::Other { file, slot },
            original: files.untouched.as_deref(),
            ..Subject::exercise(files.exercise)
        }
    }

    fn verdict(&self, subject: &Subject) -> Result<Verdict> {
        Ok(self.checked(subject)?.verdict)
    }

    fn checked(&self, subject: &Subject) -> Result<Checked> {
        check::check(
            self.catalog,
            subject,
            Freshness::Always,
            self.cancel,
            &mut |_| {},
        )
    }

    fn untouched(&self, files: &Files) -> Result<Vec<Problem>> {
        let (catalog, exercise) = (self.catalog, files.exercise);
        let subject = self.subject(files, catalog.exercise_file(exercise));
        let verdict = self.verdict(&subject)?;
        let text = files.untouched.as_deref().unwrap_or_default();
        let mut problems: Vec<Problem> =
            untouched::failure(exercise, catalog.form(), text, &verdict)
                .into_iter()
                .collect();
        // An exercise in rustlings' form may have warnings. One that does not compile has its error, told above.
        if catalog.form() == Form::Levels && !matches!(verdict, Verdict::DoesNotCompile { .. }) {
            let mut remarks = self.warnings(&subject, &verdict)?;
            remarks.extend(check::remarks(
                catalog,
                &subject,
                Artefact::Main,
                self.cancel,
            )?);
            problems.extend(untouched::remarks(
                &exercise.path,
                Rule::Untouched,
                &remarks,
            ));
        }
        Ok(problems)
    }

    /// What the compiler said before the verdict, which not every verdict keeps.
    fn warnings(&self, subject: &Subject, verdict: &Verdict) -> Result<Vec<Diagnostic>> {
        match verdict {
            Verdict::Passed { warnings, .. } | Verdict::TestsFailed { warnings, .. } => {
                Ok(warnings.clone())
            }
            Verdict::DoesNotCompile { .. }
            | Verdict::TimedOut { .. }
            | Verdict::Crashed { .. }
            | Verdict::NothingChecked { .. }
            | Verdict::NotAttempted { .. } => {
                check::remarks(self.catalog, subject, Artefact::Tests, self.cancel)
            }
        }
    }

    fn solution(&self, files: &Files) -> Result<Vec<Problem>> {
        let (catalog, exercise) = (self.catalog, files.exercise);
        let subject = self.subject(files, catalog.solution_file(exercise));
        let verdict = self.verdict(&subject)?;
        let Verdict::Passed { warnings, .. } = &verdict else {
            return Ok(solution::failure(exercise, &verdict).into_iter().collect());
        };
        let mut remarks = warnings.clone();
        remarks.extend(check::advice(catalog, &subject, self.cancel)?);
        let mut problems = Vec::new();
        if catalog.form() == Form::Levels && exercise.judged_by == JudgedBy::Tests {
            let program = check::program(catalog, &subject, self.cancel)?;
            remarks.extend(program.remarks);
            problems.extend(
                program
                    .run
                    .and_then(|run| solution::program_failure(exercise, &run)),
            );
        }
        problems.extend(untouched::remarks(
            &exercise.solution,
            Rule::Solution,
            &remarks,
        ));
        Ok(problems)
    }

    fn near_misses(&self, files: &Files, entries: &[&NearMiss]) -> Result<Vec<Problem>> {
        let mut problems = Vec::new();
        for entry in entries {
            let message = problem_or(self.near_miss(files, entry), |error| {
                Some(Problem::of_error(&entry.file, entry.line, Rule::NearMiss, error).message)
            })?;
            problems.extend(
                message
                    .map(|message| Problem::new(&entry.file, entry.line, Rule::NearMiss, message)),
            );
        }
        Ok(problems)
    }

    /// Why the tests do not reject the answer as the entry says.
    fn near_miss(&self, files: &Files, entry: &NearMiss) -> Result<Option<String>> {
        Ok(match self.answer(files, entry)? {
            Answer::None(message) => Some(message),
            Answer::Judged { problem, .. } => problem,
        })
    }

    fn answer(&self, files: &Files, entry: &NearMiss) -> Result<Answer> {
        let text = match near_miss::apply(entry, files.solution.as_deref().unwrap_or_default()) {
            Ok(text) => text,
            Err(message) => return Ok(Answer::None(message)),
        };
        // Under the exercise's own name: tests may read the file with `include_str!`.
        let file = self.dir.path().join(format!("{}.rs", files.exercise.name));
        fs::write(&file, text).context(|| format!("cannot write {}", file.display()))?;
        let checked = self.checked(&self.subject(files, file))?;
        Ok(Answer::Judged {
            problem: rules::near_miss::not_rejected(entry, &checked.verdict),
            verdict: checked.verdict,
            took: checked.took,
        })
    }
}

/// What comes of a near-miss answer.
pub(super) enum Answer {
    /// The entry makes none; why.
    None(String),
    Judged {
        verdict: Verdict,
        took: Duration,
        /// Why the named test does not reject it.
        problem: Option<String>,
    },
}

/// One near-miss answer, judged as the learner's file would be, under the name of the learner's file.
pub(super) fn answer(
    catalog: &Catalog,
    cancel: &Cancel,
    files: &Files,
    entry: &NearMiss,
) -> Result<Answer> {
    let bench = Bench::new(catalog, cancel)?;
    let mut answer = bench.answer(files, entry)?;
    if let Answer::Judged { verdict, .. } = &mut answer {
        let file = bench.dir.path().join(format!("{}.rs", files.exercise.name));
        *verdict = verdict.renamed(&[
            (&file.to_string_lossy(), &files.exercise.path),
            (&catalog.shown(&file), &files.exercise.path),
        ])?;
    }
    Ok(answer)
}
