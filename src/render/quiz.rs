//! A level's quiz: offered to those who know the level, and what it excuses from.

use super::theme::{Theme, wrapped};
use crate::{
    catalog::{Catalog, Exercise},
    progress::Progress,
};

/// In front of the first exercise of a level nobody has begun: the way past it.
pub(crate) fn offer(
    exercise: &Exercise,
    catalog: &Catalog,
    progress: &Progress,
    theme: &Theme,
) -> Option<String> {
    let mut level = catalog.of_level(exercise.level);
    let quiz = catalog.quiz_of(exercise.level)?;
    let is_first = level.next()?.id == exercise.id && quiz.id != exercise.id;
    let is_new = !progress.is_done(exercise) && !level.any(|other| progress.is_done(other));
    (is_first && is_new).then(|| {
        let text = format!(
            "Know this level already? Its quiz leads past it: runner goto {}",
            quiz.id
        );
        theme.quiet(&wrapped(&text, theme.width, ""))
    })
}

/// After a quiz: what may be left out, and that it may also be done.
pub(crate) fn tested_out(
    exercise: &Exercise,
    catalog: &Catalog,
    progress: &Progress,
    theme: &Theme,
) -> Option<String> {
    let quiz = catalog.quiz_of(exercise.level)?;
    let open = progress.open_after_quiz(catalog, exercise.level);
    (quiz.id == exercise.id && open > 0).then(|| {
        let level = &catalog.level(exercise).dir;
        let text = format!(
            "{level} is tested out: the way goes on behind it. Its open exercises ({open}) stay open; \
             `runner list {level}` names them."
        );
        wrapped(&text, theme.width, "")
    })
}
