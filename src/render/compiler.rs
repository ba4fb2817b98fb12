//! What the compiler and clippy say: their own drawings, the first errors in plain words as well.

use super::theme::{Theme, harmless, wrapped};
use crate::{
    diagnostics::{self, Diagnostic},
    explain::{self, Explanation},
    verdict::Compiler,
};

/// Errors that are explained: the later ones mostly follow from them.
const EXPLAINED: usize = 3;

/// So many errors or warnings are shown.
const MOST: usize = 30;

pub(super) fn errors(
    by: Compiler,
    diagnostics: &[Diagnostic],
    other: &str,
    theme: &Theme,
) -> String {
    let mut shown: Vec<String> = match by {
        Compiler::Rustc => explained(diagnostics::errors(diagnostics), theme),
        Compiler::Clippy => {
            std::iter::once("It works. This exercise also asks for what clippy says:".to_owned())
                .chain(diagnostics.iter().map(|remark| drawn(remark, theme)))
                .collect()
        }
    };
    cut(&mut shown, "error");
    // A linker or the compiler itself may fail without a diagnostic.
    if !other.trim().is_empty() {
        shown.push(theme.foreign(other.trim_end()));
    }
    shown.join("\n\n")
}

pub(super) fn warnings(warnings: &[Diagnostic], theme: &Theme) -> Option<String> {
    let mut shown: Vec<String> = warnings
        .iter()
        .map(|warning| drawn(warning, theme))
        .collect();
    cut(&mut shown, "warning");
    (!shown.is_empty()).then(|| shown.join("\n\n"))
}

/// Nobody reads hundreds, and most follow from the first ones: the others are counted.
pub(super) fn cut(shown: &mut Vec<String>, what: &str) {
    if let Some(more @ 1..) = shown.len().checked_sub(MOST) {
        shown.truncate(MOST);
        let s = if more == 1 { "" } else { "s" };
        shown.push(format!("... and {more} more {what}{s}"));
    }
}

/// rustc's drawings, the first ones below what they say in plain words. Two errors of one mistake are explained once.
fn explained<'a>(errors: impl Iterator<Item = &'a Diagnostic>, theme: &Theme) -> Vec<String> {
    let mut said: Vec<Explanation> = Vec::new();
    errors
        .enumerate()
        .map(|(at, error)| {
            let text = drawn(error, theme);
            let explanation = (at < EXPLAINED).then(|| explain::explain(error)).flatten();
            match explanation.filter(|explanation| !said.contains(explanation)) {
                None => text,
                Some(explanation) => {
                    let words = in_plain_words(&explanation, "", theme);
                    said.push(explanation);
                    format!("{words}\n{text}")
                }
            }
        })
        .collect()
}

/// Sentence and way out, each behind `indent`, with a line break at the end.
pub(super) fn in_plain_words(explanation: &Explanation, indent: &str, theme: &Theme) -> String {
    let paragraph = |text: String| wrapped(&harmless(&text), theme.width, indent);
    let sentence = paragraph(format!("In plain words: {}", explanation.sentence));
    let way_out = paragraph(format!("One way out: {}", explanation.way_out));
    format!("{}\n{way_out}\n", theme.strong(&sentence))
}

fn drawn(diagnostic: &Diagnostic, theme: &Theme) -> String {
    theme.foreign(diagnostic.rendered.trim_end())
}
