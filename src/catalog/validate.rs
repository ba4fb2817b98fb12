//! From what `info.toml` says to a [`Catalog`], or to all that is wrong with it, each with its line.

mod exercise;

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    path::Path,
};

use toml::Spanned;

use super::{
    Catalog, Form, Level, Texts, needs,
    points::{self, Points},
    problems::{Problems, unreadable},
    raw::RawCourse,
    text::Text,
};
use crate::error::Result;

pub(super) const LONGEST_NAME: usize = 64;

pub(super) fn catalog(root: &Path, text: &str) -> Result<Catalog> {
    let raw: RawCourse = toml::from_str(text).map_err(|error| unreadable(text, &error))?;
    let mut problems = Problems::of(text);

    if *raw.format_version.get_ref() != 1 {
        problems.add(
            raw.format_version.span(),
            format!(
                "format_version is {}, this runner knows 1",
                raw.format_version.get_ref()
            ),
        );
    }

    let form = if raw.levels.is_empty() {
        Form::Rustlings
    } else {
        Form::Levels
    };
    let levels = levels(&raw, &mut problems);
    let level_of: HashMap<&str, usize> = levels
        .iter()
        .enumerate()
        .map(|(index, level)| (level.dir.as_str(), index))
        .collect();
    let mut seen = HashMap::new();
    let mut exercises = Vec::new();
    let levels_say: Vec<Points> = raw.levels.iter().map(points::of_level).collect();
    let mut former = Vec::new();
    for mut entry in raw.exercises {
        let aliases = std::mem::take(&mut entry.aliases);
        if let Some(exercise) = exercise::exercise(entry, &level_of, &levels_say, &mut problems) {
            if let Some(first) = seen.insert(exercise.id.clone(), exercise.line) {
                problems.add_line(
                    exercise.line,
                    format!(
                        "exercise `{}` is already listed in line {first}",
                        exercise.id
                    ),
                );
            }
            former.extend(
                aliases
                    .into_iter()
                    .map(|alias| (alias, exercise.id.clone())),
            );
            exercises.push(exercise);
        }
    }
    let renamed = renamed(former, &seen, &mut problems);
    if exercises.is_empty() && problems.is_empty() {
        problems.add_line(1, "no [[exercises]] are listed".to_owned());
    }
    problems.into_result()?;

    let mut by_level = vec![Vec::new(); levels.len()];
    for (index, exercise) in exercises.iter().enumerate() {
        by_level[exercise.level].push(index);
    }
    Ok(Catalog {
        root: root.to_path_buf(),
        title: raw.title.map_or_else(
            || {
                root.file_name().map_or_else(
                    || "course".to_owned(),
                    |name| name.to_string_lossy().into_owned(),
                )
            },
            Text::into_string,
        ),
        form,
        texts: Texts::Exercises,
        welcome: raw.welcome_message.map(Text::into_string),
        farewell: raw.final_message.map(Text::into_string),
        levels,
        exercises,
        by_level,
        renamed,
    })
}

fn levels(raw: &RawCourse, problems: &mut Problems) -> Vec<Level> {
    let mut levels: Vec<Level> = Vec::new();
    let mut known: HashSet<&str> = HashSet::new();
    for level in &raw.levels {
        check_component(&level.dir, "level", problems);
        points::check(level.points.as_ref(), problems);
        if !known.insert(level.dir.get_ref()) {
            problems.add(
                level.dir.span(),
                format!("level `{}` is listed twice", level.dir.get_ref()),
            );
            continue;
        }
        levels.push(Level {
            dir: level.dir.get_ref().clone(),
            title: level.title.as_ref().map_or_else(
                || words(level.dir.get_ref()),
                |title| title.as_str().to_owned(),
            ),
            summary: level.summary.as_str().to_owned(),
            needs: level
                .needs
                .iter()
                .map(|need| need.get_ref().clone())
                .collect(),
        });
    }
    for need in raw.levels.iter().flat_map(|level| &level.needs) {
        if !known.contains(need.get_ref().as_str()) {
            let likely = problems.closest(need.get_ref(), known.iter().copied());
            problems.add(need.span(), unknown("level", need.get_ref(), likely));
        }
    }
    if let Some(circle) = needs::circle(&levels) {
        let names: Vec<&str> = circle
            .iter()
            .map(|&level| levels[level].dir.as_str())
            .collect();
        // Where it closes: the last level names the first.
        let [.., last, first] = names.as_slice() else {
            unreachable!("a circle has a level and its beginning again")
        };
        let closing = raw.levels.iter().find(|level| level.dir.get_ref() == last);
        let need = closing
            .and_then(|level| level.needs.iter().find(|need| need.get_ref() == first))
            .expect("the circle was found there");
        problems.add(
            need.span(),
            format!(
                "level `{first}` could never be begun, for it needs itself: {}",
                names.join(" needs ")
            ),
        );
    }
    // rustlings' format has no levels: each directory is one, in the order of first use.
    if raw.levels.is_empty() {
        for exercise in &raw.exercises {
            let dir = exercise
                .dir
                .as_ref()
                .map_or("", |dir| dir.get_ref().as_str());
            if known.insert(dir) {
                levels.push(Level {
                    dir: dir.to_owned(),
                    title: if dir.is_empty() {
                        "Exercises".to_owned()
                    } else {
                        words(dir)
                    },
                    summary: String::new(),
                    needs: Vec::new(),
                });
            }
        }
    }
    levels
}

/// Former ids of exercises, each with the present one: progress is kept under the id.
fn renamed(
    former: Vec<(Spanned<String>, String)>,
    lines: &HashMap<String, usize>,
    problems: &mut Problems,
) -> BTreeMap<String, String> {
    let mut renamed = BTreeMap::new();
    for (alias, id) in former {
        let old = alias.get_ref();
        if !old.split('/').all(is_component) || old.split('/').count() > 2 {
            problems.add(
                alias.span(),
                format!("the alias `{old}` is no id: `LEVEL/NAME`, or `NAME` alone"),
            );
        } else if let Some(line) = lines.get(old) {
            problems.add(
                alias.span(),
                format!("the alias `{old}` is the id of the exercise in line {line}"),
            );
        } else if let Some(other) = renamed.insert(old.clone(), id) {
            problems.add(
                alias.span(),
                format!("the alias `{old}` is that of `{other}` already"),
            );
        }
    }
    renamed
}

/// Names become file names, screen text and keys: one plain component, no way out of the course, no control characters.
fn is_component(text: &str) -> bool {
    let plain = text
        .chars()
        .all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    plain && !text.is_empty() && text.chars().count() <= LONGEST_NAME
}

fn check_component(name: &Spanned<String>, what: &str, problems: &mut Problems) {
    let text = name.get_ref();
    if !is_component(text) {
        problems.add(
            name.span(),
            format!(
                "the {what} name `{}` must be 1 to {LONGEST_NAME} letters, digits, `_` or `-`: it is a file name inside the course",
                shortened(text)
            ),
        );
    }
}

/// A name that is none may be long; what is said about it follows behind it.
fn shortened(text: &str) -> String {
    let mut chars = text.chars();
    let start: String = chars.by_ref().take(2 * LONGEST_NAME).collect();
    let more = if chars.next().is_some() { "..." } else { "" };
    format!("{}{more}", start.escape_debug())
}

fn unknown(what: &str, name: &str, likely: Option<&str>) -> String {
    let mut message = format!("there is no {what} `{}`", shortened(name));
    if let Some(likely) = likely {
        message.push_str(&format!("; did you mean `{likely}`?"));
    }
    message
}

/// `09_ridge_path` -> `Ridge path`.
pub(crate) fn words(name: &str) -> String {
    let words = super::names::stem(name).replace(['_', '-'], " ");
    let mut chars = words.chars();
    chars.next().map_or_else(
        || name.to_owned(),
        |first| first.to_uppercase().chain(chars).collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever is in `info.toml`: a course that can be trusted, or a message that can be shown.
    #[test]
    fn any_bytes_may_be_in_the_file() {
        const START: &str = "format_version = 1\ntitle = \"T\"\n\n[[levels]]\ndir = \"01_a\"\n\n[[levels]]\ndir = \"02_b\"\nneeds = [\"01_a\"]\n\n[[exercises]]\nname = \"x\"\ndir = \"01_a\"\nhints = [\"one\", \"two\"]\ndifficulty = 3\nseconds = 2.5\nkind = \"quiz\"\n\n[[exercises]]\nname = \"y\"\ndir = \"02_b\"\naliases = [\"z\", \"01_a/z\"]\nlearned = [\"\"\"\nlong\"\"\"]\n";
        const TOKENS: [&str; 18] = [
            "[[exercises]]\n",
            "[[levels]]\n",
            "name = \"x\"\n",
            "dir = \"../a\"\n",
            "name = \"a/../..\"\n",
            "\"\\u001b[2J\" = 1\n",
            "[",
            "{ a = ",
            "\"\\u001b[2J\"",
            "\"\"\"",
            "'",
            "=",
            "nan",
            "1e999",
            "needs = [\"02_b\"]\n",
            "\u{0}",
            "\u{202e}",
            "aliases = [\"x\"]\n",
        ];
        crate::fuzz::each(START, &TOKENS, 3000, |bytes| {
            let text = String::from_utf8_lossy(bytes);
            match catalog(Path::new("/course"), &text) {
                Ok(course) => {
                    assert!(!course.exercises().is_empty());
                    for exercise in course.exercises() {
                        // Said once more, and not by what made it so.
                        let is_name = |part: &str| {
                            let plain = |c: char| c.is_alphanumeric() || "_-".contains(c);
                            !part.is_empty() && part.chars().all(plain)
                        };
                        assert!(exercise.id.split('/').all(is_name), "{}", exercise.id);
                        assert_eq!(course.resolve(&exercise.id).unwrap().id, exercise.id);
                        assert!(
                            !exercise
                                .title
                                .chars()
                                .any(|c| c.is_control() && !matches!(c, '\n' | '\t'))
                        );
                    }
                }
                Err(error) => {
                    let told = error.to_string();
                    assert!(told.starts_with("error: info.toml has "), "{told}");
                    assert!(told.len() < 20_000, "{} bytes", told.len());
                    assert!(
                        !told.chars().any(|c| c.is_control() && c != '\n'),
                        "{told:?}"
                    );
                }
            }
        });
    }
}
