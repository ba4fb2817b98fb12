//! Grading: the course's own tests over the learner's, and a proof of what looks like a pass.

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use super::{
    Checked, DEFAULT_WIDTH, Source, Subject,
    judge::{Judged, judge_text},
    overlay,
    scratch::Scratch,
    sentinel::{Sentinel, Truth},
    tricks,
};
use crate::{
    catalog::{Catalog, Credit, Exercise, JudgedBy},
    course::untouched,
    error::{Error, Result},
    process::Cancel,
    toolchain::{self, command::RecordedCommand, fingerprint::hash_of},
    training::Training,
    verdict::{Unproven, Verdict},
};

/// A verdict that may be too good, and what there is to hold it against.
pub(super) struct Doubt<'a> {
    pub(super) subject: &'a Subject<'a>,
    pub(super) text: &'a str,
    pub(super) original: Option<&'a str>,
    /// What the text takes in from other files.
    pub(super) included: Option<&'a [PathBuf]>,
    pub(super) command: &'a RecordedCommand,
}

/// The verdict on the learner's file, or why it proves nothing. Costs a second run only where the text names a way to
/// leave before the tests end.
pub(super) fn doubted(
    catalog: &Catalog,
    doubt: &Doubt,
    verdict: Verdict,
    cancel: &Cancel,
) -> Result<Verdict> {
    let included = doubt.included.unwrap_or_default();
    let subject = doubt.subject;
    if subject.source != Source::Exercise || !verdict.is_passed() {
        return Ok(verdict);
    }
    let read = [included, &[subject.file(catalog)]].concat();
    let found = tricks::borrowed(&read, &catalog.solutions_dir()).or_else(|| {
        let original = doubt.original?;
        tricks::redefined(original, doubt.text)
    });
    if let Some(why) = found {
        return Ok(Verdict::NothingChecked { why });
    }
    let needs_proof = !included.is_empty() || tricks::may_end_itself(doubt.text);
    if subject.exercise.judged_by != JudgedBy::Tests || !needs_proof {
        return Ok(verdict);
    }
    let proof = judge_copy(catalog, doubt, Tests::TheLearners, cancel)?;
    // A copy in another place lacks what the file may need there; only a proof of the opposite counts.
    Ok(match proof {
        Verdict::NothingChecked {
            why: Unproven::Forged,
        }
        | Verdict::Crashed { .. } => proof,
        Verdict::Passed { .. }
        | Verdict::TestsFailed { .. }
        | Verdict::DoesNotCompile { .. }
        | Verdict::TimedOut { .. }
        | Verdict::NothingChecked { .. }
        | Verdict::NotAttempted { .. } => verdict,
    })
}

/// Judges a copy of `text` for `subject` by the tests of the untouched file, in a directory where the rest of the course is not.
pub(crate) fn check_copy(
    catalog: &Catalog,
    subject: &Subject,
    text: &str,
    cancel: &Cancel,
) -> Result<Checked> {
    let started = Instant::now();
    let original = subject.original.ok_or_else(|| {
        Error::new(format!("cannot grade {}", subject.exercise.path))
            .caused_by("its untouched text is not known, and the tests in the learner's file are the learner's")
            .help("grade in a course that has exercises/untouched.txt; `runner dev update` writes it")
    })?;
    let hash = hash_of(text.as_bytes());
    let text = &*overlay::as_the_compiler_reads(text);
    let verdict = if untouched::is_untouched(text, original) {
        Verdict::NotAttempted { verdict: None }
    } else if let Some(why) =
        tricks::names_solutions(original, text).or_else(|| tricks::redefined(original, text))
    {
        Verdict::NothingChecked { why }
    } else {
        let command = match subject.command {
            Some(command) => command.clone(),
            None => toolchain::command_for(catalog, subject.exercise, cancel, &mut |_| {})?,
        };
        let doubt = Doubt {
            subject,
            text,
            original: Some(original),
            included: None,
            command: &command,
        };
        let tests = Tests::TheCourses { original };
        let verdict = judge_copy(catalog, &doubt, tests, cancel)?;
        if has_points(subject.exercise, &verdict) && tricks::may_end_itself(text) {
            tried_again(catalog, &doubt, tests, verdict, cancel)?
        } else {
            verdict
        }
    };
    Ok(Checked {
        verdict,
        took: started.elapsed(),
        hash,
        cached: false,
        training: Training::default(),
    })
}

fn has_points(exercise: &Exercise, verdict: &Verdict) -> bool {
    let failed = matches!(verdict, Verdict::TestsFailed { .. });
    verdict.is_passed() || failed && exercise.credit == Credit::PerTest
}

/// Whose tests judge a copy.
#[derive(Clone, Copy)]
enum Tests<'a> {
    TheLearners,
    TheCourses { original: &'a str },
}

/// The verdict on a copy with tests of our own in it.
fn judge_copy(catalog: &Catalog, doubt: &Doubt, tests: Tests, cancel: &Cancel) -> Result<Verdict> {
    let mut sentinel = Sentinel::new(Truth::Right);
    let verdict = judge_with(catalog, doubt, tests, &mut sentinel, cancel)?;
    Ok(match doubt.subject.exercise.judged_by {
        JudgedBy::Tests => sentinel.settle(verdict),
        JudgedBy::Main => verdict,
    })
}

/// The verdict on a program that can end itself, unless it says that the last test passes where that must fail.
fn tried_again(
    catalog: &Catalog,
    doubt: &Doubt,
    tests: Tests,
    first: Verdict,
    cancel: &Cancel,
) -> Result<Verdict> {
    if doubt.subject.exercise.judged_by != JudgedBy::Tests {
        return Ok(first);
    }
    let mut sentinel = Sentinel::new(Truth::Wrong);
    let verdict = judge_with(catalog, doubt, tests, &mut sentinel, cancel)?;
    Ok(if sentinel.has_failed_in(&verdict) {
        first
    } else {
        Verdict::NothingChecked {
            why: Unproven::Forged,
        }
    })
}

fn judge_with(
    catalog: &Catalog,
    doubt: &Doubt,
    tests: Tests,
    sentinel: &mut Sentinel,
    cancel: &Cancel,
) -> Result<Verdict> {
    let exercise = doubt.subject.exercise;
    let (judged, marked) = match tests {
        Tests::TheLearners => (doubt.text.to_owned(), doubt.text.to_owned()),
        Tests::TheCourses { original } => (
            overlay::with_tests_of(original, doubt.text),
            overlay::with_tests_of(&sentinel.inside(original), doubt.text),
        ),
    };
    let written = match exercise.judged_by {
        JudgedBy::Tests => sentinel.behind(&marked),
        JudgedBy::Main => judged.clone(),
    };
    let copy = Subject {
        source: Source::Copy(Scratch::new(
            catalog,
            exercise,
            doubt.subject.lane,
            &written,
        )?),
        width: DEFAULT_WIDTH,
        ..doubt.subject.clone()
    };
    let Judged {
        verdict, included, ..
    } = judge_text(
        catalog,
        &copy,
        &judged,
        doubt.original,
        doubt.command,
        cancel,
        &mut |_| {},
    )?;
    let solutions: &Path = &catalog.solutions_dir();
    if let Some(why) = included.and_then(|included| tricks::borrowed(&included, solutions)) {
        return Ok(Verdict::NothingChecked { why });
    }
    Ok(verdict)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Nothing that the course itself teaches may look like a trick.
    #[test]
    fn every_solution_of_this_course_is_honest() {
        let catalog = Catalog::open(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
        let texts = untouched::archived(&catalog).unwrap();
        for exercise in catalog.exercises() {
            let original = &texts[&exercise.home];
            let solution = std::fs::read_to_string(catalog.solution_file(exercise)).unwrap();
            let id = &exercise.id;
            assert_eq!(tricks::redefined(original, &solution), None, "{id}");
            assert_eq!(tricks::names_solutions(original, &solution), None, "{id}");
            assert!(!overlay::are_tests_modified(original, &solution), "{id}");
            assert_eq!(
                overlay::with_tests_of(original, &solution),
                solution,
                "{id}"
            );
            let other_tests = solution.replace("assert", "debug_assert");
            assert!(overlay::are_tests_modified(original, &other_tests), "{id}");
        }
    }
}
