//! What verdicts and mistaken names are told with.

use crate::{
    catalog::closest,
    libtest,
    verdict::{Compiler, TestOutcome, Verdict},
};

/// The names of the failed tests, in file order.
pub(super) fn failed(verdict: &Verdict) -> Vec<&str> {
    let failed = verdict
        .tests()
        .iter()
        .filter(|test| matches!(test.outcome, TestOutcome::Failed(_)));
    failed.map(|test| libtest::short(&test.name)).collect()
}

/// `error[E0308] in line 3: mismatched types`.
pub(super) fn first_error(verdict: &Verdict) -> String {
    let Verdict::DoesNotCompile {
        by,
        diagnostics,
        other,
    } = verdict.on_the_code()
    else {
        return String::new();
    };
    let first = match by {
        Compiler::Rustc => crate::diagnostics::errors(diagnostics).next(),
        Compiler::Clippy => diagnostics.first(),
    };
    let Some(first) = first else {
        return other
            .lines()
            .next()
            .unwrap_or("the compiler gives no reason")
            .to_owned();
    };
    let code = first
        .code
        .as_ref()
        .map_or_else(String::new, |code| format!("[{code}]"));
    let place = first
        .place
        .as_ref()
        .map_or_else(String::new, |place| format!(" in line {}", place.line));
    format!("error{code}{place}: {}", first.message)
}

/// `there is no test ...`, with the likely one.
pub(super) fn unknown_test(name: &str, source: &str) -> String {
    let tests = libtest::functions(source);
    let likely = closest(libtest::short(name), tests.iter().map(String::as_str));
    let likely = likely.map_or_else(String::new, |likely| format!("; did you mean `{likely}`?"));
    format!("there is no test `{}`{likely}", name.escape_debug())
}
