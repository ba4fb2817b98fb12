//! Rule 4, the part about the exercise file: its header, its TODOs, its `main`, its length.

use crate::{
    catalog::{Exercise, Untouched},
    dev::{
        parts::{self, Todo},
        problem::{Problem, Rule, count},
        source,
    },
};

const HEADER: std::ops::RangeInclusive<usize> = 3..=25;
const MOST_LINES: usize = 300;
const MOST_TODOS: usize = 3;

pub(in crate::dev) fn problems(exercise: &Exercise, text: &str) -> Vec<Problem> {
    let problem =
        |line: usize, message: String| Problem::new(&exercise.path, line, Rule::Text, message);
    let lines = source::lines(text);
    let mut problems = Vec::new();
    if lines.len() > MOST_LINES {
        problems.push(problem(
            lines.len(),
            format!("{} lines, more than {MOST_LINES}", lines.len()),
        ));
    }
    let header = parts::header(&lines);
    if !HEADER.contains(&header) {
        let (fewest, most) = (HEADER.start(), HEADER.end());
        problems.push(problem(
            1,
            format!(
                "the header has {} that begin with `//!`, not {fewest} to {most}",
                count(header, "line")
            ),
        ));
    }
    if parts::main(&lines).is_none() {
        problems.push(problem(
            1,
            "there is no `fn main()`: it shows something after a pass".to_owned(),
        ));
    }
    let todos = parts::todos(&lines);
    problems.extend(
        todo_messages(exercise, &todos)
            .into_iter()
            .map(|(at, message)| problem(at + 1, message)),
    );
    problems
}

/// What is wrong with the TODOs, with the index of the line.
fn todo_messages(exercise: &Exercise, todos: &[Todo]) -> Vec<(usize, String)> {
    let mut messages = Vec::new();
    if todos.is_empty() && exercise.untouched == Untouched::Fails {
        messages.push((
            0,
            "there is no comment line `// TODO 1: ...` that says what to do".to_owned(),
        ));
    }
    if let Some(todo) = todos.get(MOST_TODOS) {
        messages.push((
            todo.at,
            format!("{} TODOs, more than {MOST_TODOS}", todos.len()),
        ));
    }
    let several = todos.len() > 1;
    for (place, todo) in todos.iter().enumerate() {
        let wanted = place + 1;
        if (several || todo.number.is_some()) && todo.number != Some(wanted) {
            messages.push((
                todo.at,
                format!(
                    "this is TODO {wanted}: TODOs are numbered from 1 in the order of the file"
                ),
            ));
        }
        if todo.says.is_empty() {
            messages.push((
                todo.at,
                "the TODO says nothing: what is to be done?".to_owned(),
            ));
        }
        let helped = exercise
            .hints
            .iter()
            .any(|hint| mentions(&hint.text, wanted));
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
        let list: String = rest
            .chars()
            .take_while(|c| c.is_ascii_digit() || " ,-".contains(*c) || c.is_ascii_lowercase())
            .collect();
        let mut last = None;
        let mut range = false;
        for word in list.split([' ', ',']).filter(|word| !word.is_empty()) {
            match word.parse::<usize>() {
                Ok(found)
                    if found == number
                        || (range
                            && last.is_some_and(|first| (first..=found).contains(&number))) =>
                {
                    return true;
                }
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

    const UNTOUCHED: &str = "//! X\n//!\n//! What it is.\n\n// TODO 1: make one.\nfn one() -> u8 {\n    todo!(\"one\")\n}\n\n// TODO 2: make two.\nfn two() {}\n\nfn main() {}\n";

    fn found(untouched: &str) -> Vec<String> {
        let hints = "hints = [\"TODO 1: a?\", \"TODO 1 and 2: b.\"]";
        let info = format!(
            "levels = [{{ dir = \"01_a\" }}]\nexercises = [{{ dir = \"01_a\", name = \"01_x\", {hints} }}]"
        );
        let catalog = testing::catalog(&info);
        problems(&catalog.exercises()[0], untouched)
            .iter()
            .map(Problem::to_string)
            .collect()
    }

    fn in_file(old: &str, new: &str) -> Vec<String> {
        assert!(UNTOUCHED.contains(old), "{old}");
        found(&UNTOUCHED.replace(old, new))
    }

    #[test]
    fn the_file_has_a_header_a_main_and_no_endless_text() {
        assert_eq!(
            in_file("//! X\n", ""),
            [
                "exercises/01_a/01_x.rs:1: text: the header has 2 lines that begin with `//!`, not 3 to 25"
            ]
        );
        assert_eq!(in_file("//! X\n", &"//! X\n".repeat(24)).len(), 1);
        assert_eq!(in_file("//! X\n", &"//! X\n".repeat(23)).len(), 0);
        assert_eq!(
            in_file("fn main", "fn domain"),
            [
                "exercises/01_a/01_x.rs:1: text: there is no `fn main()`: it shows something after a pass"
            ]
        );
        assert_eq!(
            in_file(
                "fn main() {}\n",
                &format!("fn main() {{}}\n{}", "\n".repeat(288))
            ),
            ["exercises/01_a/01_x.rs:301: text: 301 lines, more than 300"]
        );
    }

    #[test]
    fn todos_are_few_and_numbered_and_each_has_help() {
        let todo = |line: usize, message: &str| {
            vec![format!("exercises/01_a/01_x.rs:{line}: text: {message}")]
        };
        assert_eq!(
            in_file("TODO 1", "TODO"),
            todo(
                5,
                "this is TODO 1: TODOs are numbered from 1 in the order of the file"
            )
        );
        assert_eq!(
            in_file("TODO 2", "TODO 3"),
            todo(
                10,
                "this is TODO 2: TODOs are numbered from 1 in the order of the file"
            )
        );
        assert_eq!(
            in_file("make two.", ""),
            todo(10, "the TODO says nothing: what is to be done?")
        );
        assert_eq!(
            in_file("fn two() {}\n", "// TODO 3: x\nfn two() {}\n"),
            todo(11, "no hint helps with TODO 3")
        );
        let four = in_file("fn two() {}\n", "// TODO 3: x\n// TODO 4: y\nfn two() {}\n");
        assert!(
            four.contains(&"exercises/01_a/01_x.rs:12: text: 4 TODOs, more than 3".to_owned()),
            "{four:?}"
        );
        let none = found(&UNTOUCHED.replace("// TODO", "// To do"));
        assert_eq!(
            none,
            [
                "exercises/01_a/01_x.rs:1: text: there is no comment line `// TODO 1: ...` that says what to do"
            ]
        );
    }

    #[test]
    fn a_single_todo_needs_no_number() {
        let one = UNTOUCHED.replace("// TODO 2: make two.\n", "");
        assert_eq!(found(&one), [""; 0]);
        assert_eq!(found(&one.replace("TODO 1", "TODO")), [""; 0]);
    }

    #[test]
    fn todos_are_named_in_lists_and_ranges_too() {
        for hint in [
            "see TODO 2: x",
            "TODO 1 and 2: x",
            "TODO 1, 2 and 3",
            "TODOs 1 to 3",
            "TODO 1 - 3",
        ] {
            assert!(mentions(hint, 2), "{hint}");
        }
        for hint in ["TODO 1: 2", "TODO 12", "a 2", "TODO 1 is like 2", "TODO"] {
            assert!(!mentions(hint, 2), "{hint}");
        }
    }
}
