//! What rustlings asks of an exercise, for courses in its form.

use crate::{
    catalog::{Exercise, INFO, JudgedBy, Untouched},
    dev::{
        course::{Course, Files},
        parts,
        problem::{Problem, Rule},
        rules::Scope,
        source,
    },
    libtest,
};

/// One exercise: its file and its entry.
pub(in crate::dev) fn problems(files: &Files) -> Vec<Problem> {
    let exercise = files.exercise;
    let mut problems = Vec::new();
    if exercise
        .hints
        .iter()
        .all(|hint| hint.text.trim().is_empty())
    {
        problems.push(Problem::new(
            INFO,
            exercise.line,
            Rule::Text,
            format!("the hint of `{}` is empty", exercise.name),
        ));
    }
    match &files.untouched {
        Some(text) => problems.extend(
            file(exercise, text)
                .into_iter()
                .map(|message| Problem::new(&exercise.path, 1, Rule::Text, message)),
        ),
        None => {
            let message = format!(
                "the file is missing; {INFO} lists it in line {}",
                exercise.line
            );
            problems.push(Problem::new(&exercise.path, 1, Rule::Files, message));
        }
    }
    problems
}

fn file(exercise: &Exercise, text: &str) -> Vec<String> {
    let lines = source::lines(text);
    let mut messages = Vec::new();
    if parts::main(&lines).is_none() {
        messages.push("there is no `fn main()`".to_owned());
    }
    if exercise.untouched == Untouched::Fails
        && !lines.iter().any(|line| line.comment.contains("// TODO"))
    {
        messages.push("there is no `// TODO` comment".to_owned());
    }
    match (exercise.judged_by, libtest::functions(text).is_empty()) {
        (JudgedBy::Tests, true) => messages
            .push("there is no `#[test]`; without tests its entry has `test = false`".to_owned()),
        (JudgedBy::Main, false) => messages
            .push("there are tests that its entry switches off with `test = false`".to_owned()),
        (JudgedBy::Tests, false) | (JudgedBy::Main, true) => {}
    }
    messages
}

/// Files in `exercises/` and `solutions/` that belong to no exercise.
pub(in crate::dev) fn unexpected_files(course: &Course, scope: &Scope) -> Vec<Problem> {
    let mut problems = Vec::new();
    for &level in &scope.levels {
        let dir = &course.catalog.levels()[level].dir;
        let known = |name: &str| {
            course
                .catalog
                .of_level(level)
                .any(|exercise| name.strip_suffix(".rs") == Some(&exercise.name))
        };
        for (tree, found) in [
            ("exercises", &course.levels[level].exercises),
            ("solutions", &course.levels[level].solutions),
        ] {
            for name in found.iter().filter(|name| {
                !known(name) && name.as_str() != "README.md" && name.as_str() != "untouched.txt"
            }) {
                let path = if dir.is_empty() {
                    format!("{tree}/{name}")
                } else {
                    format!("{tree}/{dir}/{name}")
                };
                problems.push(Problem::new(
                    path,
                    1,
                    Rule::Files,
                    format!("unexpected: {INFO} has no exercise for this file"),
                ));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalog::Catalog, dev::rules::testing};

    const TEXT: &str = "fn main() {\n    // TODO: more\n}\n\n#[test]\nfn a() {}\n";

    fn catalog(entry: &str) -> Catalog {
        testing::catalog(&format!(
            "exercises = [{{ dir = \"a\", name = \"x\", {entry} }}]"
        ))
    }

    fn found(entry: &str, text: Option<&str>) -> Vec<String> {
        let catalog = catalog(entry);
        let mut files = testing::course(&catalog).exercises.remove(0);
        files.untouched = text.map(str::to_owned);
        problems(&files).iter().map(Problem::to_string).collect()
    }

    #[test]
    fn a_right_exercise_has_no_problems() {
        assert_eq!(found("hint = \"h\"", Some(TEXT)), [""; 0]);
        let without_tests = TEXT.replace("#[test]\n", "");
        assert_eq!(
            found("hint = \"h\", test = false", Some(&without_tests)),
            [""; 0]
        );
        let done = TEXT.replace("TODO", "Done");
        assert_eq!(
            found("hint = \"h\", skip_check_unsolved = true", Some(&done)),
            [""; 0]
        );
    }

    #[test]
    fn hint_main_todo_and_tests_are_asked_for() {
        assert_eq!(
            found("hint = \"  \"", Some(TEXT)),
            ["info.toml:2: text: the hint of `x` is empty"]
        );
        let file = |message: &str| vec![format!("exercises/a/x.rs:1: text: {message}")];
        assert_eq!(
            found("hint = \"h\"", Some(&TEXT.replace("main", "mine"))),
            file("there is no `fn main()`")
        );
        assert_eq!(
            found("hint = \"h\"", Some(&TEXT.replace("TODO", "Do"))),
            file("there is no `// TODO` comment")
        );
        assert_eq!(
            found("hint = \"h\"", Some(&TEXT.replace("#[test]", ""))),
            file("there is no `#[test]`; without tests its entry has `test = false`")
        );
        assert_eq!(
            found("hint = \"h\", test = false", Some(TEXT)),
            file("there are tests that its entry switches off with `test = false`")
        );
        assert_eq!(
            found("hint = \"h\"", None),
            ["exercises/a/x.rs:1: files: the file is missing; info.toml lists it in line 2"]
        );
    }

    #[test]
    fn files_without_an_exercise_are_unexpected() {
        let catalog = catalog("");
        let mut course = testing::course(&catalog);
        course.levels[0].exercises = ["README.md", "x.rs", "y.rs"].map(str::to_owned).into();
        course.levels[0].solutions = ["x.rs", "z.rs"].map(str::to_owned).into();
        let scope = Scope::of(&course, &[&catalog.exercises()[0]]);
        let problems: Vec<String> = unexpected_files(&course, &scope)
            .iter()
            .map(Problem::to_string)
            .collect();
        assert_eq!(
            problems,
            [
                "exercises/a/y.rs:1: files: unexpected: info.toml has no exercise for this file",
                "solutions/a/z.rs:1: files: unexpected: info.toml has no exercise for this file"
            ]
        );
    }
}
