//! A verdict as text: one line for every reader, and the details a learner needs.

mod claims;
mod failure;

use std::time::Duration;

pub(crate) use self::failure::message;
use super::{
    compiler,
    screen::folded,
    theme::{Theme, harmless, indented, wrapped},
    unproven,
};
use crate::{
    catalog::Exercise,
    diagnostics,
    verdict::{Crash, Failure, Test, Verdict},
};

/// Lines of a learner's output that are shown.
const SHOWN_OUTPUT: usize = 40;

/// `04_regression/09_ridge: tests_failed (0.21 s)`
pub(crate) fn line(
    exercise: &Exercise,
    verdict: &Verdict,
    took: Duration,
    theme: &Theme,
) -> String {
    let name = match verdict {
        Verdict::Passed { .. } => theme.good(verdict.name()),
        Verdict::NotAttempted { .. } => theme.note(verdict.name()),
        Verdict::TestsFailed { .. }
        | Verdict::DoesNotCompile { .. }
        | Verdict::TimedOut { .. }
        | Verdict::Crashed { .. }
        | Verdict::NothingChecked { .. } => theme.bad(verdict.name()),
    };
    format!("{}: {name} ({:.2} s)", exercise.id, took.as_secs_f64())
}

/// Everything below that line, without a newline at the end. Empty if there is nothing to add.
pub(crate) fn details(exercise: &Exercise, verdict: &Verdict, theme: &Theme) -> String {
    details_within(exercise, verdict, theme, usize::MAX)
}

/// The same, with the list of claims folded where otherwise the first failure would be out of sight in so many `rows`.
pub(crate) fn details_within(
    exercise: &Exercise,
    verdict: &Verdict,
    theme: &Theme,
    rows: usize,
) -> String {
    let mut begun = String::new();
    if let Verdict::NotAttempted { .. } = verdict {
        let text = format!(
            "Not started yet: edit {} and save. This is what a check says until then.",
            exercise.path
        );
        begun = wrapped(&text, theme.width, "");
    }
    let verdict = verdict.on_the_code();
    let mut parts: Vec<String> = Vec::new();
    match verdict {
        Verdict::Passed {
            output, warnings, ..
        } => {
            if !output.trim().is_empty() {
                parts.push(printed("It printed:", output, theme));
            }
            parts.extend(compiler::warnings(warnings, theme));
        }
        Verdict::TestsFailed { .. } => {}
        Verdict::DoesNotCompile {
            by,
            diagnostics,
            other,
        } => parts.push(compiler::errors(*by, diagnostics, other, theme)),
        Verdict::TimedOut {
            limit,
            running,
            last_line,
            ..
        } => {
            parts.push(timed_out(
                *limit,
                running.as_deref(),
                last_line.as_deref(),
                theme,
            ));
        }
        Verdict::Crashed {
            crash,
            running,
            output,
            ..
        } => parts.push(crashed(crash, running.as_deref(), output, theme)),
        Verdict::NothingChecked { why } => {
            parts.push(unproven::told(exercise, why, theme));
        }
        Verdict::NotAttempted { .. } => {}
    }
    if let Some((test, failure)) = told(verdict).next() {
        parts.push(failure::told("First to fail", test, failure, theme));
    }
    let below = parts.join("\n\n");
    let taken = match begun.lines().count() {
        0 => 0,
        lines => lines + 1,
    };
    let claims = claims::list(verdict.tests(), &below, theme, rows.saturating_sub(taken));
    let mut text = vec![begun, claims, below];
    text.retain(|part| !part.is_empty());
    text.join("\n\n")
}

/// The failures after the first, folded to a line or opened like it. Nothing if there are none.
pub(crate) fn other_failures(verdict: &Verdict, unfolded: bool, theme: &Theme) -> Option<String> {
    let others: Vec<(&Test, &Failure)> = told(verdict.on_the_code()).skip(1).collect();
    match others.len() {
        0 => None,
        _ if unfolded => Some(
            others
                .iter()
                .map(|(test, failure)| failure::told("Fails as well", test, failure, theme))
                .collect::<Vec<_>>()
                .join("\n\n"),
        ),
        1 => Some(theme.quiet("f opens the other failure")),
        many => Some(theme.quiet(&format!("f opens the other {many} failures"))),
    }
}

/// The failures with something to tell: where the process was stopped, no test could say why it failed.
fn told(verdict: &Verdict) -> impl Iterator<Item = (&Test, &Failure)> {
    verdict.failures().filter(|(_, failure)| {
        failure.line > 0 || !failure.message.is_empty() || !failure.output.is_empty()
    })
}

fn printed(title: &str, output: &str, theme: &Theme) -> String {
    let lines: Vec<&str> = output.trim_end().lines().collect();
    let mut text = theme.quiet(title);
    for line in lines.iter().take(SHOWN_OUTPUT) {
        text.push_str(&format!("\n  {}", shortened(&harmless(line))));
    }
    if lines.len() > SHOWN_OUTPUT {
        text.push_str(&theme.quiet(&format!(
            "\n  ... {} more lines",
            lines.len() - SHOWN_OUTPUT
        )));
    }
    text
}

/// A line of a flood, or of an array with a million entries, is shown by its beginning.
fn shortened(line: &str) -> String {
    const LONGEST: usize = 1000;
    match line.char_indices().nth(LONGEST) {
        None => line.to_owned(),
        Some((end, _)) => format!(
            "{} ... ({} more characters)",
            &line[..end],
            line[end..].chars().count()
        ),
    }
}

fn timed_out(
    limit: Duration,
    running: Option<&str>,
    last_line: Option<&str>,
    theme: &Theme,
) -> String {
    let place = running.map_or_else(
        || "it".to_owned(),
        |test| format!("`{}`", test.strip_prefix("tests::").unwrap_or(test)),
    );
    let mut text = theme.bad(&format!(
        "Stopped after {} s: {place} did not finish.",
        limit.as_secs_f64()
    ));
    if let Some(last) = last_line {
        text.push_str(&format!("\nThe last line it printed: {}", harmless(last)));
    }
    let causes = "Usual causes: a loop whose condition never becomes false (a counter that is not changed, a float compared with ==), \
                  a loop bound that is far too large, or a step that never gets below its tolerance.";
    text.push('\n');
    text.push_str(&wrapped(causes, theme.width, ""));
    text
}

fn crashed(crash: &Crash, running: Option<&str>, output: &str, theme: &Theme) -> String {
    let (what, advice) = crash_text(crash, running);
    let mut text = format!("{}\n{}", theme.bad(&what), wrapped(advice, theme.width, ""));
    let own: String = output
        .lines()
        .filter(|line| !is_libtests(line))
        .map(|line| format!("{line}\n"))
        .collect();
    if !own.trim().is_empty() {
        text.push_str("\n\n");
        text.push_str(&printed("It printed:", own.trim_start_matches('\n'), theme));
    }
    text
}

/// SIGXFSZ, on Linux the system's answer to a file larger than a learner's program may write.
const FILE_TOO_LARGE: i32 = 25;

/// What happened, and its usual cause.
fn crash_text(crash: &Crash, running: Option<&str>) -> (String, &'static str) {
    let place = running.map_or_else(String::new, |test| {
        format!(" in `{}`", test.strip_prefix("tests::").unwrap_or(test))
    });
    match crash {
        Crash::LeftEarly { code } => (
            format!("The program ended{place} before all tests had run (exit code {code})."),
            "Look for std::process::exit or abort. Tests end by returning.",
        ),
        Crash::MainFailed { code } => (
            format!("The program ended with exit code {code}."),
            "A panic, an error returned from main, or std::process::exit.",
        ),
        Crash::StackOverflow => (
            format!("The stack overflowed{place}."),
            "Usual cause: a function that calls itself without an end. Is there a case that returns without calling again, and is it reached?",
        ),
        Crash::OutOfMemory => (
            format!("It asked for more memory than it may use{place} (4 GiB)."),
            "Usual cause: a size that went wrong (a usize below zero wraps to a huge number), or a Vec that grows in a loop.",
        ),
        Crash::TooMuchOutput => (
            format!("It printed more than 64 MiB{place} and was stopped."),
            "Usual cause: a println! inside a loop that does not end.",
        ),
        Crash::Signal {
            number: FILE_TOO_LARGE,
        } => (
            format!("It wrote a file larger than 1 GiB{place} and was stopped."),
            "Usual cause: a write inside a loop that does not end.",
        ),
        Crash::Signal { number } => (
            format!("It was ended by signal {number}{place}."),
            "Something outside Rust's rules stopped it.",
        ),
    }
}

fn is_libtests(line: &str) -> bool {
    (line.starts_with("running ") && (line.ends_with(" tests") || line.ends_with(" test")))
        || (line.starts_with("test ") && line.contains(" ... "))
}

/// The lines that an exercise leaves behind.
pub(crate) fn learned(exercise: &Exercise, theme: &Theme) -> String {
    let lines: Vec<String> = exercise
        .learned
        .iter()
        .map(|line| {
            format!(
                "  - {}",
                wrapped(line, theme.width.saturating_sub(4), "    ").trim_start()
            )
        })
        .collect();
    format!(
        "{}\n{}",
        theme.strong("What you have learned"),
        lines.join("\n")
    )
}

/// Clippy's remarks on code that passes.
pub(crate) fn advice<'a>(remarks: impl Iterator<Item = &'a str>, theme: &Theme) -> Option<String> {
    let mut remarks: Vec<String> = remarks
        .map(|remark| theme.foreign(remark.trim_end()))
        .collect();
    compiler::cut(&mut remarks, "remark");
    (!remarks.is_empty()).then(|| format!("It works. Clippy suggests:\n{}", remarks.join("\n\n")))
}

/// What `main` printed.
pub(crate) fn demo(output: &str, theme: &Theme) -> String {
    printed("main prints:", output, theme)
}

/// What `main` trained, below what it printed.
pub(crate) fn main_trains(lines: &str) -> String {
    format!("main trains:\n{}", indented(lines, "  "))
}

/// Why an attempted exercise is not solved, in one line.
pub(crate) fn reason(verdict: &Verdict) -> Option<String> {
    let first_line = |text: &str| {
        harmless(
            text.lines()
                .find(|line| !line.trim().is_empty())
                .unwrap_or_default(),
        )
    };
    match verdict {
        Verdict::Passed { .. } | Verdict::NotAttempted { .. } => None,
        Verdict::TestsFailed { .. } => {
            let (test, failure) = verdict.failures().next()?;
            let claim = test.name.strip_prefix("tests::").unwrap_or(&test.name);
            Some(format!("{claim}: {}", first_line(&message(failure))))
        }
        Verdict::DoesNotCompile {
            diagnostics, other, ..
        } => Some(diagnostics::errors(diagnostics).next().map_or_else(
            || first_line(other),
            |error| match (&error.code, &error.place) {
                (Some(code), Some(place)) => format!(
                    "{code} in line {}: {}",
                    place.line,
                    first_line(&error.message)
                ),
                (None, Some(place)) => {
                    format!("line {}: {}", place.line, first_line(&error.message))
                }
                (_, None) => first_line(&error.message),
            },
        )),
        Verdict::TimedOut { limit, running, .. } => Some(match running {
            Some(test) => format!("{test} did not finish within {} s", limit.as_secs_f64()),
            None => format!("it did not finish within {} s", limit.as_secs_f64()),
        }),
        Verdict::Crashed { crash, running, .. } => Some(crash_text(crash, running.as_deref()).0),
        Verdict::NothingChecked { why } => Some(unproven::reason(why)),
    }
}
