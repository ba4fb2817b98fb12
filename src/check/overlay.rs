//! The tests of the untouched file over those of the learner's, and whether they differ.
//!
//! Only test modules are exchanged. What lies outside the holes of an exercise stays the learner's: helpers, imports and
//! another order are right answers too, and the tests decide about them.

use std::{borrow::Cow, ops::RangeInclusive};

use crate::dev::{
    parts,
    source::{self, Line},
};

/// `text` as the compiler takes it: without a mark in front, its lines ended alike.
pub(crate) fn as_the_compiler_reads(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains("\r\n") {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// `text` with the tests of `original` in place of its own. Where it has none they come at the end.
pub(crate) fn with_tests_of(original: &str, text: &str) -> String {
    let original = source::lines(original);
    let Some(start) = parts::tests_start(&original) else {
        return text.to_owned();
    };
    let tests: Vec<&str> = original[start..].iter().map(|line| line.text).collect();
    let lines = source::lines(text);
    let places = places_of(&lines, &names(&original, start));
    let mut new: Vec<&str> = Vec::with_capacity(lines.len() + tests.len());
    for (at, line) in lines.iter().enumerate() {
        let place = places.iter().position(|place| place.contains(&at));
        match place {
            None => new.push(line.text),
            // The last of several, so that the lines above keep their numbers.
            Some(place) if place + 1 == places.len() => {
                if at == *places[place].start() {
                    new.extend(&tests);
                }
            }
            Some(_) => new.push(""),
        }
    }
    if places.is_empty() {
        new.push("");
        new.extend(&tests);
    }
    new.join("\n") + "\n"
}

/// `original` with `test` at the end of each of its test modules, in the line that closes it, and the names of these
/// modules.
pub(crate) fn with_test_inside(original: &str, test: &str) -> (String, Vec<String>) {
    let lines = source::lines(original);
    let mut new: Vec<String> = lines.iter().map(|line| line.text.to_owned()).collect();
    let mut modules = Vec::new();
    for at in parts::tests_start(&lines).unwrap_or(lines.len())..lines.len() {
        let Some(name) = module_at(&lines, at) else {
            continue;
        };
        let end = parts::end_of_item(&lines, at);
        // Behind a comment it would be one; of another file's module there is only the name.
        if lines[end].comment.is_empty()
            && let Some(body) = new[end].trim_end().strip_suffix('}')
        {
            new[end] = format!("{body}{test} }}");
            modules.push(name);
        }
    }
    (new.join("\n") + "\n", modules)
}

/// Whether the tests of `text` are other ones than those of `original`. Space at the end of lines does not count.
pub(crate) fn are_tests_modified(original: &str, text: &str) -> bool {
    let original = source::lines(original);
    let Some(start) = parts::tests_start(&original) else {
        return false;
    };
    let names = names(&original, start);
    let lines = source::lines(text);
    tests_in(&original, &names) != tests_in(&lines, &names)
}

fn tests_in<'a>(lines: &'a [Line<'a>], names: &[String]) -> Vec<Vec<&'a str>> {
    places_of(lines, names)
        .into_iter()
        .map(|place| {
            lines[place]
                .iter()
                .map(|line| line.text.trim_end())
                .collect()
        })
        .collect()
}

/// The names of the modules from `start` on, which is `#[cfg(test)]`.
fn names(lines: &[Line], start: usize) -> Vec<String> {
    (start..lines.len())
        .filter_map(|at| module_at(lines, at))
        .collect()
}

/// Where `lines` have modules of these names, with the attributes above them.
fn places_of(lines: &[Line], names: &[String]) -> Vec<RangeInclusive<usize>> {
    let mut places = Vec::new();
    for at in 0..lines.len() {
        if module_at(lines, at).is_some_and(|name| names.contains(&name)) {
            let above = lines[..at].iter().rev();
            let attributes = above
                .take_while(|line| line.code.trim_start().starts_with("#["))
                .count();
            places.push(at - attributes..=parts::end_of_item(lines, at));
        }
    }
    places
}

/// The name of the module that begins in line `at`, outside of everything else.
fn module_at(lines: &[Line], at: usize) -> Option<String> {
    let outside = at == 0 || lines[at - 1].depth == 0;
    if !outside || lines[at].continues {
        return None;
    }
    let mut code = lines[at].code.trim_start();
    while let Some((_, rest)) = code
        .strip_prefix("#[")
        .and_then(|rest| rest.split_once(']'))
    {
        code = rest.trim_start();
    }
    let code = code.strip_prefix("pub ").unwrap_or(code);
    let name = code.strip_prefix("mod ")?.trim_start();
    let end = name
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(name.len());
    Some(name[..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORIGINAL: &str = "fn a() {\n    todo!()\n}\n\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn one() {\n        assert!(a());\n    }\n}\n";

    fn solved() -> String {
        ORIGINAL.replace("    todo!()", "    let b = true;\n    b")
    }

    #[test]
    fn tests_that_are_untouched_stay_as_they_are() {
        assert_eq!(with_tests_of(ORIGINAL, &solved()), solved());
        assert!(!are_tests_modified(ORIGINAL, &solved()));
        assert!(!are_tests_modified(
            ORIGINAL,
            &solved().replace('\n', "\r\n")
        ));
    }

    #[test]
    fn other_tests_are_replaced_where_they_stand() {
        for changed in [
            solved().replace("assert!(a());", ""),
            solved().replace("    #[test]\n", ""),
            solved().replace("#[cfg(test)]", "#[cfg(any())]"),
            solved().replace("#[cfg(test)]\nmod", "#[cfg(any())] mod"),
            solved().replace("#[cfg(test)]\n", "#[cfg(test)]\n#[allow(unused)]\n"),
        ] {
            assert!(are_tests_modified(ORIGINAL, &changed), "{changed}");
            assert_eq!(with_tests_of(ORIGINAL, &changed), solved(), "{changed}");
        }
    }

    #[test]
    fn tests_that_are_gone_come_at_the_end() {
        let (code, _) = ORIGINAL.split_once("#[cfg(test)]").unwrap();
        assert!(are_tests_modified(ORIGINAL, code));
        let whole = with_tests_of(ORIGINAL, code);
        assert!(
            whole.starts_with(code) && whole.trim_end().ends_with('}'),
            "{whole}"
        );
        assert_eq!(whole.matches("fn one()").count(), 1);
    }

    #[test]
    fn tests_in_front_and_twice_are_found() {
        let (code, tests) = ORIGINAL.split_once("#[cfg(test)]").unwrap();
        let in_front = format!("#[cfg(test)]{}\n{code}", tests.replace("assert!(a());", ""));
        let whole = with_tests_of(ORIGINAL, &in_front);
        assert_eq!(whole.matches("assert!(a());").count(), 1, "{whole}");
        let twice = format!("{}\n{}", in_front, ORIGINAL.split_at(code.len()).1);
        let whole = with_tests_of(ORIGINAL, &twice);
        assert_eq!(whole.matches("mod tests").count(), 1, "{whole}");
        assert!(are_tests_modified(ORIGINAL, &twice));
    }

    #[test]
    fn a_test_inside_moves_no_line() {
        let two =
            format!("{ORIGINAL}\n#[cfg(test)]\nmod more {{ fn a() {{}} }}\nmod other; // }}\n");
        let (with, modules) = with_test_inside(&two, "fn mark() {}");
        assert_eq!(modules, ["tests", "more"]);
        let marked = two
            .replace("    }\n}\n", "    }\nfn mark() {} }\n")
            .replace("fn a() {} }", "fn a() {} fn mark() {} }");
        assert_eq!(with, marked);
        assert_eq!(
            with_test_inside("fn a() {}\n", "fn mark() {}"),
            ("fn a() {}\n".to_owned(), Vec::new())
        );
    }

    #[test]
    fn modules_inside_of_something_else_are_no_tests() {
        let hidden = "macro_rules! gone {\n    ($($t:tt)*) => {};\n}\ngone! {\n#[cfg(test)]\nmod tests {\n}\n}\n";
        let whole = with_tests_of(ORIGINAL, hidden);
        assert!(
            whole
                .trim_end()
                .ends_with("        assert!(a());\n    }\n}"),
            "{whole}"
        );
        let quoted = "const A: &str = \"\nmod tests {\n\";\n";
        assert!(with_tests_of(ORIGINAL, quoted).starts_with(quoted));
    }
}
