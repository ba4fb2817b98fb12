//! Panics in plain words, as compile errors are: those of ndarray, linfa and the standard library that learners meet.
//!
//! A rule looks at the message, and at the line where it happened where the message alone does not tell enough.

mod arrays;
mod errors;
mod lists;
mod numbers;
mod options;
#[cfg(test)]
mod tests;

use super::Explanation;
use crate::verdict::{
    Failure,
    origin::{Inside, Whose},
};

/// What a rule looks at.
#[derive(Debug, Clone, Copy)]
struct Panicked<'a> {
    message: &'a str,
    /// The line of the exercise, with the lines before it that belong to the same chain of calls. Empty if it is not known.
    code: &'a str,
    inside: Option<&'a Inside>,
}

type Rule = fn(Panicked) -> Option<Explanation>;

/// In the order in which they are asked.
const THEMES: &[&[Rule]] = &[
    arrays::RULES,
    lists::RULES,
    numbers::RULES,
    options::RULES,
    errors::RULES,
];

/// Plain words for why a test panicked, if it is a panic that is known well enough.
pub(crate) fn explain(failure: &Failure) -> Option<Explanation> {
    let panicked = Panicked {
        message: failure.message.trim_end(),
        code: &failure.origin.code,
        inside: failure.origin.inside.as_ref(),
    };
    let said = THEMES
        .iter()
        .copied()
        .flatten()
        .find_map(|rule| rule(panicked))?;
    if failure.origin.whose != Some(Whose::Test) {
        return Some(said);
    }
    Some(Explanation {
        way_out:
            "The test does this with what your code gave it: read that line of the test, and look at what it calls."
                .to_owned(),
        ..said
    })
}

impl Panicked<'_> {
    fn is_in(self, name: &str) -> bool {
        self.inside.is_some_and(|inside| inside.name == name)
    }

    /// Whether the line calls this method or function.
    fn calls(self, name: &str) -> bool {
        self.code.match_indices(name).any(|(at, _)| {
            let before = self.code[..at].chars().next_back();
            let after = self.code[at + name.len()..].chars().next();
            before.is_none_or(|c| !c.is_alphanumeric() && c != '_')
                && matches!(after, Some('(' | ':'))
        })
    }
}

impl<'a> Panicked<'a> {
    /// The error in the message of an `unwrap` or `expect` of a `Result`, as `{:?}` prints it.
    fn error(self) -> Option<&'a str> {
        self.message
            .strip_prefix("called `Result::unwrap()` on an `Err` value: ")
            .or_else(|| {
                let error = self.message.strip_prefix(self.expectation()?)?;
                error.strip_prefix(": ")
            })
    }

    /// Whether `unwrap` or `expect` met a `None`.
    fn met_none(self) -> bool {
        self.message == "called `Option::unwrap()` on a `None` value"
            || self.expectation() == Some(self.message)
    }

    /// The text of the only `expect` in the line.
    fn expectation(self) -> Option<&'a str> {
        let (before, after) = self.code.split_once(".expect(\"")?;
        let (text, rest) = after.split_once("\")")?;
        (!before.contains(".expect(") && !rest.contains(".expect(") && !text.contains(['{', '\\']))
            .then_some(text)
    }

    /// The method whose result the only `unwrap` or `expect` of the line takes: `mean` in `x.mean().unwrap()`.
    fn unwrapped(self) -> Option<&'a str> {
        let code = self.code;
        let mut taken = code
            .match_indices(".unwrap()")
            .chain(code.match_indices(".expect("));
        let (at, _) = taken.next()?;
        if taken.next().is_some() {
            return None;
        }
        let call = code[..at].trim_end().strip_suffix(')')?;
        let mut open = 1;
        let start = call.char_indices().rev().find_map(|(at, c)| {
            match c {
                ')' => open += 1,
                '(' => open -= 1,
                _ => {}
            }
            (open == 0).then_some(at)
        })?;
        let name = call[..start].trim_end();
        // `parse::<f64>`
        let name = name
            .strip_suffix('>')
            .and_then(|name| name.rsplit_once("::<"))
            .map_or(name, |(name, _)| name);
        let first = name
            .rfind(|c: char| !c.is_alphanumeric() && c != '_')
            .map_or(0, |at| at + 1);
        Some(&name[first..]).filter(|name| !name.is_empty())
    }
}

/// `[2, 3]`
fn shape(text: &str) -> Option<Vec<usize>> {
    let inner = text.trim().strip_prefix('[')?.strip_suffix(']')?;
    if inner.is_empty() {
        return Some(Vec::new());
    }
    inner
        .split(", ")
        .map(|length| length.parse().ok())
        .collect()
}

/// Where counting from 0 ends: `2 entries, numbered 0 to 1`.
fn counted(length: usize, one: &str, many: &str) -> String {
    match length {
        0 => format!("no {many}"),
        1 => format!("1 {one}, number 0"),
        _ => format!("{length} {many}, numbered 0 to {}", length - 1),
    }
}

/// One way out of an index that is too large.
fn index_way_out(index: usize, length: usize) -> &'static str {
    if length == 0 {
        "Find out why it is empty here, or ask `is_empty()` first."
    } else if index == length {
        "One too far: counting begins at 0, so the last of n has the number n - 1. A loop over all of them is `0..n`, not `0..=n`. Does the number come from elsewhere, such as a longer list? Then compare it with the length first."
    } else {
        "Print the index and the length just before this line (`dbg!`): is it the right list, and the right one of two indices?"
    }
}
