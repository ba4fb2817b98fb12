//! Where a panic comes from, as the learner sees it: whose line it is, and whether it lies inside a crate.

use std::path::Path;

use serde::{Deserialize, Serialize};
use similar::{ChangeTag, TextDiff};

use super::{Failure, statement};

/// What is known of a panic besides its message and its line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Origin {
    /// Whose line [`Failure::line`] is, if it is one of the exercise.
    pub(crate) whose: Option<Whose>,
    /// The code there, without its indentation.
    pub(crate) code: String,
    /// The statement that begins in that line, as it is written; empty if it is too long to be shown.
    #[serde(default)]
    pub(crate) statement: String,
    /// The learner's own line that led there, where the line is not theirs.
    pub(crate) called_from: Option<usize>,
    /// The crate in which it panicked.
    pub(crate) inside: Option<Inside>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Whose {
    Learner,
    /// Code that came with the exercise.
    Given,
    Test,
}

/// A crate that the exercise uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Inside {
    /// `ndarray`; `the standard library` for all of its parts.
    pub(crate) name: String,
    /// The file below its `src`.
    pub(crate) file: String,
}

/// A call on the way to a panic, in a line of the exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) line: usize,
    /// The name of what was called; empty if it is not known.
    pub(crate) called: String,
}

/// The lines of an exercise file, with what each belongs to.
#[derive(Debug)]
pub(crate) struct Lines<'a> {
    lines: Vec<&'a str>,
    /// Index of the line `#[cfg(test)]`.
    tests: usize,
    given: Given,
}

/// Which lines came with the exercise.
#[derive(Debug)]
enum Given {
    /// Nobody asked for them yet, or they cannot be known.
    Unknown,
    Lines(Vec<bool>),
}

impl<'a> Lines<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        let lines: Vec<&str> = text.lines().collect();
        let tests = lines
            .iter()
            .position(|line| line.trim_end() == "#[cfg(test)]")
            .unwrap_or(lines.len());
        Self {
            lines,
            tests,
            given: Given::Unknown,
        }
    }

    /// Lines as they came, which the solution leaves alone, are given. The rest is for the learner to write.
    pub(crate) fn compare(&mut self, original: &str, solution: &str) {
        let kept = unchanged(original, solution);
        let original: Vec<&str> = original.lines().collect();
        let mut given = vec![false; self.lines.len()];
        let diff = TextDiff::from_slices(&original, &self.lines);
        for change in diff.iter_all_changes() {
            if let (ChangeTag::Equal, Some(old), Some(new)) =
                (change.tag(), change.old_index(), change.new_index())
            {
                given[new] = kept.get(old).copied().unwrap_or(false);
            }
        }
        self.given = Given::Lines(given);
    }

    pub(crate) fn whose(&self, line: usize) -> Option<Whose> {
        let at = line.checked_sub(1).filter(|at| *at < self.lines.len())?;
        Some(match &self.given {
            _ if at >= self.tests => Whose::Test,
            Given::Lines(given) if given[at] => Whose::Given,
            Given::Lines(_) | Given::Unknown => Whose::Learner,
        })
    }

    /// Whether a call seems to be missing between the panic and the innermost line of the exercise: that is not the
    /// learner's, or does not name what was called.
    pub(crate) fn has_gap(&self, failure: &Failure, calls: &[Call]) -> bool {
        let is_learners = |call: &Call| self.whose(call.line) == Some(Whose::Learner);
        let Some(innermost) = calls.first() else {
            return true;
        };
        if innermost.line == failure.line && Inside::of(&failure.file).is_none() {
            return !calls.iter().any(is_learners);
        }
        let called = innermost.called.as_str();
        !is_learners(innermost)
            || !OPERATORS.contains(&called) && !self.code(innermost.line).contains(called)
    }

    /// The line, with those before it that belong to the same chain of calls.
    fn code(&self, line: usize) -> String {
        const LONGEST_CHAIN: usize = 12;
        let Some(last) = line.checked_sub(1).filter(|at| *at < self.lines.len()) else {
            return String::new();
        };
        let continues = |at: &usize| self.lines[*at].trim_start().starts_with(['.', ')', '}']);
        let first = (0..=last)
            .rev()
            .take(LONGEST_CHAIN)
            .find(|at| !continues(at))
            .unwrap_or(last);
        let chain: Vec<&str> = self.lines[first..=last]
            .iter()
            .map(|code| code.trim())
            .collect();
        chain.concat()
    }
}

/// What is called without its name being written.
const OPERATORS: &[&str] = &[
    "add",
    "sub",
    "mul",
    "div",
    "rem",
    "neg",
    "add_assign",
    "sub_assign",
    "mul_assign",
    "div_assign",
    "index",
    "index_mut",
];

/// Which lines of `old` are in `new` as well, in the same order.
fn unchanged(old: &str, new: &str) -> Vec<bool> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let mut kept = vec![false; old.len()];
    for change in TextDiff::from_slices(&old, &new).iter_all_changes() {
        if let (ChangeTag::Equal, Some(at)) = (change.tag(), change.old_index()) {
            kept[at] = true;
        }
    }
    kept
}

impl Failure {
    /// The line, unless nobody knows more than the crate's own.
    pub(crate) fn known_line(&self) -> Option<usize> {
        let known = self.origin.whose.is_some() || self.origin.inside.is_none();
        (known && self.line > 0).then_some(self.line)
    }

    /// Puts the failure where the learner can see it: the innermost of `calls` (innermost first), if it panicked in another
    /// file than `source`.
    pub(crate) fn locate(&mut self, source: &str, calls: &[Call], lines: &Lines) {
        if self.file != source {
            self.origin.inside = Inside::of(&self.file);
            let Some(call) = calls.first() else {
                return;
            };
            (self.file, self.line) = (source.to_owned(), call.line);
        }
        self.origin.whose = lines.whose(self.line);
        self.origin.code = lines.code(self.line);
        self.origin.statement = statement::at(&lines.lines, self.line);
        if self.origin.whose == Some(Whose::Given) {
            self.origin.called_from = calls
                .iter()
                .map(|call| call.line)
                .find(|&line| lines.whose(line) == Some(Whose::Learner));
        }
    }
}

impl Inside {
    /// From the path of a source file: cargo's registry, the toolchain's library. A library of the course itself has no
    /// name for a learner.
    fn of(file: &str) -> Option<Self> {
        let file = file.replace('\\', "/");
        if let Some((_, library)) = file
            .strip_prefix("/rustc/")
            .and_then(|rest| rest.split_once("/library/"))
            .or_else(|| file.split_once("/lib/rustlib/src/rust/library/"))
        {
            return Some(Self {
                name: "the standard library".to_owned(),
                file: library.to_owned(),
            });
        }
        let (package, inner) = file.split_once("/src/").and_then(|(before, after)| {
            // `~/.cargo/registry/src/INDEX/ndarray-0.16.1/src/lib.rs`
            match after.split_once("/src/") {
                Some((package, inner)) => Some((package, inner)),
                None => Path::new(&file).is_absolute().then_some((before, after)),
            }
        })?;
        let package = package.rsplit('/').next()?;
        let name = match package.rsplit_once('-') {
            Some((name, version)) if version.starts_with(|c: char| c.is_ascii_digit()) => name,
            _ => package,
        };
        (name != "kit").then(|| Self {
            name: name.to_owned(),
            file: inner.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORIGINAL: &str = "// TODO 1\nfn yours() {\n    todo!()\n}\nfn given() {\n    yours();\n}\n#[cfg(test)]\nmod tests {\n}\n";
    const SOLUTION: &str = "fn yours() {\n    right()\n}\nfn given() {\n    yours();\n}\n#[cfg(test)]\nmod tests {\n}\n";
    const TEXT: &str = "// TODO 1\nfn yours() {\n    let a = 1;\n    wrong(a)\n}\nfn given() {\n    yours();\n}\n#[cfg(test)]\nmod tests {\n}\n";

    fn lines() -> Lines<'static> {
        let mut lines = Lines::of(TEXT);
        lines.compare(ORIGINAL, SOLUTION);
        lines
    }

    fn calls(lines: &[usize]) -> Vec<Call> {
        let call = |&line| Call {
            line,
            called: "wrong".to_owned(),
        };
        lines.iter().map(call).collect()
    }

    fn failure(file: &str, line: usize) -> Failure {
        Failure {
            message: "m".to_owned(),
            file: file.to_owned(),
            line,
            output: String::new(),
            origin: Origin::default(),
        }
    }

    #[test]
    fn every_line_belongs_to_somebody() {
        let lines = lines();
        let whose = |line| lines.whose(line);
        assert_eq!(whose(3), Some(Whose::Learner));
        assert_eq!(whose(4), Some(Whose::Learner));
        assert_eq!(whose(7), Some(Whose::Given));
        assert_eq!(whose(10), Some(Whose::Test));
        assert_eq!(whose(0), None);
        assert_eq!(whose(99), None);
    }

    #[test]
    fn a_panic_inside_a_crate_is_put_at_the_innermost_line_of_the_exercise() {
        let mut inside = failure("/r/src/i-1/ndarray-0.16.1/src/linalg/impl_linalg.rs", 298);
        inside.locate("a.rs", &calls(&[4, 7, 10]), &lines());
        assert_eq!((inside.file.as_str(), inside.line), ("a.rs", 4));
        assert_eq!(inside.origin.whose, Some(Whose::Learner));
        assert_eq!(inside.origin.code, "wrong(a)");
        assert_eq!(inside.origin.called_from, None);
        assert_eq!(
            inside.origin.inside,
            Some(Inside {
                name: "ndarray".to_owned(),
                file: "linalg/impl_linalg.rs".to_owned()
            })
        );
    }

    #[test]
    fn a_line_that_does_not_name_what_it_called_leaves_a_gap() {
        let inside = failure("/r/src/i-1/ndarray-0.16.1/src/lib.rs", 298);
        let gap = |lines_called: &[usize]| lines().has_gap(&inside, &calls(lines_called));
        assert!(!gap(&[4, 10]));
        assert!(gap(&[3, 10]), "`let a = 1;` calls nothing of that name");
        assert!(gap(&[7, 10]), "given code");
        assert!(gap(&[10]), "a test");
        assert!(gap(&[]));
        let operator = Call {
            line: 3,
            called: "add".to_owned(),
        };
        assert!(!lines().has_gap(&inside, &[operator]));
    }

    #[test]
    fn given_code_names_the_learners_line_that_called_it() {
        let mut given = failure("a.rs", 7);
        given.locate("a.rs", &calls(&[7, 4, 10]), &lines());
        assert_eq!(given.origin.whose, Some(Whose::Given));
        assert_eq!(given.origin.called_from, Some(4));
    }

    #[test]
    fn without_a_call_the_place_stays_as_it_is() {
        let mut lost = failure("/rustc/59/library/core/src/num/mod.rs", 5);
        lost.locate("a.rs", &[], &lines());
        assert_eq!(lost.line, 5);
        assert_eq!(lost.origin.whose, None);
        assert_eq!(
            lost.origin.inside.map(|inside| inside.name).as_deref(),
            Some("the standard library")
        );
    }

    #[test]
    fn libraries_of_the_course_are_not_named() {
        for file in ["exercises/kit/src/close.rs", "/c/exercises/kit/src/lib.rs"] {
            assert_eq!(Inside::of(file), None, "{file}");
        }
        assert_eq!(
            Inside::of("C:\\r\\src\\i\\rand-0.8.5\\src\\rng.rs").map(|inside| inside.name),
            Some("rand".to_owned())
        );
    }
}
