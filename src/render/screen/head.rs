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
    let name = format!("{place}. {}", exercise.title);
    let facts = exercise_facts(exercise);
    let has_room = console::measure_text_width(&name) + 2 + facts.len() <= theme.width;
    let mut title = theme.strong(&console::truncate_str(&name, theme.width, "..."));
    if !facts.is_empty() && has_room {
        title.push_str(&format!("  {}", theme.quiet(&facts)));
    }
    let (level_name, course) = (theme.strong(level_name), theme.quiet("course"));
    let (level_bar, course_bar) = (list::bar(in_level, size), list::bar(done, total));
    let progress = [
        format!(
            "{level_name}  {level_bar} {in_level}/{size}   {course} {course_bar} {done}/{total}"
        ),
        format!("{level_name}  {level_bar} {in_level}/{size}   {course} {done}/{total}"),
        format!("{level_name}  {in_level}/{size}   {course} {done}/{total}"),
    ];
    let fits = |text: &&String| console::measure_text_width(text) <= theme.width;
    vec![
        progress.iter().find(fits).unwrap_or(&progress[2]).clone(),
        title,
        theme.note(&end_of(&exercise.path, theme.width)),
        rule(theme),
    ]
}

/// Of a path the end tells more than the beginning.
fn end_of(path: &str, width: usize) -> String {
    const CUT: &str = "...";
    let length = path.chars().count();
    if length <= width {
        return path.to_owned();
    }
    let end = path.chars().skip(length + CUT.len() - width.max(CUT.len()));
    CUT.chars().chain(end).collect()
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
