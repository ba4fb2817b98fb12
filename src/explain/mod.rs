//! Compile errors, and panics, in plain words: what is wrong, in a sentence, and one way out, for those that learners of ndarray and linfa meet.
//!
//! A rule looks at the error's code and at the structure of the diagnostic: labels, marked source, notes and suggestions. Where a
//! rule is not sure it says nothing, since a sentence that misleads is worse than none: rustc's own text is always shown as well.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the compiler's types are not ours: a rule names those that it knows"
)]

mod absent;
mod borrows;
mod boxes;
mod chains;
mod collections;
mod conversions;
mod dot;
mod facts;
mod imports;
mod indices;
mod language;
mod left_open;
mod lifetimes;
mod linfa;
mod lists;
mod literals;
mod methods;
mod mismatch;
mod moves;
mod numbers;
mod operators;
mod order;
pub(crate) mod panics;
mod python;
mod shapes;
#[cfg(test)]
mod tests;
mod texts;
mod types;
mod words;
mod writes;

use crate::diagnostics::{Diagnostic, Level};

/// Said above rustc's own text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Explanation {
    /// What is wrong.
    pub(crate) sentence: String,
    /// One way out.
    pub(crate) way_out: String,
}

impl Explanation {
    /// Code that covers several lines is not at hand, and must leave no gap in a sentence.
    fn is_whole(&self) -> bool {
        !self.sentence.contains("``") && !self.way_out.contains("``")
    }
}

/// What one kind of error is explained with.
struct Rule {
    /// `E0382`; empty for errors of syntax, which have no code.
    code: &'static str,
    explain: fn(&Diagnostic) -> Option<Explanation>,
}

/// In the order in which they are asked: the particular before the general.
const THEMES: &[&[Rule]] = &[
    python::RULES,
    words::RULES,
    chains::RULES,
    collections::RULES,
    linfa::RULES,
    absent::RULES,
    dot::RULES,
    shapes::RULES,
    indices::RULES,
    operators::RULES,
    numbers::RULES,
    literals::RULES,
    left_open::RULES,
    mismatch::RULES,
    conversions::RULES,
    moves::RULES,
    borrows::RULES,
    lifetimes::RULES,
    writes::RULES,
    imports::RULES,
    methods::RULES,
    boxes::RULES,
    texts::RULES,
    order::RULES,
    lists::RULES,
    language::RULES,
];

/// Plain words for `diagnostic`, if it is one that is known well enough.
pub(crate) fn explain(diagnostic: &Diagnostic) -> Option<Explanation> {
    if diagnostic.level != Level::Error {
        return None;
    }
    let code = diagnostic.code.as_deref().unwrap_or_default();
    THEMES
        .iter()
        .copied()
        .flatten()
        .filter(|rule| rule.code == code)
        .find_map(|rule| (rule.explain)(diagnostic))
        .filter(Explanation::is_whole)
}

impl Rule {
    const fn on(code: &'static str, explain: fn(&Diagnostic) -> Option<Explanation>) -> Self {
        Self { code, explain }
    }
}

/// The last line of a rule.
#[expect(clippy::unnecessary_wraps, reason = "every rule ends with it")]
fn say(sentence: impl Into<String>, way_out: impl Into<String>) -> Option<Explanation> {
    Some(Explanation {
        sentence: sentence.into(),
        way_out: way_out.into(),
    })
}
