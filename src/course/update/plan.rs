//! What an update would do: a pure function of the course on disk and the one in the program.
//!
//! Nothing of the learner's is ever written over. A plan that was carried out in part is followed by one that does the rest:
//! the texts that say what is untouched are replaced last.

use std::collections::{BTreeMap, BTreeSet};

use crate::course::archive::Texts;

/// Files by their path below the course, with `/`.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Set up once, and then the learner's own.
const SETTINGS: [&str; 4] = [".gitignore", ".helix/", ".vscode/", ".zed/"];
/// Says what is untouched: replaced last.
const UNTOUCHED: &str = "exercises/untouched.txt";

/// The course on disk.
pub(crate) struct Old {
    pub(crate) files: Files,
    /// The untouched exercises of its version.
    pub(crate) untouched: Texts,
}

/// The course in the program.
pub(crate) struct New {
    pub(crate) files: Files,
    pub(crate) untouched: Texts,
    /// Former ids of exercises, each with the present one.
    pub(crate) renamed: BTreeMap<String, String>,
}

/// One thing to do. Paths are those of files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    /// Not there yet.
    Add { path: String },
    /// The untouched file of the old version makes room for that of the new one.
    Replace { path: String },
    /// Edited: it stays, under its new name if it has one.
    Move { from: String, to: String },
    /// Edited, and the course's text is another one now: that is written beside it.
    Beside { path: String, new: String },
    /// Not an exercise: what is there is kept in the archive.
    Update { path: String },
    /// No longer part of the course.
    Archive { path: String },
}

/// What an update reads of the old course, besides what has the same path in the new one.
pub(crate) fn paths_of(untouched: &Texts, new: &New) -> BTreeSet<String> {
    let mut paths: BTreeSet<String> = new.files.keys().cloned().collect();
    for path in untouched.keys() {
        paths.insert(path.clone());
        paths.insert(solution_of(path));
        if let Some(level) = level_of(path) {
            paths.extend(package_of(level));
        }
    }
    paths.extend(new.untouched.keys().map(|path| beside(path)));
    paths
}

/// Whether the old course is an earlier form of the new one: it has half of its exercises, at least.
pub(crate) fn is_same_course(untouched: &Texts, new: &New) -> bool {
    let is_known =
        |path: &&String| new.untouched.contains_key(*path) || present(path, new).is_some();
    let known = untouched.keys().filter(is_known).count();
    known > 0 && 2 * known >= untouched.len()
}

/// In the order in which it is to be done.
pub(crate) fn plan(old: &Old, new: &New) -> Vec<Step> {
    let mut steps = Vec::new();
    for path in new.untouched.keys() {
        exercise(path, old, new, &mut steps);
    }
    let listed = |path: &String| new.untouched.contains_key(path);
    for path in old.untouched.keys().filter(|path| !listed(path)) {
        // What was renamed is gone by now, or is there once more.
        let moved = steps
            .iter()
            .any(|step| matches!(step, Step::Move { from, .. } if from == path));
        if !moved {
            archive(path, old, &mut steps);
        }
        archive(&solution_of(path), old, &mut steps);
    }
    let levels = |texts: &Texts| -> BTreeSet<String> {
        let levels = texts.keys().filter_map(|path| level_of(path));
        levels.map(str::to_owned).collect()
    };
    for level in levels(&old.untouched).difference(&levels(&new.untouched)) {
        for path in package_of(level) {
            archive(&path, old, &mut steps);
        }
    }
    let others = new.files.keys().filter(|path| !listed(path));
    let (last, others): (Vec<&String>, Vec<&String>) = others.partition(|path| *path == UNTOUCHED);
    for path in others.into_iter().chain(last) {
        match old.files.get(path) {
            None => steps.push(Step::Add { path: path.clone() }),
            Some(bytes) if *bytes == new.files[path] => {}
            Some(_) if SETTINGS.iter().any(|known| path.starts_with(known)) => {}
            Some(_) => steps.push(Step::Update { path: path.clone() }),
        }
    }
    steps
}

/// The exercise that is called `path` now.
fn exercise(path: &String, old: &Old, new: &New, steps: &mut Vec<Step>) {
    let text = new.untouched[path].as_bytes();
    let mut former = old
        .untouched
        .keys()
        .filter(|former| present(former, new).as_ref() == Some(path));
    let former = former.next();
    // An update that did not end may have moved it already.
    let at = [Some(path), former]
        .into_iter()
        .flatten()
        .find(|path| old.files.contains_key(*path));
    let Some(at) = at else {
        steps.push(Step::Add { path: path.clone() });
        return;
    };
    let there = old.files[at].as_slice();
    let untouched = [Some(path), former]
        .into_iter()
        .flatten()
        .filter_map(|path| old.untouched.get(path))
        .map(String::as_bytes);
    let untouched: Vec<&[u8]> = untouched.collect();
    if there == text || untouched.contains(&there) {
        if at != path {
            steps.push(Step::Add { path: path.clone() });
        } else if there != text {
            steps.push(Step::Replace { path: path.clone() });
        }
        return;
    }
    if at != path {
        steps.push(Step::Move {
            from: at.clone(),
            to: path.clone(),
        });
    }
    let new_text = beside(path);
    let is_beside = old.files.get(&new_text).is_some_and(|bytes| bytes == text);
    if !untouched.contains(&text) && !is_beside {
        archive(&new_text, old, steps);
        steps.push(Step::Beside {
            path: path.clone(),
            new: new_text,
        });
    }
}

fn archive(path: &str, old: &Old, steps: &mut Vec<Step>) {
    if old.files.contains_key(path) {
        steps.push(Step::Archive {
            path: path.to_owned(),
        });
    }
}

/// The path that the exercise at `former` has now, if it has another one.
fn present(former: &str, new: &New) -> Option<String> {
    let id = new.renamed.get(id_of(former)?)?;
    Some(format!("exercises/{id}.rs"))
}

pub(crate) fn id_of(path: &str) -> Option<&str> {
    path.strip_prefix("exercises/")?.strip_suffix(".rs")
}

fn level_of(path: &str) -> Option<&str> {
    Some(id_of(path)?.split_once('/')?.0)
}

fn solution_of(path: &str) -> String {
    format!("solutions/{}", path.trim_start_matches("exercises/"))
}

fn package_of(level: &str) -> [String; 2] {
    ["Cargo.toml", "README.md"].map(|file| format!("exercises/{level}/{file}"))
}

/// `exercises/a/01_one.new.rs`
fn beside(path: &str) -> String {
    format!("{}.new.rs", path.trim_end_matches(".rs"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[(&str, &str)]) -> Texts {
        texts
            .iter()
            .map(|(path, text)| (format!("exercises/{path}.rs"), (*text).to_owned()))
            .collect()
    }

    fn files(texts: &[(&str, &str)]) -> Files {
        texts
            .iter()
            .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
            .collect()
    }

    fn course(untouched: Texts, others: &[(&str, &str)]) -> New {
        let exercises = untouched
            .iter()
            .map(|(path, text)| (path.clone(), text.as_bytes().to_vec()));
        New {
            files: files(others).into_iter().chain(exercises).collect(),
            renamed: [("l/old".to_owned(), "l/new".to_owned())].into(),
            untouched,
        }
    }

    /// What is done about the exercise `l/new`, given its text in both versions, and what lies on disk.
    fn steps(old: &[(&str, &str)], disk: &[(&str, &str)], new: &str) -> Vec<Step> {
        let old = Old {
            files: files(disk),
            untouched: texts(old),
        };
        plan(&old, &course(texts(&[("l/new", new)]), &[]))
    }

    fn path(name: &str) -> String {
        format!("exercises/l/{name}.rs")
    }

    #[test]
    fn an_exercise_under_the_same_name() {
        let same = |disk, new| steps(&[("l/new", "v1")], &[("exercises/l/new.rs", disk)], new);
        let replace = Step::Replace { path: path("new") };
        let beside = Step::Beside {
            path: path("new"),
            new: path("new.new"),
        };
        assert_eq!(same("v1", "v1"), []);
        assert_eq!(same("v1", "v2"), [replace]);
        assert_eq!(same("v2", "v2"), []);
        assert_eq!(same("mine", "v1"), []);
        assert_eq!(same("mine", "v2"), [beside]);
        assert_eq!(
            steps(&[("l/new", "v1")], &[], "v2"),
            [Step::Add { path: path("new") }]
        );
    }

    #[test]
    fn an_exercise_under_a_new_name() {
        let renamed = |disk, new| steps(&[("l/old", "v1")], &[("exercises/l/old.rs", disk)], new);
        let add = Step::Add { path: path("new") };
        let away = Step::Archive { path: path("old") };
        let moved = Step::Move {
            from: path("old"),
            to: path("new"),
        };
        assert_eq!(renamed("v1", "v1"), [add.clone(), away.clone()]);
        assert_eq!(renamed("v1", "v2"), [add, away.clone()]);
        assert_eq!(renamed("mine", "v1"), std::slice::from_ref(&moved));
        assert_eq!(
            renamed("mine", "v2"),
            [
                moved,
                Step::Beside {
                    path: path("new"),
                    new: path("new.new")
                }
            ]
        );
        // Interrupted between the new file and the old one.
        let both = [
            ("exercises/l/old.rs", "mine"),
            ("exercises/l/new.rs", "mine"),
        ];
        assert_eq!(steps(&[("l/old", "v1")], &both, "v1"), [away]);
    }

    #[test]
    fn an_earlier_new_version_goes_to_the_archive() {
        let disk = [
            ("exercises/l/new.rs", "mine"),
            ("exercises/l/new.new.rs", "v2"),
        ];
        assert_eq!(steps(&[("l/new", "v1")], &disk, "v2"), []);
        assert_eq!(
            steps(&[("l/new", "v2")], &disk, "v3"),
            [
                Step::Archive {
                    path: path("new.new")
                },
                Step::Beside {
                    path: path("new"),
                    new: path("new.new")
                }
            ]
        );
    }

    #[test]
    fn levels_that_are_gone_and_everything_else() {
        let old = Old {
            untouched: texts(&[("gone/a", "a"), ("l/new", "v1")]),
            files: files(&[
                ("exercises/gone/a.rs", "mine"),
                ("exercises/gone/Cargo.toml", "[package]"),
                ("exercises/gone/notes.rs", "my own"),
                ("exercises/l/new.rs", "v1"),
                ("solutions/gone/a.rs", "solved"),
                ("Cargo.toml", "old"),
                (".vscode/settings.json", "mine"),
                (".zed/settings.json", "mine"),
                (".helix/languages.toml", "mine"),
                ("exercises/untouched.txt", "old"),
                ("exercises/kit/src/lib.rs", "same"),
            ]),
        };
        let new = course(
            texts(&[("l/new", "v1")]),
            &[
                ("Cargo.toml", "new"),
                (".vscode/settings.json", "new"),
                (".zed/settings.json", "new"),
                (".helix/languages.toml", "new"),
                ("exercises/kit/src/lib.rs", "same"),
                ("exercises/untouched.txt", "new"),
                ("solutions/l/new.rs", "solved"),
            ],
        );
        let archived = |path: &str| Step::Archive { path: path.into() };
        let updated = |path: &str| Step::Update { path: path.into() };
        assert_eq!(
            plan(&old, &new),
            [
                archived("exercises/gone/a.rs"),
                archived("solutions/gone/a.rs"),
                archived("exercises/gone/Cargo.toml"),
                updated("Cargo.toml"),
                Step::Add {
                    path: "solutions/l/new.rs".into()
                },
                updated("exercises/untouched.txt"),
            ]
        );
        assert!(paths_of(&old.untouched, &new).contains("exercises/gone/Cargo.toml"));
        assert!(!paths_of(&old.untouched, &new).contains("exercises/gone/notes.rs"));
    }

    #[test]
    fn another_course_is_not_taken_for_this_one() {
        let new = course(texts(&[("l/new", ""), ("l/b", "")]), &[]);
        assert!(is_same_course(
            &texts(&[("l/old", ""), ("l/gone", "")]),
            &new
        ));
        assert!(!is_same_course(
            &texts(&[("l/b", ""), ("x/1", ""), ("x/2", "")]),
            &new
        ));
        assert!(!is_same_course(&Texts::new(), &new));
    }
}
