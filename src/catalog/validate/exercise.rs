//! One `[[exercises]]` entry: what it says, or what is wrong with it.

use std::{collections::HashMap, time::Duration};

use toml::Spanned;

use super::{check_component, unknown, words};
use crate::{
    catalog::{
        DEFAULT_LIMIT, Exercise, FailsWith, Hint, JudgedBy, Kind, Lints, Untouched,
        points::{self, Points},
        problems::Problems,
        raw::{RawExercise, RawHint, RawKind},
        text::Text,
    },
    libtest,
};

pub(super) fn exercise(
    raw: RawExercise,
    level_of: &HashMap<&str, usize>,
    levels_say: &[Points],
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
    let Some(&level) = level_of.get(dir) else {
        let likely = problems.closest(dir, level_of.keys().copied());
        let span = raw
            .dir
            .as_ref()
            .map_or_else(|| raw.name.span(), Spanned::span);
        problems.add(span, unknown("level", dir, likely));
        return None;
    };

    let level_says = levels_say.get(level).copied().unwrap_or_default();
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
        title: raw.title.map_or_else(|| words(&name), Text::into_string),
        difficulty: raw.difficulty.map(Spanned::into_inner),
        topics: raw
            .topics
            .into_iter()
            .map(|topic| topic.into_inner().into_string())
            .collect(),
        hints,
        learned: raw.learned.into_iter().map(Text::into_string).collect(),
        fails_with: raw
            .fails_with
            .map(|reason| fails_with(reason.into_inner().into_string())),
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

fn hints(raw: &RawExercise, problems: &mut Problems) -> Vec<Hint> {
    let hint = |text: &Text, test: Option<&Text>| Hint {
        text: text.as_str().trim_end().to_owned(),
        test: test.map(|name| libtest::short(name.as_str()).to_owned()),
    };
    match (&raw.hint, &raw.hints) {
        (Some(one), Some(_)) => {
            problems.add(
                one.span(),
                "`hint` and `hints` say the same thing: keep one".to_owned(),
            );
            Vec::new()
        }
        (Some(one), None) if one.get_ref().as_str().trim().is_empty() => Vec::new(),
        (Some(one), None) => vec![hint(one.get_ref(), None)],
        (None, Some(hints)) => hints
            .iter()
            .map(|raw| match raw {
                RawHint::Text(text) => hint(text, None),
                RawHint::Bound(bound) => hint(&bound.text, Some(&bound.test)),
            })
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
