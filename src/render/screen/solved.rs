//! What stays in sight of an exercise that was just solved.

use super::super::{
    quiz,
    theme::{Theme, wrapped},
    training, verdict,
};
use crate::{
    catalog::Catalog,
    watch::model::{Model, Solved},
};

pub(super) fn panel(solved: &Solved, model: &Model, catalog: &Catalog, theme: &Theme) -> String {
    let exercise = &catalog.exercises()[solved.index];
    let tests = match solved.tests {
        0 => String::new(),
        1 => ", 1 test".to_owned(),
        many => format!(", {many} tests"),
    };
    let mut parts = vec![theme.good(&format!("[ok] {} solved{tests}", exercise.id))];
    parts.extend(training::summary(&solved.training, theme));
    parts.extend(quiz::tested_out(exercise, catalog, &model.progress, theme));
    if !exercise.learned.is_empty() {
        parts.push(verdict::learned(exercise, theme));
    }
    if let Some(lines) = training::summary(&solved.main_training, theme) {
        parts.push(verdict::main_trains(&lines));
    }
    if !solved.demo.trim().is_empty() {
        parts.push(verdict::demo(&solved.demo, theme));
    }
    parts.extend(verdict::advice(
        solved.advice.iter().map(String::as_str),
        theme,
    ));
    parts.push(format!(
        "solution to compare with: {}",
        theme.note(&exercise.solution)
    ));
    if model.progress.next_pending(catalog, None).is_none() {
        let farewell = catalog
            .farewell()
            .unwrap_or("That was the last one: the whole course is solved.");
        parts.push(theme.strong(&wrapped(farewell.trim_end(), theme.width, "")));
    }
    parts.join("\n")
}
