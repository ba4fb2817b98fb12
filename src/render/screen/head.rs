//! Above the rule: where one is.

use super::super::{list, review, theme::Theme};
use crate::{
    catalog::{Catalog, Exercise, Kind, Texts},
    watch::model::Model,
};

pub(super) fn head(model: &Model, catalog: &Catalog, theme: &Theme) -> Vec<String> {
    let exercise = &catalog.exercises()[model.current];
    if catalog.texts() == Texts::Review {
        let path = theme.note(&exercise.path);
        let facts = exercise_facts(exercise);
        let mut head = review::head(exercise, &facts, &path, catalog, &model.progress, theme);
        head.push(rule(theme));
        return head;
    }
    let done = catalog
        .exercises()
        .iter()
        .filter(|other| model.progress.is_done(other))
        .count();
    let in_level = catalog
        .of_level(exercise.level)
        .filter(|other| model.progress.is_done(other))
        .count();
    let (place, size) = catalog.place(exercise);
    let total = catalog.exercises().len();
    let level = catalog.level(exercise);
    let level_name = if level.dir.is_empty() {
        &level.title
    } else {
        &level.dir
    };
    let mut title = theme.strong(&format!("{place}. {}", exercise.title));
    let facts = exercise_facts(exercise);
    if !facts.is_empty() {
        title.push_str(&format!("  {}", theme.quiet(&facts)));
    }
    vec![
        format!(
            "{}  {} {in_level}/{size}   {} {} {done}/{total}",
            theme.strong(level_name),
            list::bar(in_level, size),
            theme.quiet("course"),
            list::bar(done, total)
        ),
        title,
        theme.note(&exercise.path),
        rule(theme),
    ]
}

fn exercise_facts(exercise: &Exercise) -> String {
    let stars = "*".repeat(usize::from(exercise.difficulty.unwrap_or(0)));
    match exercise.kind {
        Kind::Exercise => stars,
        kind @ (Kind::Boss | Kind::Quiz) => {
            format!("{stars} {}", kind.name())
        }
    }
}

pub(super) fn rule(theme: &Theme) -> String {
    theme.quiet(&"-".repeat(theme.width))
}
