//! Rule 5: manifests, pages and the archive list exactly the files there are.

use std::collections::BTreeSet;

use crate::{
    catalog::INFO,
    dev::{
        course::{Course, Files, LevelFiles},
        manifest,
        problem::{Problem, Rule},
        rules::Scope,
    },
};

const UPDATE: &str = "run `runner dev update`";

/// What is wrong with the files of levels and exercises.
pub(in crate::dev) fn problems(course: &Course, scope: &Scope) -> Vec<Problem> {
    let mut problems = Vec::new();
    for &level in &scope.levels {
        problems.extend(manifest_problem(course, level));
        problems.extend(page(course, level));
        problems.extend(strays(course, level));
    }
    problems.extend(scope.exercises.iter().flat_map(|files| missing(files)));
    problems.extend(archive(course, scope));
    if scope.whole {
        problems.extend(of_no_level(course));
    }
    problems
}

/// What is there besides the levels and their exercises.
fn of_no_level(course: &Course) -> Vec<Problem> {
    let mut problems = Vec::new();
    let path = course.catalog.shown(&course.catalog.archive_file());
    let kept = course.archive.iter().flat_map(|archive| archive.keys());
    for known in kept.filter(|known| {
        course
            .exercises
            .iter()
            .all(|files| files.exercise.path != **known)
    }) {
        problems.push(Problem::new(
            &path,
            1,
            Rule::Files,
            format!("it has a text of {known}, which is no exercise: {UPDATE}"),
        ));
    }
    problems.extend(
        course
            .other_dirs
            .iter()
            .filter(|dir| looks_like_a_level(dir))
            .map(|dir| {
                let message = format!(
                    "the directory looks like a level, but {INFO} has no [[levels]] entry for it"
                );
                Problem::new(format!("exercises/{dir}"), 1, Rule::Files, message)
            }),
    );
    problems
}

fn missing(files: &Files) -> Vec<Problem> {
    let exercise = files.exercise;
    let listed = format!(
        "the file is missing; {INFO} lists it in line {}",
        exercise.line
    );
    [
        (&exercise.path, &files.untouched),
        (&exercise.solution, &files.solution),
    ]
    .into_iter()
    .filter(|(_, text)| text.is_none())
    .map(|(path, _)| Problem::new(path, 1, Rule::Files, &listed))
    .collect()
}

fn manifest_problem(course: &Course, level: usize) -> Option<Problem> {
    let path = course.catalog.shown(&course.catalog.level_manifest(level));
    let Some(text) = &course.levels[level].manifest else {
        return Some(Problem::new(
            path,
            1,
            Rule::Files,
            "the file is missing: each level is a package of its own",
        ));
    };
    match manifest::updated(text, &path, &manifest::bins_of(course.catalog, level)) {
        Ok(updated) if updated == *text => None,
        Ok(updated) => {
            let line = first_difference(text, &updated);
            Some(Problem::new(
                path,
                line,
                Rule::Files,
                format!("the list of binaries is not that of {INFO}: {UPDATE}"),
            ))
        }
        Err(error) => Some(Problem::of_error(&path, 1, Rule::Files, &error)),
    }
}

/// The level's page names each of its exercises.
fn page(course: &Course, level: usize) -> Vec<Problem> {
    let path = course.catalog.shown(&course.catalog.level_readme(level));
    let Some(text) = &course.levels[level].readme else {
        return vec![Problem::new(
            path,
            1,
            Rule::Files,
            "the file is missing: what does the level teach?",
        )];
    };
    let missing = course
        .catalog
        .of_level(level)
        .filter(|exercise| !names(text, &exercise.name));
    missing
        .map(|exercise| {
            Problem::new(
                &path,
                1,
                Rule::Files,
                format!("it does not name `{}.rs`", exercise.name),
            )
        })
        .collect()
}

/// `01_create` is named in `01_create.rs`, not in `01_created`.
fn names(text: &str, name: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(name).any(|(at, _)| {
        !text[..at].ends_with(is_name) && !text[at + name.len()..].starts_with(is_name)
    })
}

/// Rust files that belong to no exercise.
fn strays(course: &Course, level: usize) -> Vec<Problem> {
    let dir = &course.catalog.levels()[level].dir;
    let known: BTreeSet<String> = course
        .catalog
        .of_level(level)
        .map(|exercise| format!("{}.rs", exercise.name))
        .collect();
    let LevelFiles {
        exercises,
        solutions,
        ..
    } = &course.levels[level];
    [("exercises", exercises), ("solutions", solutions)]
        .into_iter()
        .flat_map(|(tree, found)| found.difference(&known).map(move |name| (tree, name)))
        .filter(|(_, name)| name.ends_with(".rs"))
        .map(|(tree, name)| {
            Problem::new(
                format!("{tree}/{dir}/{name}"),
                1,
                Rule::Files,
                format!("{INFO} has no exercise for this file"),
            )
        })
        .collect()
}

fn archive(course: &Course, scope: &Scope) -> Vec<Problem> {
    let path = course.catalog.shown(&course.catalog.archive_file());
    let Some(archive) = &course.archive else {
        return vec![Problem::new(
            path,
            1,
            Rule::Files,
            format!("the file is missing: {UPDATE}"),
        )];
    };
    let mut problems = Vec::new();
    for files in &scope.exercises {
        let exercise = files.exercise;
        match (archive.get(&exercise.path), &files.untouched) {
            (Some(kept), Some(text)) if kept != text => {
                let message = format!("{path} has another text of it: {UPDATE}");
                problems.push(Problem::new(
                    &exercise.path,
                    first_difference(text, kept),
                    Rule::Files,
                    message,
                ));
            }
            (None, Some(_)) => problems.push(Problem::new(
                &exercise.path,
                1,
                Rule::Files,
                format!("{path} has no text of it: {UPDATE}"),
            )),
            (Some(_) | None, Some(_) | None) => {}
        }
    }
    problems
}

/// Line of `text` where `other` begins to differ.
fn first_difference(text: &str, other: &str) -> usize {
    1 + text
        .lines()
        .zip(other.lines())
        .take_while(|(a, b)| a == b)
        .count()
        .min(text.lines().count().saturating_sub(1))
}

/// `07_trees`, and not `kit`.
fn looks_like_a_level(dir: &str) -> bool {
    dir.split_once('_').is_some_and(|(number, _)| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalog::Catalog, dev::rules::testing};

    const MANIFEST: &str = "[package]\nname = \"a\"\n\n# Written by `runner dev update`.\n[[bin]]\nname = \"01_a_01_x\"\npath = \"01_x.rs\"\n";

    fn catalog() -> Catalog {
        testing::catalog(
            "levels = [{ dir = \"01_a\" }]\nexercises = [{ dir = \"01_a\", name = \"01_x\" }]",
        )
    }

    fn found(change: impl FnOnce(&mut Course)) -> Vec<String> {
        let catalog = catalog();
        let mut course = testing::course(&catalog);
        course.exercises[0].untouched = Some("one\ntwo\n".to_owned());
        course.exercises[0].solution = Some(String::new());
        course.levels[0] = LevelFiles {
            manifest: Some(MANIFEST.to_owned()),
            readme: Some("# A\n\n- `01_x.rs`: x\n".to_owned()),
            exercises: ["01_x.rs", "Cargo.toml", "README.md"]
                .map(str::to_owned)
                .into(),
            solutions: ["01_x.rs"].map(str::to_owned).into(),
        };
        course.archive =
            Some([("exercises/01_a/01_x.rs".to_owned(), "one\ntwo\n".to_owned())].into());
        course.other_dirs = vec!["kit".to_owned()];
        change(&mut course);
        problems(&course, &Scope::whole(&course))
            .iter()
            .map(Problem::to_string)
            .collect()
    }

    #[test]
    fn a_right_course_has_no_problems() {
        assert_eq!(found(|_| {}), [""; 0]);
    }

    #[test]
    fn every_listed_file_is_there_and_no_other() {
        assert_eq!(
            found(|course| course.exercises[0].solution = None),
            ["solutions/01_a/01_x.rs:1: files: the file is missing; info.toml lists it in line 3"]
        );
        assert_eq!(
            found(|course| {
                course.levels[0].exercises.insert("02_y.rs".to_owned());
                course.levels[0].solutions.insert("02_z.rs".to_owned());
                course.levels[0].solutions.insert("notes.md".to_owned());
            }),
            [
                "exercises/01_a/02_y.rs:1: files: info.toml has no exercise for this file",
                "solutions/01_a/02_z.rs:1: files: info.toml has no exercise for this file"
            ]
        );
        assert_eq!(
            found(|course| course.other_dirs.push("02_b".to_owned())),
            [
                "exercises/02_b:1: files: the directory looks like a level, but info.toml has no [[levels]] entry for it"
            ]
        );
    }

    #[test]
    fn the_manifest_lists_the_exercises() {
        assert_eq!(
            found(|course| course.levels[0].manifest = Some(MANIFEST.replace("01_a_01_x", "x"))),
            [
                "exercises/01_a/Cargo.toml:6: files: the list of binaries is not that of info.toml: run `runner dev update`"
            ]
        );
        assert_eq!(
            found(|course| course.levels[0].manifest = None),
            [
                "exercises/01_a/Cargo.toml:1: files: the file is missing: each level is a package of its own"
            ]
        );
        assert!(
            found(|course| course.levels[0].manifest = Some("[package".to_owned()))[0]
                .contains("cannot read exercises/01_a/Cargo.toml")
        );
    }

    #[test]
    fn the_page_names_the_exercises() {
        assert_eq!(
            found(|course| course.levels[0].readme = Some("`01_xy.rs`, `101_x.rs`".to_owned())),
            ["exercises/01_a/README.md:1: files: it does not name `01_x.rs`"]
        );
        assert_eq!(
            found(|course| course.levels[0].readme = None),
            ["exercises/01_a/README.md:1: files: the file is missing: what does the level teach?"]
        );
    }

    #[test]
    fn the_archive_has_the_text_of_each_exercise() {
        let edited = |text: &str| {
            let archive = [("exercises/01_a/01_x.rs".to_owned(), text.to_owned())].into();
            found(|course| course.archive = Some(archive))
        };
        let message =
            "files: exercises/untouched.txt has another text of it: run `runner dev update`";
        assert_eq!(
            edited("one\n2\n"),
            [format!("exercises/01_a/01_x.rs:2: {message}")]
        );
        assert_eq!(
            edited("one\n"),
            [format!("exercises/01_a/01_x.rs:2: {message}")]
        );
        assert_eq!(
            edited("one\ntwo\nthree\n"),
            [format!("exercises/01_a/01_x.rs:2: {message}")]
        );
        assert_eq!(
            found(|course| course.archive = None),
            ["exercises/untouched.txt:1: files: the file is missing: run `runner dev update`"]
        );
        assert_eq!(
            found(|course| course.archive =
                Some([("exercises/gone.rs".to_owned(), String::new())].into())),
            [
                "exercises/01_a/01_x.rs:1: files: exercises/untouched.txt has no text of it: run `runner dev update`",
                "exercises/untouched.txt:1: files: it has a text of exercises/gone.rs, which is no exercise: run `runner dev update`"
            ]
        );
    }
}
