//! Rule 4: names, hints, what was learned, topics; and the text of the exercise file.

use std::collections::HashSet;

use crate::{
    catalog::{Exercise, INFO, closest},
    dev::{
        course::{Course, Files},
        problem::{Problem, Rule, count, quoted},
        rules::exercise_file,
    },
    libtest,
};

const FEWEST_HINTS: usize = 3;
const LEARNED: usize = 3;
/// A line of the solution of this many characters gives it away.
const TELLING: usize = 20;

/// What is wrong with the texts of one exercise.
pub(in crate::dev) fn problems(course: &Course, files: &Files) -> Vec<Problem> {
    let exercise = files.exercise;
    let (place, _) = course.catalog.place(exercise);
    let mut messages = entry(exercise, place);
    messages.extend(unknown_topics(exercise, course.topics.as_ref()));
    messages.extend(hints(exercise));
    messages.extend(unknown_tests(exercise, files));
    messages.extend(giveaways(exercise, files));
    let mut problems: Vec<Problem> = messages
        .into_iter()
        .map(|message| Problem::new(INFO, exercise.line, Rule::Text, message))
        .collect();
    if let Some(text) = &files.untouched {
        problems.extend(exercise_file::problems(exercise, text));
    }
    problems
}

/// The entry in `info.toml`, apart from its hints. `place` is the exercise's place in its level, from one.
fn entry(exercise: &Exercise, place: usize) -> Vec<String> {
    let mut messages = Vec::new();
    let name = &exercise.name;
    match number_of(name) {
        None => messages.push(format!("the name `{name}` is not of the form NN_name: two digits, then lower-case letters, digits, `_`")),
        Some(number) if number != place => {
            messages.push(format!("`{name}` is number {place} of its level: numbers go from 01 without gaps"));
        }
        Some(_) => {}
    }
    if exercise.difficulty.is_none() {
        messages.push(format!("`{name}` has no difficulty"));
    }
    if exercise.learned.len() != LEARNED
        || exercise.learned.iter().any(|line| line.trim().is_empty())
    {
        messages.push(format!(
            "`learned` of `{name}` has {}, not {LEARNED}",
            count(said(&exercise.learned), "line")
        ));
    }
    messages
}

fn said(lines: &[String]) -> usize {
    lines.iter().filter(|line| !line.trim().is_empty()).count()
}

/// 4 for `04_broadcasting`.
fn number_of(name: &str) -> Option<usize> {
    let (number, rest) = name.split_once('_')?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let right = number.len() == 2 && !rest.is_empty() && rest.chars().all(plain);
    if right { number.parse().ok() } else { None }
}

fn unknown_topics(exercise: &Exercise, known: Option<&HashSet<String>>) -> Vec<String> {
    let Some(known) = known else {
        return Vec::new();
    };
    let unknown = exercise
        .topics
        .iter()
        .filter(|topic| !known.contains(*topic));
    unknown
        .map(|topic| {
            format!(
                "`{}` names the unknown topic `{}`",
                exercise.name,
                topic.escape_debug()
            )
        })
        .collect()
}

fn hints(exercise: &Exercise) -> Vec<String> {
    let mut messages = Vec::new();
    let hints = &exercise.hints;
    // A hint for one test helps nobody else.
    let unbound = hints.iter().filter(|hint| hint.test.is_none()).count();
    if unbound < FEWEST_HINTS {
        let besides = if unbound == hints.len() {
            ""
        } else {
            " besides those for a test"
        };
        messages.push(format!(
            "`{}` has {}{besides}: a question, the concept, all but the line make {FEWEST_HINTS}",
            exercise.name,
            count(unbound, "hint")
        ));
    }
    for (at, _) in hints
        .iter()
        .enumerate()
        .filter(|(_, hint)| hint.text.trim().is_empty())
    {
        messages.push(format!("hint {} of `{}` is empty", at + 1, exercise.name));
    }
    messages
}

/// Hints for tests that the exercise does not have.
fn unknown_tests(exercise: &Exercise, files: &Files) -> Vec<String> {
    let Some(untouched) = &files.untouched else {
        return Vec::new();
    };
    let tests = libtest::functions(untouched);
    let mut messages = Vec::new();
    for (at, hint) in exercise.hints.iter().enumerate() {
        let Some(test) = hint.test.as_ref().filter(|test| !tests.contains(test)) else {
            continue;
        };
        let likely = closest(test, tests.iter().map(String::as_str))
            .map_or_else(String::new, |likely| format!("; did you mean `{likely}`?"));
        messages.push(format!(
            "hint {} of `{}` is for the test `{}`, which it does not have{likely}",
            at + 1,
            exercise.name,
            test.escape_debug()
        ));
    }
    messages
}

/// Hints that contain a line which only the solution has.
fn giveaways(exercise: &Exercise, files: &Files) -> Vec<String> {
    let (Some(untouched), Some(solution)) = (&files.untouched, &files.solution) else {
        return Vec::new();
    };
    let given: HashSet<&str> = untouched.lines().map(str::trim).collect();
    let mut messages = Vec::new();
    for (at, hint) in exercise.hints.iter().enumerate() {
        let lines = solution.lines().map(str::trim);
        let mut telling =
            lines.filter(|line| line.chars().count() >= TELLING && !given.contains(line));
        if let Some(line) = telling.find(|line| hint.text.contains(line)) {
            messages.push(format!(
                "hint {} of `{}` has a line of the solution: {}",
                at + 1,
                exercise.name,
                quoted(line)
            ));
        }
    }
    messages
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dev::rules::testing;

    const INFO_TEXT: &str = r#"
        levels = [{ dir = "01_a" }]
        [[exercises]]
        name = "01_x"
        dir = "01_a"
        difficulty = 1
        topics = ["known"]
        hints = ["TODO 1: a?", "TODO 1 and 2: b.", "TODO 2: c."]
        learned = ["a", "b", "c"]
    "#;
    const UNTOUCHED: &str = "//! X\n//!\n//! What it is.\n\n// TODO 1: make one.\nfn one() -> u8 {\n    todo!(\"one\")\n}\n\n// TODO 2: make two.\nfn two() {}\n\nfn main() {}\n";
    const SOLUTION: &str = "//! X\n//!\n//! What it is.\n\nfn one() -> u8 {\n    u8::from_str_radix(\"1\", 2).expect(\"a digit\")\n}\n\nfn two() {}\n\nfn main() {}\n";

    fn found(info: &str, untouched: &str) -> Vec<String> {
        let catalog = testing::catalog(info);
        let mut course = testing::course(&catalog);
        course.topics = Some(["known".to_owned()].into());
        course.exercises[0].untouched = Some(untouched.to_owned());
        course.exercises[0].solution = Some(SOLUTION.to_owned());
        problems(&course, &course.exercises[0])
            .iter()
            .map(Problem::to_string)
            .collect()
    }

    fn in_info(old: &str, new: &str) -> Vec<String> {
        assert!(INFO_TEXT.contains(old), "{old}");
        found(&INFO_TEXT.replace(old, new), UNTOUCHED)
    }

    #[test]
    fn a_right_exercise_has_no_problems() {
        assert_eq!(found(INFO_TEXT, UNTOUCHED), [""; 0]);
    }

    #[test]
    fn the_entry_in_info_toml_is_complete() {
        assert_eq!(
            in_info("01_x", "1_x"),
            [
                "info.toml:5: text: the name `1_x` is not of the form NN_name: two digits, then lower-case letters, digits, `_`"
            ]
        );
        assert_eq!(
            in_info("01_x", "02_x"),
            ["info.toml:5: text: `02_x` is number 1 of its level: numbers go from 01 without gaps"]
        );
        assert_eq!(
            in_info("difficulty = 1\n", "\n"),
            ["info.toml:5: text: `01_x` has no difficulty"]
        );
        assert_eq!(
            in_info("\"known\"", "\"other\""),
            ["info.toml:5: text: `01_x` names the unknown topic `other`"]
        );
        assert_eq!(
            in_info("[\"a\", \"b\", \"c\"]", "[\"a\", \"b\"]"),
            ["info.toml:5: text: `learned` of `01_x` has 2 lines, not 3"]
        );
        assert_eq!(
            in_info("\"b\", \"c\"]", "\"b\", \" \"]"),
            ["info.toml:5: text: `learned` of `01_x` has 2 lines, not 3"]
        );
    }

    #[test]
    fn hints_for_a_test_are_for_one_of_the_exercise_and_come_on_top() {
        let with_test = format!(
            "{UNTOUCHED}\n#[cfg(test)]\nmod tests {{\n    #[test]\n    fn rows_add_up() {{}}\n}}\n"
        );
        let with = |hint: &str| {
            let info = INFO_TEXT.replace("\"TODO 2: c.\"", hint);
            assert_ne!(info, INFO_TEXT);
            let texts = found(&info, &with_test);
            texts
                .into_iter()
                .filter(|text| text.contains("hint"))
                .collect::<Vec<_>>()
        };
        let bound = "{ text = \"TODO 2: d.\", for = \"tests::rows_add_up\" }";
        assert_eq!(with(&format!("\"TODO 2: c.\", {bound}")), [""; 0]);
        assert_eq!(
            with(&format!("\"TODO 2: c.\", {}", bound.replace("add", "ad"))),
            [
                "info.toml:5: text: hint 4 of `01_x` is for the test `rows_ad_up`, which it does not have; did you mean `rows_add_up`?"
            ]
        );
        assert_eq!(
            with(bound),
            [
                "info.toml:5: text: `01_x` has 2 hints besides those for a test: a question, the concept, all but the line make 3"
            ]
        );
    }

    #[test]
    fn hints_are_three_or_more_and_not_the_solution() {
        assert_eq!(
            in_info(", \"TODO 2: c.\"]", "]"),
            [
                "info.toml:5: text: `01_x` has 2 hints: a question, the concept, all but the line make 3"
            ]
        );
        assert_eq!(
            in_info("\"TODO 1: a?\"", "\"\"\"\n \n\"\"\""),
            ["info.toml:5: text: hint 1 of `01_x` is empty"]
        );
        assert_eq!(
            in_info(
                "\"TODO 2: c.\"",
                "'TODO 2: u8::from_str_radix(\"1\", 2).expect(\"a digit\") it is'"
            ),
            [
                "info.toml:5: text: hint 3 of `01_x` has a line of the solution: `u8::from_str_radix(\"1\", 2).expect(\"a digit\")`"
            ]
        );
    }
}
