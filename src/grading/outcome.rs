//! What one submission came to: its row in the table, and its document.

use super::{
    batch::{Bench, Work},
    submission::Found,
    table::Row,
};
use crate::{
    check::Checked,
    cli::Format,
    commands::check as command,
    error::{Error, Result},
    grade::{Graded, Sum},
    render::theme::Theme,
    toolchain::fingerprint::hash_of,
    training::Training,
    verdict::{Compiler, Verdict},
};

pub(super) struct Settled {
    pub(super) row: Row,
    pub(super) document: String,
    /// Whether every text was judged.
    pub(super) whole: bool,
}

/// `judged` has a verdict for each text of `work`.
pub(super) fn settle(
    bench: &Bench,
    format: Format,
    work: Work,
    mut remarks: Vec<String>,
    judged: Vec<Option<Result<Checked>>>,
) -> Result<Settled> {
    let mut graded = Vec::new();
    let mut outcomes = Vec::new();
    let mut whole = true;
    for ((exercise, found), judged) in bench.exercises.iter().zip(&work.found).zip(judged) {
        let original = bench.originals.get(&exercise.home);
        let text = match found {
            Found::Text(text) => text.as_str(),
            Found::Missing | Found::Unreadable(_) => original.map_or("", String::as_str),
        };
        let (outcome, checked) = match (found, judged) {
            (Found::Missing, _) => ("missing", without_text(not_attempted())),
            (Found::Unreadable(why), _) => ("unreadable", without_text(refused(why))),
            (Found::Text(_), Some(Ok(checked))) => (checked.verdict.name(), checked),
            (Found::Text(_), Some(Err(error))) => {
                whole = false;
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
    let document = command::document(format, bench.catalog, &graded, &theme)?;
    Ok(Settled {
        row,
        document,
        whole,
    })
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
