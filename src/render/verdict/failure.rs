//! A failed test: its claim, its place, the code there, and what it says.

use super::{Theme, compiler, harmless, indented, printed, shortened, wrapped};
use crate::{
    explain,
    hints::STILL_TO_WRITE,
    verdict::{
        Failure, Test,
        origin::{Inside, Whose},
    },
};

pub(super) fn told(title: &str, test: &Test, failure: &Failure, theme: &Theme) -> String {
    let claim = test.name.strip_prefix("tests::").unwrap_or(&test.name);
    let mut text = format!("{}\n", theme.strong(&format!("{title}: {claim}")));
    if let Some(place) = place(failure, theme.width) {
        text.push_str(&wrapped(&place, theme.width, "  "));
        text.push('\n');
    }
    text.push_str(&statement(failure, theme));
    if let Some(explanation) = explain::panics::explain(failure) {
        text.push_str(&compiler::in_plain_words(&explanation, "  ", theme));
        text.push('\n');
    }
    text.push_str(&indented(&message(failure), "  "));
    if !failure.output.trim().is_empty() {
        text.push('\n');
        text.push_str(&indented(
            &printed("It printed:", &failure.output, theme),
            "  ",
        ));
    }
    text
}

/// `exercises/01_arrays/05_reductions.rs:41, in the given code, called from your line 31`. Nothing if it lies in a crate and
/// nobody knows who called it.
fn place(failure: &Failure, width: usize) -> Option<String> {
    let origin = &failure.origin;
    let line = failure.known_line()?;
    let mut place = format!("{}:{line}", failure.file);
    // Too long for a line, it would be cut where nobody can read it; the head has the path.
    if place.chars().count() + 2 > width {
        let name = failure.file.rsplit('/').next().unwrap_or(&failure.file);
        place = format!("{name}:{line}");
    }
    match origin.whose {
        Some(Whose::Given) => {
            place.push_str(", in the given code");
            if let Some(line) = origin.called_from {
                place.push_str(&format!(", called from your line {line}"));
            }
        }
        // Where tests fail, they most often say so themselves.
        Some(Whose::Test)
            if origin.inside.is_some() || explain::panics::explain(failure).is_some() =>
        {
            place.push_str(", in the test itself");
        }
        Some(Whose::Test | Whose::Learner) | None => {}
    }
    Some(place)
}

/// `98 | assert_eq!(argmax(&[]), None);`: the code of that line, so that nobody has to look it up. What is still to be written is
/// known without it; and among plain lines the message follows its place, as the editors that read them expect.
fn statement(failure: &Failure, theme: &Theme) -> String {
    const GUTTER: usize = 2;
    let code = &failure.origin.statement;
    let Some(line) = failure.known_line().filter(|_| !code.is_empty()) else {
        return String::new();
    };
    // A panic on purpose says nothing but its message.
    let says_the_same = failure.message.starts_with(STILL_TO_WRITE) || code.starts_with("panic!(");
    if theme.plain || says_the_same {
        return String::new();
    }
    let number = line.to_string();
    let room = theme
        .width
        .saturating_sub(GUTTER + number.len() + " | ".len());
    let mut text = String::new();
    for (at, code) in harmless(code).lines().enumerate() {
        let number = if at == 0 {
            number.clone()
        } else {
            " ".repeat(number.len())
        };
        let code = console::truncate_str(code, room, "...");
        text.push_str(&format!(
            "  {} {code}\n",
            theme.quiet(&format!("{number} |"))
        ));
    }
    text
}

/// The panic's message, and the crate that says so. What `todo!` says about itself is said as a learner means it.
pub(crate) fn message(failure: &Failure) -> String {
    let lines: Vec<String> = harmless(failure.message.trim_end())
        .lines()
        .map(shortened)
        .collect();
    let text = lines.join("\n");
    if let Some(Inside { name, .. }) = &failure.origin.inside {
        let text = text.strip_prefix(&format!("{name}: ")).unwrap_or(&text);
        return format!("panicked inside {name}: {text}");
    }
    match text.strip_prefix("not yet implemented") {
        Some("") => "still to write".to_owned(),
        Some(rest) => format!("still to write{rest}"),
        None => text,
    }
}
