//! What a learner may type where a name is asked for: id, name, name without its number, `4.9`, the file's path, a prefix.

use std::path::Path;

use super::{Catalog, Exercise};
use crate::error::{Error, Result};

impl Catalog {
    /// The exercise that `text` means. Exact forms win over prefixes; two candidates of one form are an error.
    pub(crate) fn resolve(&self, text: &str) -> Result<&Exercise> {
        let wanted = self.without_path(text);
        let wanted = self.renamed().get(&wanted).cloned().unwrap_or(wanted);
        let forms: [&dyn Fn(&Exercise) -> bool; 5] = [
            &|exercise| exercise.id == wanted,
            &|exercise| exercise.name == wanted,
            &|exercise| stem(&exercise.name) == wanted,
            &|exercise| {
                self.number(exercise)
                    .is_some_and(|number| number == dotted(&wanted))
            },
            &|exercise| {
                !wanted.is_empty()
                    && (exercise.id.starts_with(&wanted)
                        || exercise.name.starts_with(&wanted)
                        || stem(&exercise.name).starts_with(&wanted))
            },
        ];
        for form in forms {
            let found: Vec<_> = self
                .exercises()
                .iter()
                .filter(|exercise| form(exercise))
                .collect();
            match found.as_slice() {
                [] => {}
                [exercise] => return Ok(exercise),
                several => return Err(ambiguous(text, several)),
            }
        }
        Err(self.no_exercise(text, &wanted))
    }

    /// The level that `text` means: `04_regression`, `regression`, `4`, `04`, or an unambiguous prefix.
    pub(crate) fn resolve_level(&self, text: &str) -> Option<usize> {
        let wanted = text.trim_end_matches('/');
        let wanted = wanted.strip_prefix("exercises/").unwrap_or(wanted);
        let exact = self.levels().iter().position(|level| {
            level.dir == wanted
                || stem(&level.dir) == wanted
                || leading_number(&level.dir).is_some_and(|number| wanted.parse() == Ok(number))
        });
        exact.or_else(|| {
            let mut starting = self
                .levels()
                .iter()
                .enumerate()
                .filter(|(_, level)| {
                    !wanted.is_empty()
                        && (level.dir.starts_with(wanted) || stem(&level.dir).starts_with(wanted))
                })
                .map(|(index, _)| index);
            starting.next().filter(|_| starting.next().is_none())
        })
    }

    /// For commands that take a level only.
    pub(crate) fn expect_level(&self, text: &str) -> Result<usize> {
        self.resolve_level(text).ok_or_else(|| {
            let error = Error::new(format!("there is no level `{}`", text.escape_debug()));
            let names = self
                .levels()
                .iter()
                .flat_map(|level| [level.dir.as_str(), stem(&level.dir)]);
            with_suggestion(error, closest(text, names)).help("`runner list` shows them all")
        })
    }

    /// A path to an exercise or solution file, absolute or relative, becomes an id; anything else stays as it is.
    fn without_path(&self, text: &str) -> String {
        let Some(file) = text.strip_suffix(".rs") else {
            return text.to_owned();
        };
        let root = self
            .root()
            .canonicalize()
            .unwrap_or_else(|_| self.root().to_path_buf());
        let absolute = std::path::absolute(text).unwrap_or_else(|_| Path::new(text).to_path_buf());
        let absolute = absolute.canonicalize().unwrap_or(absolute);
        let inside = absolute.with_extension("");
        for tree in ["exercises", "solutions"] {
            if let Ok(id) = inside.strip_prefix(root.join(tree)) {
                return id.to_string_lossy().replace('\\', "/");
            }
        }
        // A path as the course's own pages write it, typed elsewhere.
        let file = file.strip_prefix("./").unwrap_or(file);
        file.strip_prefix("exercises/")
            .or_else(|| file.strip_prefix("solutions/"))
            .unwrap_or(file)
            .to_owned()
    }

    /// `(4, 9)` for `04_regression/09_ridge`.
    fn number(&self, exercise: &Exercise) -> Option<(u32, u32)> {
        Some((
            leading_number(&self.level(exercise).dir)?,
            leading_number(&exercise.name)?,
        ))
    }

    /// `4.9`, the shortest form of a name, where level and file have numbers.
    pub(crate) fn short_name(&self, exercise: &Exercise) -> Option<String> {
        let (level, exercise) = self.number(exercise)?;
        Some(format!("{level}.{exercise}"))
    }

    fn no_exercise(&self, text: &str, wanted: &str) -> Error {
        let error = Error::new(format!("there is no exercise `{}`", text.escape_debug()));
        let names = self.exercises().iter().flat_map(|exercise| {
            [
                exercise.id.as_str(),
                exercise.name.as_str(),
                stem(&exercise.name),
            ]
        });
        with_suggestion(error, closest(wanted, names)).help("`runner list` shows them all")
    }
}

fn with_suggestion(error: Error, likely: Option<&str>) -> Error {
    match likely {
        Some(likely) => error.help(format!("did you mean `{likely}`?")),
        None => error,
    }
}

fn ambiguous(text: &str, several: &[&Exercise]) -> Error {
    const SHOWN: usize = 5;
    let mut ids: Vec<_> = several
        .iter()
        .take(SHOWN)
        .map(|exercise| format!("`{}`", exercise.id))
        .collect();
    if several.len() > SHOWN {
        ids.push(format!("{} more", several.len() - SHOWN));
    }
    Error::new(format!(
        "`{}` names {} exercises",
        text.escape_debug(),
        several.len()
    ))
    .caused_by(ids.join(", "))
    .help("use the level too, as in `4.9` or `04_regression/09_ridge`")
}

/// `09_ridge` -> `ridge`; a name without a number stays.
pub(super) fn stem(name: &str) -> &str {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(['_', '-']) {
        Some(stem) if rest.len() < name.len() && !stem.is_empty() => stem,
        _ => name,
    }
}

/// The likely spelling, if one is near.
pub(crate) fn closest<'a>(text: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const NEAR: f32 = 0.6;
    let names: Vec<_> = names.into_iter().collect();
    similar::get_close_matches(text, &names, 1, NEAR)
        .first()
        .copied()
}

fn leading_number(name: &str) -> Option<u32> {
    let digits = name.len() - name.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    name[..digits].parse().ok()
}

/// `4.9` -> `(4, 9)`; what is not of that form matches no exercise.
fn dotted(text: &str) -> (u32, u32) {
    text.split_once('.')
        .and_then(|(level, exercise)| Some((level.parse().ok()?, exercise.parse().ok()?)))
        .unwrap_or((u32::MAX, u32::MAX))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::{Catalog, validate};

    fn course() -> Catalog {
        let text = r#"
            format_version = 1
            exercises = [
                { dir = "01_arrays", name = "01_create" },
                { dir = "01_arrays", name = "12_quiz" },
                { dir = "04_regression", name = "09_ridge" },
                { dir = "04_regression", name = "10_ridge_path" },
                { dir = "04_regression", name = "13_quiz" },
            ]
        "#;
        validate::catalog(Path::new("/course"), text).unwrap()
    }

    fn id(text: &str) -> String {
        course().resolve(text).unwrap().id.clone()
    }

    fn error(text: &str) -> String {
        course().resolve(text).unwrap_err().to_string()
    }

    #[test]
    fn every_form_of_a_name_is_understood() {
        for form in [
            "04_regression/09_ridge",
            "09_ridge",
            "ridge",
            "4.9",
            "04.09",
            "exercises/04_regression/09_ridge.rs",
            "./exercises/04_regression/09_ridge.rs",
            "/course/exercises/04_regression/09_ridge.rs",
            "/course/solutions/04_regression/09_ridge.rs",
        ] {
            assert_eq!(id(form), "04_regression/09_ridge", "{form}");
        }
        assert_eq!(id("cre"), "01_arrays/01_create");
        assert_eq!(id("10"), "04_regression/10_ridge_path");
    }

    #[test]
    fn an_exact_name_wins_over_a_longer_one() {
        assert_eq!(id("ridge"), "04_regression/09_ridge");
    }

    #[test]
    fn a_name_of_several_exercises_is_told_with_them() {
        assert_eq!(
            error("quiz"),
            "error: `quiz` names 2 exercises\n\
             caused by: `01_arrays/12_quiz`, `04_regression/13_quiz`\n\
             help: use the level too, as in `4.9` or `04_regression/09_ridge`"
        );
    }

    #[test]
    fn an_unknown_name_gets_the_likely_one() {
        assert_eq!(
            error("rigde"),
            "error: there is no exercise `rigde`\nhelp: did you mean `ridge`?\nhelp: `runner list` shows them all"
        );
        assert!(!error("zzzz").contains("did you mean"));
        assert!(error("").starts_with("error: there is no exercise ``"));
    }

    #[test]
    fn levels_have_the_same_forms() {
        let course = course();
        for form in [
            "04_regression",
            "regression",
            "4",
            "04",
            "reg",
            "exercises/04_regression/",
        ] {
            assert_eq!(course.resolve_level(form), Some(1), "{form}");
        }
        assert_eq!(course.resolve_level("0"), None, "a prefix of both");
        assert!(
            course
                .expect_level("regresion")
                .unwrap_err()
                .to_string()
                .contains("did you mean `regression`?")
        );
    }
}
