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
    let mut foot = vec![rule(theme), status(model, theme)];
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

/// What goes on, or what came of it.
pub(super) fn status(model: &Model, theme: &Theme) -> String {
    let mut status = match &model.phase {
        Phase::Checking(stage) => theme.note(&stage_text(stage.as_ref())),
        Phase::Idle => idle_text(model, theme),
    };
    if let Some(ahead) = &model.ahead {
        status.push_str(&theme.quiet(&format!("   preparing the next one: {ahead}")));
    }
    status
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

fn idle_text(model: &Model, theme: &Theme) -> String {
    match &model.judged {
        Some(Ok(checked)) if checked.verdict.is_passed() => {
            format!(
                "{} in {:.2} s   n goes on",
                theme.good("passed"),
                checked.took.as_secs_f64()
            )
        }
        Some(Ok(checked)) => {
            let name = checked.verdict.name().replace('_', " ");
            format!(
                "{name} in {:.2} s   waiting for a save",
                checked.took.as_secs_f64()
            )
        }
        Some(Err(_)) => format!("{}   waiting for a save", theme.bad("could not check")),
        None => "waiting for a save".to_owned(),
    }
}

fn stage_text(stage: Option<&Stage>) -> String {
    match stage {
        None => "checking ...".to_owned(),
        Some(Stage::Preparing(step)) => format!("preparing: {}", step_text(step)),
        Some(Stage::Compiling) => "compiling ...".to_owned(),
        Some(Stage::Testing | Stage::Training(_)) => "running the tests ...".to_owned(),
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
