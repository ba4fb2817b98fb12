//! Below the rule: what goes on or what came of it, notices, keys.

use super::{
    super::{
        list, review,
        theme::{Theme, wrapped},
        training,
    },
    head::rule,
};
use crate::{
    catalog::{Catalog, Texts},
    check::Stage,
    toolchain::progress::Preparing,
    watch::model::{Model, Phase},
};

pub(super) fn foot(model: &Model, catalog: &Catalog, theme: &Theme) -> Vec<String> {
    let mut foot = vec![rule(theme), status(model, theme, theme.width)];
    if let Phase::Checking(Some(Stage::Training(curve))) = &model.phase {
        foot.extend(training::live(curve, theme));
    }
    if let Some(notice) = &model.notice {
        let lines = wrapped(notice, theme.width, "");
        foot.extend(lines.lines().map(|line| theme.note(line)));
    }
    let keys = match catalog.texts() {
        Texts::Exercises => keys(&KEYS, theme.width),
        Texts::Review => keys(&review::KEYS, theme.width),
    };
    foot.push(theme.quiet(&keys));
    foot
}

/// What goes on, or what came of it. What it says at the end is left out first where the screen is narrow.
pub(super) fn status(model: &Model, theme: &Theme, width: usize) -> String {
    let now = match &model.phase {
        Phase::Checking(stage) => stage_texts(stage.as_ref())
            .iter()
            .map(|text| theme.note(text))
            .collect(),
        Phase::Idle => idle_texts(model, theme),
    };
    let ahead = model.ahead.as_ref().map(|ahead| {
        [
            format!("   preparing the next one: {ahead}"),
            "   preparing the next one".to_owned(),
        ]
    });
    let with_ahead = ahead.iter().flatten().filter_map(|ahead| {
        let now = now.first()?;
        Some(format!("{now}{}", theme.quiet(ahead)))
    });
    with_ahead
        .chain(now.iter().cloned())
        .find(|text| console::measure_text_width(text) <= width)
        .or_else(|| now.last().cloned())
        .unwrap_or_default()
}

const KEYS: [(&str, u8); 10] = [
    ("h: hint", 2),
    ("l: list", 3),
    ("n: next", 4),
    ("p: previous", 7),
    ("r: run", 8),
    ("s: solution", 6),
    ("x: reset", 5),
    ("d: page", 9),
    ("?: help", 0),
    ("q: quit", 1),
];

/// As many keys as fit, the ones a learner needs first kept longest.
fn keys(keys: &[(&str, u8)], width: usize) -> String {
    let with = |most: u8| {
        let shown: Vec<&str> = keys
            .iter()
            .filter(|(_, rank)| *rank <= most)
            .map(|(text, _)| *text)
            .collect();
        shown.join("   ")
    };
    (0..=9)
        .rev()
        .map(with)
        .find(|line| line.len() <= width)
        .unwrap_or_default()
}

/// From the longest to the shortest.
fn idle_texts(model: &Model, theme: &Theme) -> Vec<String> {
    let (verdict, took, then) = match &model.judged {
        Some(Ok(checked)) if checked.verdict.is_passed() => {
            (theme.good("passed"), Some(checked.took), "   n goes on")
        }
        Some(Ok(checked)) => (
            checked.verdict.name().replace('_', " "),
            Some(checked.took),
            "   waiting for a save",
        ),
        Some(Err(_)) => (theme.bad("could not check"), None, "   waiting for a save"),
        None => return vec!["waiting for a save".to_owned()],
    };
    let took = took.map_or_else(String::new, |took| {
        format!(" in {:.2} s", took.as_secs_f64())
    });
    vec![
        format!("{verdict}{took}{then}"),
        format!("{verdict}{took}"),
        verdict,
    ]
}

/// From the longest to the shortest.
fn stage_texts(stage: Option<&Stage>) -> Vec<String> {
    match stage {
        None => vec!["checking ...".to_owned()],
        Some(Stage::Preparing(step)) => {
            let mut texts = vec![format!("preparing: {}", step_text(step))];
            if let Preparing::Building { done, total, .. } = step {
                texts.push(format!("preparing: {done}/{total} crates"));
            }
            texts
        }
        Some(Stage::Compiling) => vec!["compiling ...".to_owned()],
        Some(Stage::Testing | Stage::Training(_)) => vec!["running the tests ...".to_owned()],
    }
}

pub(crate) fn step_text(step: &Preparing) -> String {
    match step {
        Preparing::Begun => "compiling the crates it uses (once)".to_owned(),
        Preparing::Building { done, total, names } => {
            let bar = list::bar(
                usize::try_from(*done).unwrap_or(0),
                usize::try_from(*total).unwrap_or(0),
            );
            format!("{bar} {done}/{total} crates  {names}")
        }
        Preparing::Says(line) => line.clone(),
    }
}
