//! For authors: what a learner who makes a known mistake sees.

use std::time::Duration;

use super::{theme::Theme, verdict};
use crate::{catalog::Exercise, verdict::Verdict};

/// One near-miss answer, with what is to be said about it.
pub(crate) struct Shown<'a> {
    pub(crate) exercise: &'a Exercise,
    /// Its place among those of the exercise, from one, and their number.
    pub(crate) place: (usize, usize),
    pub(crate) mistake: &'a str,
    /// Where its entry stands: `tests/wrong/01_arrays.toml:12`.
    pub(crate) entry: String,
    pub(crate) outcome: Outcome,
}

/// What came of it.
pub(crate) enum Outcome {
    /// The answer was judged. `problem` says why the named test does not reject it.
    Judged {
        verdict: Verdict,
        took: Duration,
        problem: Option<String>,
    },
    /// The entry makes no answer.
    NoAnswer(String),
}

/// The mistake's title, then the verdict as the learner gets it.
pub(crate) fn screen(shown: &Shown, theme: &Theme) -> String {
    let (at, of) = shown.place;
    let title = format!(
        "{} mistake {at} of {of}: {}",
        shown.exercise.id,
        shown.mistake.trim()
    );
    let mut text = format!(
        "{}\n{}\n{}\n",
        theme.strong(&title),
        theme.quiet(&shown.entry),
        "-".repeat(theme.width)
    );
    match &shown.outcome {
        Outcome::NoAnswer(reason) => text.push_str(&format!("{}\n", theme.bad(reason))),
        Outcome::Judged {
            verdict,
            took,
            problem,
        } => {
            text.push_str(&verdict::line(shown.exercise, verdict, *took, theme));
            text.push('\n');
            let details = verdict::details(shown.exercise, verdict, theme);
            if !details.is_empty() {
                text.push_str(&format!("\n{details}\n"));
            }
            if let Some(problem) = problem {
                text.push_str(&format!("\n{}\n", theme.bad(problem)));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::catalog::Catalog;

    fn screen_of(outcome: Outcome) -> String {
        let info = "format_version = 1\nexercises = [{ dir = \"a\", name = \"x\" }]";
        let catalog = Catalog::parse(Path::new("/course"), info).unwrap();
        let shown = Shown {
            exercise: &catalog.exercises()[0],
            place: (1, 2),
            mistake: "divides by n - 1",
            entry: "tests/wrong/a.toml:3".to_owned(),
            outcome,
        };
        let theme = Theme {
            color: false,
            width: 12,
            plain: true,
            unicode: false,
        };
        screen(&shown, &theme)
    }

    #[test]
    fn the_mistake_is_the_title_and_a_problem_stands_last() {
        let head = "a/x mistake 1 of 2: divides by n - 1\ntests/wrong/a.toml:3\n------------\n";
        assert_eq!(
            screen_of(Outcome::NoAnswer("`find` is empty".to_owned())),
            format!("{head}`find` is empty\n")
        );
        let passed = Verdict::Passed {
            tests: Vec::new(),
            warnings: Vec::new(),
            output: String::new(),
        };
        assert_eq!(
            screen_of(Outcome::Judged {
                verdict: passed,
                took: Duration::from_millis(120),
                problem: Some("all tests pass".to_owned()),
            }),
            format!("{head}a/x: passed (0.12 s)\n\nall tests pass\n")
        );
    }
}
