//! From what `info.toml` says to a [`Catalog`], or to all that is wrong with it, each with its line.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::Range,
    path::Path,
    time::Duration,
};

use toml::Spanned;

use super::{
    Catalog, DEFAULT_LIMIT, Exercise, FailsWith, Form, INFO, JudgedBy, Kind, Level, Lints, Texts,
    Untouched,
    names::closest,
    points::{self, Points},
    raw::{RawCourse, RawExercise, RawKind},
};
use crate::error::{Error, Result};

const LONGEST_NAME: usize = 64;

pub(super) fn catalog(root: &Path, text: &str) -> Result<Catalog> {
    let raw: RawCourse = toml::from_str(text).map_err(|error| unreadable(text, &error))?;
    let mut problems = Problems {
        line_ends: text.match_indices('\n').map(|(at, _)| at).collect(),
        found: Vec::new(),
    };

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
    let mut seen = HashMap::new();
    let mut exercises = Vec::new();
    let mut former = Vec::new();
    for mut entry in raw.exercises {
        let aliases = std::mem::take(&mut entry.aliases);
        let level_says = points::of_level(&raw.levels, entry.dir.as_ref());
        if let Some(exercise) = exercise(entry, level_says, &levels, &mut problems) {
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
    if exercises.is_empty() && problems.found.is_empty() {
        problems.add_line(1, "no [[exercises]] are listed".to_owned());
    }
    problems.into_result()?;

    let mut by_level = vec![Vec::new(); levels.len()];
    for (index, exercise) in exercises.iter().enumerate() {
        by_level[exercise.level].push(index);
    }
    Ok(Catalog {
        root: root.to_path_buf(),
        title: raw.title.unwrap_or_else(|| {
            root.file_name().map_or_else(
                || "course".to_owned(),
                |name| name.to_string_lossy().into_owned(),
            )
        }),
        form,
        texts: Texts::Exercises,
        welcome: raw.welcome_message,
        farewell: raw.final_message,
        levels,
        exercises,
        by_level,
        renamed,
    })
}

/// A former id leads to one exercise, and is no present one.
fn renamed(
    former: Vec<(Spanned<String>, String)>,
    present: &HashMap<String, usize>,
    problems: &mut Problems,
) -> BTreeMap<String, String> {
    let mut renamed = BTreeMap::new();
    for (alias, id) in former {
        let span = alias.span();
        let old = alias.into_inner();
        if let Some(line) = present.get(&old) {
            problems.add(
                span,
                format!("the alias `{old}` is the id of the exercise in line {line}"),
            );
        } else if let Some(other) = renamed.insert(old.clone(), id) {
            problems.add(
                span,
                format!("the alias `{old}` is that of `{other}` already"),
            );
        }
    }
    renamed
}

/// What is wrong, and where; sorted by line when told.
pub(super) struct Problems {
    line_ends: Vec<usize>,
    found: Vec<(usize, String)>,
}

impl Problems {
    pub(super) fn add(&mut self, span: Range<usize>, message: String) {
        self.add_line(self.line_at(span.start), message);
    }

    /// The line of a byte, from one. A course has thousands of entries: each is looked up, none counted from the top.
    fn line_at(&self, offset: usize) -> usize {
        1 + self.line_ends.partition_point(|&end| end < offset)
    }

    fn add_line(&mut self, line: usize, message: String) {
        self.found.push((line, message));
    }

    fn into_result(mut self) -> Result<()> {
        if self.found.is_empty() {
            return Ok(());
        }
        self.found.sort();
        let many = self.found.len();
        let mut error = Error::new(format!(
            "{INFO} has {many} {}",
            if many == 1 { "problem" } else { "problems" }
        ));
        for (line, message) in self.found {
            error = error.caused_by(format!("{INFO}:{line}: {message}"));
        }
        Err(error.help(format!("correct {INFO}; nothing was changed")))
    }
}

/// The line of a byte, from one.
pub(crate) fn line_at(text: &str, offset: usize) -> usize {
    1 + text
        .bytes()
        .take(offset)
        .filter(|&byte| byte == b'\n')
        .count()
}

/// A syntax error, a wrong type or an unknown key: serde's message, with its line and the likely spelling.
fn unreadable(text: &str, error: &toml::de::Error) -> Error {
    let line = error.span().map_or(1, |span| line_at(text, span.start));
    let mut message = format!("{INFO}:{line}: {}", error.message());
    if let Some(likely) = likely_key(error.message()) {
        message.push_str(&format!("; did you mean `{likely}`?"));
    }
    Error::new(format!("{INFO} has 1 problem"))
        .caused_by(message)
        .help(format!("correct {INFO}; nothing was changed"))
}

/// From serde's "unknown field `hnit`, expected one of `hint`, `hints`".
pub(crate) fn likely_key(message: &str) -> Option<String> {
    let rest = message.strip_prefix("unknown field ")?;
    let mut quoted = rest.split('`').skip(1).step_by(2);
    let unknown = quoted.next()?;
    closest(unknown, quoted).map(str::to_owned)
}

fn levels(raw: &RawCourse, problems: &mut Problems) -> Vec<Level> {
    let mut levels: Vec<Level> = Vec::new();
    for level in &raw.levels {
        check_component(&level.dir, "level", problems);
        points::check(level.points.as_ref(), problems);
        if levels.iter().any(|known| known.dir == *level.dir.get_ref()) {
            problems.add(
                level.dir.span(),
                format!("level `{}` is listed twice", level.dir.get_ref()),
            );
            continue;
        }
        levels.push(Level {
            dir: level.dir.get_ref().clone(),
            title: level
                .title
                .clone()
                .unwrap_or_else(|| words(level.dir.get_ref())),
            summary: level.summary.clone(),
            needs: level
                .needs
                .iter()
                .map(|need| need.get_ref().clone())
                .collect(),
        });
    }
    for need in raw.levels.iter().flat_map(|level| &level.needs) {
        let known: HashSet<_> = levels.iter().map(|level| level.dir.as_str()).collect();
        if !known.contains(need.get_ref().as_str()) {
            let likely = closest(need.get_ref(), known.iter().copied());
            problems.add(need.span(), unknown("level", need.get_ref(), likely));
        }
    }
    // rustlings' format has no levels: each directory is one, in the order of first use.
    if raw.levels.is_empty() {
        for exercise in &raw.exercises {
            let dir = exercise
                .dir
                .as_ref()
                .map_or("", |dir| dir.get_ref().as_str());
            if !levels.iter().any(|level| level.dir == dir) {
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

fn exercise(
    raw: RawExercise,
    level_says: Points,
    levels: &[Level],
    problems: &mut Problems,
) -> Option<Exercise> {
    let line = problems.line_at(raw.name.span().start);
    check_component(&raw.name, "exercise", problems);
    let dir = match &raw.dir {
        Some(dir) => {
            check_component(dir, "directory", problems);
            dir.get_ref().as_str()
        }
        None => "",
    };
    let Some(level) = levels.iter().position(|level| level.dir == dir) else {
        let likely = closest(dir, levels.iter().map(|level| level.dir.as_str()));
        let span = raw
            .dir
            .as_ref()
            .map_or_else(|| raw.name.span(), Spanned::span);
        problems.add(span, unknown("level", dir, likely));
        return None;
    };

    let hints = hints(&raw, problems);
    if let Some(difficulty) = &raw.difficulty
        && !(1..=5).contains(difficulty.get_ref())
    {
        problems.add(
            difficulty.span(),
            format!("difficulty is 1 to 5, not {}", difficulty.get_ref()),
        );
    }
    let limit = match &raw.seconds {
        Some(seconds) if *seconds.get_ref() > 0.0 && *seconds.get_ref() <= 3600.0 => {
            Duration::from_secs_f64(*seconds.get_ref())
        }
        Some(seconds) => {
            problems.add(
                seconds.span(),
                format!(
                    "seconds is more than 0 and at most 3600, not {}",
                    seconds.get_ref()
                ),
            );
            DEFAULT_LIMIT
        }
        None => DEFAULT_LIMIT,
    };

    let says = Points {
        points: raw.points.as_ref().map(|points| *points.get_ref()),
        partial: raw.partial,
    };
    points::check(raw.points.as_ref(), problems);
    let name = raw.name.into_inner();
    let id = if dir.is_empty() {
        name.clone()
    } else {
        format!("{dir}/{name}")
    };
    Some(Exercise {
        level,
        title: raw.title.unwrap_or_else(|| words(&name)),
        difficulty: raw.difficulty.map(Spanned::into_inner),
        topics: raw.topics.into_iter().map(Spanned::into_inner).collect(),
        hints,
        learned: raw.learned,
        fails_with: raw.fails_with.map(|reason| fails_with(reason.into_inner())),
        kind: match raw.kind {
            None | Some(RawKind::Exercise) => Kind::Exercise,
            Some(RawKind::Boss) => Kind::Boss,
            Some(RawKind::Quiz) => Kind::Quiz,
        },
        judged_by: if raw.test {
            JudgedBy::Tests
        } else {
            JudgedBy::Main
        },
        lints: if raw.strict_clippy {
            Lints::Strict
        } else {
            Lints::Advice
        },
        untouched: if raw.skip_check_unsolved {
            Untouched::MayPass
        } else {
            Untouched::Fails
        },
        points: says.points_or(level_says, raw.kind),
        credit: says.credit_or(level_says),
        limit,
        line,
        path: format!("exercises/{id}.rs"),
        home: format!("exercises/{id}.rs"),
        solution: format!("solutions/{id}.rs"),
        name,
        id,
    })
}

fn hints(raw: &RawExercise, problems: &mut Problems) -> Vec<String> {
    match (&raw.hint, &raw.hints) {
        (Some(hint), Some(_)) => {
            problems.add(
                hint.span(),
                "`hint` and `hints` say the same thing: keep one".to_owned(),
            );
            Vec::new()
        }
        (Some(hint), None) if hint.get_ref().trim().is_empty() => Vec::new(),
        (Some(hint), None) => vec![hint.get_ref().trim_end().to_owned()],
        (None, Some(hints)) => hints
            .iter()
            .map(|hint| hint.get_ref().trim_end().to_owned())
            .collect(),
        (None, None) => Vec::new(),
    }
}

fn fails_with(reason: String) -> FailsWith {
    let digits = reason.strip_prefix('E').unwrap_or_default();
    if digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        FailsWith::Code(reason)
    } else {
        FailsWith::Test(reason)
    }
}

/// Names become file names, screen text and keys: one plain component, no way out of the course, no control characters.
fn check_component(name: &Spanned<String>, what: &str, problems: &mut Problems) {
    let text = name.get_ref();
    let plain = text
        .chars()
        .all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    if text.is_empty() || text.chars().count() > LONGEST_NAME || !plain {
        problems.add(
            name.span(),
            format!(
                "the {what} name `{}` must be 1 to {LONGEST_NAME} letters, digits, `_` or `-`: it is a file name inside the course",
                text.escape_debug()
            ),
        );
    }
}

fn unknown(what: &str, name: &str, likely: Option<&str>) -> String {
    let mut message = format!("there is no {what} `{}`", name.escape_debug());
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
