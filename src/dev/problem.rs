//! What is wrong with a course: where, by which rule, and what.

use std::fmt;

use crate::error::Error;

/// Ordered as they are told: by file, then by line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Problem {
    /// Below the course, with `/`.
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) rule: Rule,
    pub(super) message: String,
}

/// The five rules of a right course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rule {
    /// Untouched exercises fail as `info.toml` says, and are clean otherwise.
    Untouched,
    /// Solutions pass, are clean, and differ from the exercise in its holes only.
    Solution,
    /// Near-miss answers are rejected by the test they name.
    NearMiss,
    /// Header, TODOs, hints, what was learned, topics.
    Text,
    /// Manifests, pages and the archive list the files there are.
    Files,
}

impl Rule {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Untouched => "untouched",
            Self::Solution => "solution",
            Self::NearMiss => "near-miss",
            Self::Text => "text",
            Self::Files => "files",
        }
    }
}

impl Problem {
    pub(super) fn new(
        file: impl Into<String>,
        line: usize,
        rule: Rule,
        message: impl Into<String>,
    ) -> Self {
        Self {
            file: file.into(),
            line,
            rule,
            message: message.into(),
        }
    }

    /// A check that could not be made.
    pub(super) fn of_error(file: &str, line: usize, rule: Rule, error: &Error) -> Self {
        let text = error.to_string();
        let mut told: Vec<&str> = Vec::new();
        // What and why, each in its first line, and the place that a compiler names.
        for line in text.lines() {
            if let Some(start) = line
                .strip_prefix("error: ")
                .filter(|_| told.is_empty())
                .or(line.strip_prefix("caused by: "))
            {
                told.push(start);
            } else if line.trim_start().starts_with("--> ") {
                told.push(line.trim());
            }
        }
        Self::new(file, line, rule, told.join("\n"))
    }
}

/// `FILE:LINE: RULE: message`, always one line.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<&str> = self
            .message
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        write!(
            f,
            "{}:{}: {}: {}",
            self.file,
            self.line,
            self.rule.name(),
            lines.join(" | ")
        )
    }
}

/// The beginning of `text` in quotes, for a message.
pub(super) fn quoted(text: &str) -> String {
    const SHOWN: usize = 70;
    let text = text.trim();
    if text.chars().count() <= SHOWN {
        return format!("`{text}`");
    }
    format!(
        "`{}...`",
        text.chars().take(SHOWN).collect::<String>().trim_end()
    )
}

/// `1 problem`, `2 problems`.
pub(super) fn count(number: usize, thing: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_one_line_and_problems_go_by_file_and_line() {
        let problem = |file: &str, line| {
            Problem::new(file, line, Rule::NearMiss, "it passes\n\n  all tests\n")
        };
        assert_eq!(
            problem("a.rs", 3).to_string(),
            "a.rs:3: near-miss: it passes | all tests"
        );
        let mut all = [problem("b", 1), problem("a", 10), problem("a", 9)];
        all.sort();
        assert_eq!(all, [problem("a", 9), problem("a", 10), problem("b", 1)]);
    }

    #[test]
    fn an_error_is_told_without_its_drawings() {
        let drawn = "error[E0308]: mismatched types\n  --> kit/src/lib.rs:2:1\n   |\n 2 | x\n";
        let error = Error::new("cargo could not build it")
            .caused_by(drawn)
            .help("correct it");
        assert_eq!(
            Problem::of_error("a.rs", 1, Rule::Files, &error).to_string(),
            "a.rs:1: files: cargo could not build it | error[E0308]: mismatched types | --> kit/src/lib.rs:2:1"
        );
    }

    #[test]
    fn long_texts_are_cut() {
        assert_eq!(quoted("  short "), "`short`");
        assert_eq!(quoted(&"ä".repeat(80)), format!("`{}...`", "ä".repeat(70)));
        assert_eq!(
            (count(1, "exercise"), count(0, "exercise")),
            ("1 exercise".to_owned(), "0 exercises".to_owned())
        );
    }
}
