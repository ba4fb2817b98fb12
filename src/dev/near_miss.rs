//! Near-miss answers: edits of a solution, of the kind learners really write, that a named test must reject.

use serde::Deserialize;
use toml::Spanned;

use super::{
    parts,
    problem::{Problem, Rule, quoted},
    source,
    words::unknown_test,
};
use crate::{
    catalog::{Catalog, closest, likely_key, line_at},
    libtest,
};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct NearMiss {
    /// The file of the entry and its line there.
    pub(super) file: String,
    pub(super) line: usize,
    /// Id of the exercise.
    pub(super) exercise: String,
    /// What is wrong, in a few words.
    pub(super) mistake: String,
    pub(super) find: String,
    pub(super) replace: String,
    pub(super) rejected_by: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    wrong: Vec<RawNearMiss>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNearMiss {
    exercise: Spanned<String>,
    mistake: Spanned<String>,
    find: Spanned<String>,
    replace: String,
    rejected_by: String,
}

/// The level that a file of near-miss answers is about: `01_arrays.toml` and `01_arrays_b.toml` are about `01_arrays`.
pub(super) fn level_of(catalog: &Catalog, file_name: &str) -> Option<usize> {
    let stem = file_name.strip_suffix(".toml")?;
    (0..catalog.levels().len())
        .filter(|&level| {
            let rest = stem.strip_prefix(catalog.levels()[level].dir.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
        })
        .max_by_key(|&level| catalog.levels()[level].dir.len())
}

/// The entries of one file.
pub(super) fn parse(
    catalog: &Catalog,
    level: usize,
    file: &str,
    text: &str,
) -> (Vec<NearMiss>, Vec<Problem>) {
    let raw: RawFile = match toml::from_str(text) {
        Ok(raw) => raw,
        Err(error) => {
            let line = error.span().map_or(1, |span| line_at(text, span.start));
            let likely = likely_key(error.message()).map(|key| format!("; did you mean `{key}`?"));
            let message = format!("{}{}", error.message(), likely.unwrap_or_default());
            return (
                Vec::new(),
                vec![Problem::new(file, line, Rule::NearMiss, message)],
            );
        }
    };
    let mut problems = Vec::new();
    let mut entries = Vec::new();
    for entry in raw.wrong {
        let line = line_at(text, entry.exercise.span().start);
        let name = entry.exercise.get_ref();
        let Some(exercise) = catalog
            .of_level(level)
            .find(|exercise| exercise.name == *name)
        else {
            let likely = closest(
                name,
                catalog
                    .of_level(level)
                    .map(|exercise| exercise.name.as_str()),
            );
            let likely =
                likely.map_or_else(String::new, |likely| format!("; did you mean `{likely}`?"));
            let message = format!(
                "level {} has no exercise `{}`{likely}",
                catalog.levels()[level].dir,
                name.escape_debug()
            );
            problems.push(Problem::new(file, line, Rule::NearMiss, message));
            continue;
        };
        if entry.mistake.get_ref().trim().is_empty() {
            let line = line_at(text, entry.mistake.span().start);
            problems.push(Problem::new(
                file,
                line,
                Rule::NearMiss,
                "`mistake` says in a few words what is wrong",
            ));
        }
        entries.push(NearMiss {
            file: file.to_owned(),
            line,
            exercise: exercise.id.clone(),
            mistake: entry.mistake.into_inner(),
            find: entry.find.into_inner(),
            replace: entry.replace,
            rejected_by: entry.rejected_by,
        });
    }
    (entries, problems)
}

/// The near-miss answer itself, or why the entry makes none.
pub(super) fn apply(entry: &NearMiss, solution: &str) -> Result<String, String> {
    let wanted = quoted(entry.find.trim_start().lines().next().unwrap_or_default());
    let places: Vec<usize> = solution
        .match_indices(&entry.find)
        .map(|(at, _)| at)
        .collect();
    let at = match places.as_slice() {
        _ if entry.find.is_empty() => return Err("`find` is empty".to_owned()),
        [at] => *at,
        [] => return Err(format!("`find` is not in the solution: {wanted}")),
        several => {
            return Err(format!(
                "`find` is in the solution {} times: {wanted}",
                several.len()
            ));
        }
    };
    if entry.find == entry.replace {
        return Err("`find` and `replace` are the same".to_owned());
    }
    let lines = source::lines(solution);
    let last = line_at(solution, at + entry.find.trim_end().len().saturating_sub(1));
    if parts::tests_start(&lines).is_some_and(|tests| last > tests) {
        return Err("`find` reaches into the tests, which a learner does not write".to_owned());
    }
    let test = libtest::short(&entry.rejected_by);
    if !libtest::functions(solution).iter().any(|name| name == test) {
        return Err(unknown_test(&entry.rejected_by, solution));
    }
    Ok(solution.replacen(&entry.find, &entry.replace, 1))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn course() -> Catalog {
        let info = "format_version = 1\nlevels = [{ dir = \"01_a\" }, { dir = \"01_a_b\" }]\nexercises = [{ dir = \"01_a\", name = \"01_one\" }]\n";
        Catalog::parse(Path::new("/course"), info).unwrap()
    }

    #[test]
    fn a_file_belongs_to_the_level_with_the_longest_fitting_name() {
        let level =
            |name| level_of(&course(), name).map(|level| course().levels()[level].dir.clone());
        assert_eq!(level("01_a.toml").as_deref(), Some("01_a"));
        assert_eq!(level("01_a_x.toml").as_deref(), Some("01_a"));
        assert_eq!(level("01_a_b.toml").as_deref(), Some("01_a_b"));
        assert_eq!(level("01_a_b_2.toml").as_deref(), Some("01_a_b"));
        assert_eq!((level("01_ax.toml"), level("01_a.txt")), (None, None));
    }

    const ENTRY: &str = "\n[[wrong]]\nexercise = \"01_one\"\nmistake = \"m\"\nfind = \"+ 1\"\nreplace = \"+ 2\"\nrejected_by = \"tests::adds\"\n";

    fn entry() -> NearMiss {
        parse(&course(), 0, "w.toml", ENTRY).0.remove(0)
    }

    #[test]
    fn entries_keep_their_lines_and_mistakes_are_told_with_theirs() {
        assert_eq!(
            (entry().exercise.as_str(), entry().line),
            ("01_a/01_one", 3)
        );
        let problem = |text: &str| parse(&course(), 0, "w.toml", text).1.remove(0).to_string();
        assert_eq!(
            problem(&ENTRY.replace("01_one", "01_oen")),
            "w.toml:3: near-miss: level 01_a has no exercise `01_oen`; did you mean `01_one`?"
        );
        let unknown = problem(&ENTRY.replace("mistake", "mistakes"));
        assert!(
            unknown.starts_with("w.toml:4: near-miss: unknown field `mistakes`"),
            "{unknown}"
        );
        assert!(unknown.ends_with("did you mean `mistake`?"), "{unknown}");
        assert!(problem("[[wrong]\n").starts_with("w.toml:1: near-miss: "));
        assert!(
            problem(&ENTRY.replace("\"m\"", "\" \""))
                .starts_with("w.toml:4: near-miss: `mistake` says")
        );
    }

    const SOLUTION: &str = "fn f(x: u8) -> u8 {\n    x + 1\n}\n\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn adds() {\n        assert_eq!(super::f(3 + 4), 8);\n    }\n}\n";

    #[test]
    fn an_edit_is_made_at_the_one_place_it_names() {
        assert_eq!(
            apply(&entry(), SOLUTION),
            Ok(SOLUTION.replace("x + 1", "x + 2"))
        );
        let refused = |change: fn(&mut NearMiss)| {
            let mut entry = entry();
            change(&mut entry);
            apply(&entry, SOLUTION).unwrap_err()
        };
        assert_eq!(
            refused(|entry| entry.find = "+ 9".into()),
            "`find` is not in the solution: `+ 9`"
        );
        assert_eq!(
            refused(|entry| entry.find = "u8".into()),
            "`find` is in the solution 2 times: `u8`"
        );
        assert_eq!(
            refused(|entry| entry.find = String::new()),
            "`find` is empty"
        );
        assert_eq!(
            refused(|entry| entry.replace = "+ 1".into()),
            "`find` and `replace` are the same"
        );
        assert!(
            refused(|entry| entry.find = "3 + 4".into())
                .starts_with("`find` reaches into the tests")
        );
        assert_eq!(
            refused(|entry| entry.rejected_by = "add".into()),
            "there is no test `add`; did you mean `adds`?"
        );
    }
}
