//! `check --format github`: annotations for a log of GitHub Actions, and a summary of the step in Markdown.
//!
//! A line of the log that begins with `::` is a command to the machine that runs the step. What a learner's program or
//! compiler said therefore stands inside one command, escaped, or between `::stop-commands::` and a word that it cannot know.

use std::hash::{BuildHasher, RandomState};

use super::{Graded, Standing, Sum, cases, text};
use crate::catalog::Catalog;

/// GitHub shows so many annotations of one kind for a step.
const SHOWN: usize = 10;
/// GitHub cuts longer ones off.
const LONGEST: usize = 4000;
/// GitHub refuses a summary of more than a mebibyte.
const LONGEST_SUMMARY: usize = 900_000;
const LONGEST_IN_SUMMARY: usize = 4000;

pub(crate) fn document(catalog: &Catalog, graded: &[Graded]) -> String {
    annotations(
        catalog,
        graded,
        &format!("{:016x}", RandomState::new().hash_one(0)),
    )
}

/// What `document` prints, with `token` to resume at.
pub(super) fn annotations(catalog: &Catalog, graded: &[Graded], token: &str) -> String {
    let mut log = String::new();
    let unsolved: Vec<&Graded> = graded
        .iter()
        .filter(|one| matches!(one.standing(), Standing::Failed | Standing::Error))
        .collect();
    for one in &unsolved {
        let exercise = one.exercise;
        let (line, column) =
            cases::place(one).map_or((1, None), |place| (place.line, place.column));
        let column = column.map_or_else(String::new, |column| format!(",col={column}"));
        log.push_str(&format!(
            "::error file={},line={line}{column},title={}::{}\n",
            property(&exercise.path),
            property(&format!("{}: {}", exercise.id, one.verdict().name())),
            data(&text::shortened(&cases::details(one), LONGEST)),
        ));
    }
    for one in graded.iter().filter(|one| one.tests_modified) {
        log.push_str(&format!(
            "::warning file={},title={}::{}\n",
            property(&one.exercise.path),
            property(&format!("{}: tests modified", one.exercise.id)),
            data("The tests in the file are not those of the course."),
        ));
    }
    // Beyond those that are shown, the log has them all.
    if unsolved.len() > SHOWN {
        for one in &unsolved {
            log.push_str(&format!(
                "::group::{}\n::stop-commands::{token}\n{}\n::{token}::\n::endgroup::\n",
                data(&format!("{}: {}", one.exercise.id, one.verdict().name())),
                cases::details(one)
            ));
        }
    }
    log.push_str(&format!(
        "::notice title={}::{}\n",
        property(catalog.title()),
        data(&Sum::of(graded).line())
    ));
    log
}

/// Markdown for the file that `$GITHUB_STEP_SUMMARY` names.
pub(crate) fn summary(catalog: &Catalog, graded: &[Graded]) -> String {
    let mut page = format!(
        "## {}\n\n{}\n\n| exercise | outcome | tests | points |\n| --- | --- | --- | --- |\n",
        markdown(catalog.title()),
        Sum::of(graded).line()
    );
    for one in graded {
        let tests = one.verdict().tests();
        let passed = tests
            .iter()
            .filter(|test| test.outcome == crate::verdict::TestOutcome::Passed)
            .count();
        let tests = if tests.is_empty() {
            String::new()
        } else {
            format!("{passed} of {}", tests.len())
        };
        let modified = if one.tests_modified {
            ", tests modified"
        } else {
            ""
        };
        page.push_str(&format!(
            "| {} | {}{modified} | {tests} | {} of {} |\n",
            markdown(&one.exercise.id),
            one.verdict().name().replace('_', " "),
            one.score(),
            one.exercise.points
        ));
    }
    for one in graded
        .iter()
        .filter(|one| matches!(one.standing(), Standing::Failed | Standing::Error))
    {
        let details = text::shortened(&cases::details(one), LONGEST_IN_SUMMARY);
        let fence = fence(&details);
        let section = format!(
            "\n### {}\n\n{fence}text\n{details}\n{fence}\n",
            markdown(&one.exercise.id)
        );
        if page.len() + section.len() > LONGEST_SUMMARY {
            page.push_str("\nThe summary is full; the log has the rest.\n");
            break;
        }
        page.push_str(&section);
    }
    page
}

/// Longer than any run of backticks in `text`.
fn fence(text: &str) -> String {
    let longest = text
        .split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    "`".repeat(longest.max(2) + 1)
}

/// Text in a table or heading.
fn markdown(text: &str) -> String {
    let mut plain = String::new();
    for c in text::clean(text).chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' => {
                plain.push('\\');
                plain.push(c);
            }
            '<' => plain.push_str("&lt;"),
            '&' => plain.push_str("&amp;"),
            '\n' => plain.push(' '),
            c => plain.push(c),
        }
    }
    plain
}

/// A command's message.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A command's property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_github_reads_as_its_own_is_escaped() {
        assert_eq!(
            data("100%\r\n::set-output::,"),
            "100%25%0D%0A::set-output::,"
        );
        assert_eq!(property("a:b,c%\n"), "a%3Ab%2Cc%25%0A");
    }

    #[test]
    fn nothing_ends_a_fence_but_the_fence() {
        assert_eq!(fence("no"), "```");
        assert_eq!(fence("```\n````\n"), "`````");
        assert_eq!(
            markdown("<b> 01_one | `x`\n"),
            "&lt;b> 01\\_one \\| \\`x\\` "
        );
    }
}
