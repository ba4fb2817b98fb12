//! Rule 4: header, TODOs, hints, what was learned, topics, names.

use std::collections::HashSet;

use crate::{
    catalog::{Exercise, INFO, Untouched},
    dev::{
        course::{Course, Files},
        problem::{Problem, Rule, count, quoted},
        source::{self, Todo},
    },
};

const HEADER: std::ops::RangeInclusive<usize> = 3..=25;
const MOST_LINES: usize = 300;
const MOST_TODOS: usize = 3;
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
    messages.extend(giveaways(exercise, files));
    let mut problems: Vec<Problem> =
        messages.into_iter().map(|message| Problem::new(INFO, exercise.line, Rule::Text, message)).collect();
    if let Some(text) = &files.untouched {
        problems.extend(file(exercise, text));
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
    if exercise.learned.len() != LEARNED || exercise.learned.iter().any(|line| line.trim().is_empty()) {
        messages.push(format!("`learned` of `{name}` has {}, not {LEARNED}", count(said(&exercise.learned), "line")));
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
    let unknown = exercise.topics.iter().filter(|topic| !known.contains(*topic));
    unknown.map(|topic| format!("`{}` names the unknown topic `{}`", exercise.name, topic.escape_debug())).collect()
}

fn hints(exercise: &Exercise) -> Vec<String> {
    let mut messages = Vec::new();
    let hints = &exercise.hints;
    if hints.len() < FEWEST_HINTS {
        messages.push(format!(
            "`{}` has {}: a question, the concept, all but the line make {FEWEST_HINTS}",
            exercise.name,
            count(hints.len(), "hint")
        ));
    }
    for (at, _) in hints.iter().enumerate().filter(|(_, hint)| hint.trim().is_empty()) {
        messages.push(format!("hint {} of `{}` is empty", at + 1, exercise.name));
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
        let mut telling = lines.filter(|line| line.chars().count() >= TELLING && !given.contains(line));
        if let Some(line) = telling.find(|line| hint.contains(line)) {
            messages.push(format!("hint {} of `{}` has a line of the solution: {}", at + 1, exercise.name, quoted(line)));
        }
    }
    messages
}

/// The exercise file.
fn file(exercise: &Exercise, text: &str) -> Vec<Problem> {
    let problem = |line: usize, message: String| Problem::new(&exercise.path, line, Rule::Text, message);
    let lines = source::lines(text);
    let mut problems = Vec::new();
    if lines.len() > MOST_LINES {
        problems.push(problem(lines.len(), format!("{} lines, more than {MOST_LINES}", lines.len())));
    }
    let header = source::header(&lines);
    if !HEADER.contains(&header) {
        let (fewest, most) = (HEADER.start(), HEADER.end());
        problems.push(problem(1, format!("the header has {} that begin with `//!`, not {fewest} to {most}", count(header, "line"))));
    }
    if source::main(&lines).is_none() {
        problems.push(problem(1, "there is no `fn main()`: it shows something after a pass".to_owned()));
    }
    let todos = source::todos(&lines);
    problems.extend(todo_messages(exercise, &todos).into_iter().map(|(at, message)| problem(at + 1, message)));
    problems
}

/// What is wrong with the TODOs, with the index of the line.
fn todo_messages(exercise: &Exercise, todos: &[Todo]) -> Vec<(usize, String)> {
    let mut messages = Vec::new();
    if todos.is_empty() && exercise.untouched == Untouched::Fails {
        messages.push((0, "there is no comment line `// TODO 1: ...` that says what to do".to_owned()));
    }
    if let Some(todo) = todos.get(MOST_TODOS) {
        messages.push((todo.at, format!("{} TODOs, more than {MOST_TODOS}", todos.len())));
    }
    let several = todos.len() > 1;
    for (place, todo) in todos.iter().enumerate() {
        let wanted = place + 1;
        if (several || todo.number.is_some()) && todo.number != Some(wanted) {
            messages.push((todo.at, format!("this is TODO {wanted}: TODOs are numbered from 1 in the order of the file")));
        }
        if todo.says.is_empty() {
            messages.push((todo.at, "the TODO says nothing: what is to be done?".to_owned()));
        }
        let helped = exercise.hints.iter().any(|hint| mentions(hint, wanted));
        if several && !helped && !exercise.hints.is_empty() {
            messages.push((todo.at, format!("no hint helps with TODO {wanted}")));
        }
    }
    messages
}

/// `TODO 1: ...`, `TODO 1 and 2: ...`, `TODO 1, 2: ...`, `TODO 1 to 3: ...`
fn mentions(hint: &str, number: usize) -> bool {
    hint.match_indices("TODO").any(|(at, word)| {
        let rest = hint[at + word.len()..].trim_start_matches('s');
        let list: String = rest.chars().take_while(|c| c.is_ascii_digit() || " ,-".contains(*c) || c.is_ascii_lowercase()).collect();
        let mut last = None;
        let mut range = false;
        for word in list.split([' ', ',']).filter(|word| !word.is_empty()) {
            match word.parse::<usize>() {
                Ok(found) if found == number || (range && last.is_some_and(|first| (first..=found).contains(&number))) => return true,
                Ok(found) => (last, range) = (Some(found), false),
                Err(_) if matches!(word, "to" | "-") => range = true,
                Err(_) if word == "and" => {}
                Err(_) => return false,
            }
        }
        false
    })
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
        problems(&course, &course.exercises[0]).iter().map(Problem::to_string).collect()
    }

    fn in_info(old: &str, new: &str) -> Vec<String> {
        assert!(INFO_TEXT.contains(old), "{old}");
        found(&INFO_TEXT.replace(old, new), UNTOUCHED)
    }

    fn in_file(old: &str, new: &str) -> Vec<String> {
        assert!(UNTOUCHED.contains(old), "{old}");
        found(INFO_TEXT, &UNTOUCHED.replace(old, new))
    }

    #[test]
    fn a_right_exercise_has_no_problems() {
        assert_eq!(found(INFO_TEXT, UNTOUCHED), [""; 0]);
    }

    #[test]
    fn the_entry_in_info_toml_is_complete() {
        assert_eq!(
            in_info("01_x", "1_x"),
            ["info.toml:5: text: the name `1_x` is not of the form NN_name: two digits, then lower-case letters, digits, `_`"]
        );
        assert_eq!(in_info("01_x", "02_x"), ["info.toml:5: text: `02_x` is number 1 of its level: numbers go from 01 without gaps"]);
        assert_eq!(in_info("difficulty = 1\n", "\n"), ["info.toml:5: text: `01_x` has no difficulty"]);
        assert_eq!(in_info("\"known\"", "\"other\""), ["info.toml:5: text: `01_x` names the unknown topic `other`"]);
        assert_eq!(in_info("[\"a\", \"b\", \"c\"]", "[\"a\", \"b\"]"), ["info.toml:5: text: `learned` of `01_x` has 2 lines, not 3"]);
        assert_eq!(in_info("\"b\", \"c\"]", "\"b\", \" \"]"), ["info.toml:5: text: `learned` of `01_x` has 2 lines, not 3"]);
    }

    #[test]
    fn hints_are_three_or_more_and_not_the_solution() {
        assert_eq!(
            in_info(", \"TODO 2: c.\"]", "]"),
            ["info.toml:5: text: `01_x` has 2 hints: a question, the concept, all but the line make 3"]
        );
        assert_eq!(in_info("\"TODO 1: a?\"", "\"\"\"\n \n\"\"\""), ["info.toml:5: text: hint 1 of `01_x` is empty"]);
        assert_eq!(
            in_info("\"TODO 2: c.\"", "'TODO 2: u8::from_str_radix(\"1\", 2).expect(\"a digit\") it is'"),
            ["info.toml:5: text: hint 3 of `01_x` has a line of the solution: `u8::from_str_radix(\"1\", 2).expect(\"a digit\")`"]
        );
    }

    #[test]
    fn the_file_has_a_header_a_main_and_no_endless_text() {
        assert_eq!(
            in_file("//! X\n", ""),
            ["exercises/01_a/01_x.rs:1: text: the header has 2 lines that begin with `//!`, not 3 to 25"]
        );
        assert_eq!(in_file("//! X\n", &"//! X\n".repeat(24)).len(), 1);
        assert_eq!(in_file("//! X\n", &"//! X\n".repeat(23)).len(), 0);
        assert_eq!(
            in_file("fn main", "fn domain"),
            ["exercises/01_a/01_x.rs:1: text: there is no `fn main()`: it shows something after a pass"]
        );
        assert_eq!(in_file("fn main() {}\n", &format!("fn main() {{}}\n{}", "\n".repeat(288))), ["exercises/01_a/01_x.rs:301: text: 301 lines, more than 300"]);
    }

    #[test]
    fn todos_are_few_and_numbered_and_each_has_help() {
        let todo = |line: usize, message: &str| vec![format!("exercises/01_a/01_x.rs:{line}: text: {message}")];
        assert_eq!(in_file("TODO 1", "TODO"), todo(5, "this is TODO 1: TODOs are numbered from 1 in the order of the file"));
        assert_eq!(in_file("TODO 2", "TODO 3"), todo(10, "this is TODO 2: TODOs are numbered from 1 in the order of the file"));
        assert_eq!(in_file("make two.", ""), todo(10, "the TODO says nothing: what is to be done?"));
        assert_eq!(in_file("fn two() {}\n", "// TODO 3: x\nfn two() {}\n"), todo(11, "no hint helps with TODO 3"));
        let four = in_file("fn two() {}\n", "// TODO 3: x\n// TODO 4: y\nfn two() {}\n");
        assert!(four.contains(&"exercises/01_a/01_x.rs:12: text: 4 TODOs, more than 3".to_owned()), "{four:?}");
        let none = found(INFO_TEXT, &UNTOUCHED.replace("// TODO", "// To do"));
        assert_eq!(none, ["exercises/01_a/01_x.rs:1: text: there is no comment line `// TODO 1: ...` that says what to do"]);
    }

    #[test]
    fn a_single_todo_needs_no_number() {
        let one = UNTOUCHED.replace("// TODO 2: make two.\n", "");
        assert_eq!(found(INFO_TEXT, &one), [""; 0]);
        assert_eq!(found(INFO_TEXT, &one.replace("TODO 1", "TODO")), [""; 0]);
    }

    #[test]
    fn todos_are_named_in_lists_and_ranges_too() {
        for hint in ["see TODO 2: x", "TODO 1 and 2: x", "TODO 1, 2 and 3", "TODOs 1 to 3", "TODO 1 - 3"] {
            assert!(mentions(hint, 2), "{hint}");
        }
        for hint in ["TODO 1: 2", "TODO 12", "a 2", "TODO 1 is like 2", "TODO"] {
            assert!(!mentions(hint, 2), "{hint}");
        }
    }
}
