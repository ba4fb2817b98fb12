//! Methods of a trait that would be called in place of the language's own: one that takes its value as it is comes before
//! one that borrows it, so `fn all(self, ..) -> bool` for every iterator makes `iter().all(..)` hold.

use super::words;
use crate::{
    dev::{parts, source},
    verdict::Unproven,
};

/// A method that the tests of `original` call, and that a trait in `text` defines while none of `original` does.
pub(super) fn overridden(original: &str, text: &str) -> Option<Unproven> {
    let (_, tests) = original.split_once("#[cfg(test)]")?;
    let called = called(tests);
    let given: Vec<String> = in_traits(original).map(|(name, _)| name).collect();
    in_traits(text)
        .find(|(name, _)| called.contains(name) && !given.contains(name))
        .map(|(name, line)| Unproven::Redefined {
            what: format!(".{name}()"),
            line,
        })
}

/// The names behind a dot that are called.
fn called(tests: &str) -> Vec<String> {
    let mut called = Vec::new();
    for line in source::lines(tests) {
        let code = line.code.as_str();
        for (word, after) in words(code) {
            let before = &code[..code.len() - after.len() - word.len()];
            if before.ends_with('.') && after.starts_with(['(', ':']) {
                called.push(word.to_owned());
            }
        }
    }
    called
}

/// The functions of all traits that a text defines, with their lines.
fn in_traits(text: &str) -> impl Iterator<Item = (String, usize)> {
    let lines = source::lines(text);
    let mut found = Vec::new();
    for first in 0..lines.len() {
        if !words(&lines[first].code).any(|(word, _)| word == "trait") {
            continue;
        }
        let mut before = String::new();
        let last = parts::end_of_item(&lines, first);
        for (at, line) in (first..).zip(&lines[first..=last]) {
            for (word, _) in words(&line.code) {
                if before == "fn" {
                    found.push((word.to_owned(), at + 1));
                }
                before = word.to_owned();
            }
        }
    }
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORIGINAL: &str = "trait Given {\n    fn predict(&self);\n}\nfn a() {}\n#[cfg(test)]\nmod tests {\n    use super::*;\n    fn b() {\n        assert!(a().iter().all(|x| x.predict() > 1.0));\n        a().sum::<f64>();\n    }\n}\n";

    fn with(code: &str) -> Option<Unproven> {
        overridden(ORIGINAL, &format!("{code}\n{ORIGINAL}"))
    }

    #[test]
    fn methods_that_the_tests_call_may_not_be_a_traits_of_ones_own() {
        for (code, what, line) in [
            (
                "trait T: Sized {\n    fn all<F>(self, _: F) -> bool {\n        true\n    }\n}",
                ".all()",
                2,
            ),
            ("mod m { pub trait T { fn r#sum(self); } }", ".sum()", 1),
            (
                "pub trait\nT {\n    fn other(&self);\n    fn iter(self);\n}",
                ".iter()",
                4,
            ),
        ] {
            let redefined = Unproven::Redefined {
                what: what.to_owned(),
                line,
            };
            assert_eq!(with(code), Some(redefined), "{code}");
        }
    }

    #[test]
    fn what_the_tests_do_not_call_is_free() {
        for code in [
            "trait Loss {\n    fn value(&self);\n}",
            "fn all() {}\ntrait T {\n    fn b(&self);\n}",
            "impl Given for X {\n    fn predict(&self) {}\n}",
            "// trait T { fn all(self); }",
            "let s = \"trait T { fn all(self); }\";",
        ] {
            assert_eq!(with(code), None, "{code}");
        }
    }
}
