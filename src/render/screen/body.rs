//! Between the rules: the verdict, or what lies over it.

use super::{
    super::{
        markdown, quiz, review,
        theme::{Theme, wrapped},
        training, verdict,
    },
    head::rule,
    help, solved,
};
use crate::{
    catalog::{Catalog, Exercise, Texts},
    hints,
    verdict::Verdict,
    watch::model::{Model, Overlay},
};

const ANSWERS: &str = "y: yes   any other key: no";

/// `rows` is what can be seen of it at once.
pub(super) fn body(model: &Model, catalog: &Catalog, theme: &Theme, rows: usize) -> String {
    let exercise = &catalog.exercises()[model.current];
    match &model.overlay {
        Overlay::None => verdicts(model, catalog, theme, rows),
        Overlay::Hints => hints(exercise, &model.progress.hints_shown(exercise), theme),
        Overlay::Help if catalog.texts() == Texts::Review => {
            help::fitted(review::HELP, theme.width)
        }
        Overlay::Help => help::fitted(help::HELP, theme.width),
        Overlay::Readme(page) => markdown::text(page, theme),
        Overlay::AskReset if catalog.texts() == Texts::Review => {
            let question = wrapped(&review::ask_reset(exercise), theme.width, "");
            format!("{question}\n\n{ANSWERS}")
        }
        Overlay::AskSolution if catalog.texts() == Texts::Review => {
            wrapped(review::ASK_SOLUTION, theme.width, "")
        }
        Overlay::AskReset => {
            let question = format!(
                "Bring the untouched {} back? Yours is kept in a backup (`runner reset {} --undo`).",
                exercise.path, exercise.id
            );
            format!("{}\n\n{ANSWERS}", wrapped(&question, theme.width, ""))
        }
        Overlay::AskSolution => {
            let question = "This exercise is not solved yet. Show its solution all the same? A hint (h) is a smaller step.";
            format!("{}\n\n{ANSWERS}", wrapped(question, theme.width, ""))
        }
        Overlay::Solution(text) | Overlay::CheckReport(text) => text.clone(),
        Overlay::CheckingAll => "Checking all exercises ...".to_owned(),
    }
}

fn hints(exercise: &Exercise, shown: &[usize], theme: &Theme) -> String {
    let total = exercise.hints.len();
    if total == 0 {
        return "There are no hints for this exercise.".to_owned();
    }
    let mut text = String::new();
    // The newest first: it is what was asked for.
    for (place, &index) in shown.iter().enumerate().rev() {
        let title = hints::title(exercise, place + 1, index);
        text.push_str(&format!(
            "{}\n{}\n\n",
            theme.strong(&title.replacen('h', "H", 1)),
            wrapped(&exercise.hints[index].text, theme.width, "  ")
        ));
    }
    text.push_str(&theme.quiet(if shown.len() < total {
        "h: one more   Escape: back"
    } else {
        "Escape: back"
    }));
    text
}

fn verdicts(model: &Model, catalog: &Catalog, theme: &Theme, rows: usize) -> String {
    let exercise = &catalog.exercises()[model.current];
    let mut parts = Vec::new();
    if let Some(solved) = &model.solved {
        parts.push(solved::panel(solved, model, catalog, theme));
        if solved.index != model.current {
            parts.push(format!(
                "{}\n{}",
                rule(theme),
                theme.strong(&format!("Next: {}", exercise.title))
            ));
        }
    }
    match &model.judged {
        None => {
            if model.solved.is_none()
                && let Some(welcome) = catalog.welcome()
            {
                parts.push(wrapped(welcome.trim_end(), theme.width, ""));
            }
        }
        Some(Err(error)) => parts.push(error.clone()),
        Some(Ok(checked)) if checked.verdict.is_passed() => {
            if model.solved.is_none() {
                parts.push(theme.good("Solved."));
            }
            parts.push(verdict::details_within(
                exercise,
                &checked.verdict,
                theme,
                rows,
            ));
            // The panel above has them already.
            if model.solved.is_none() {
                parts.extend(training::closing(
                    &checked.verdict,
                    &checked.training,
                    theme,
                ));
            }
        }
        Some(Ok(checked)) => {
            parts.push(verdict::details_within(
                exercise,
                &checked.verdict,
                theme,
                rows,
            ));
            parts.extend(training::closing(
                &checked.verdict,
                &checked.training,
                theme,
            ));
            parts.extend(verdict::other_failures(
                &checked.verdict,
                model.unfolded,
                theme,
            ));
            parts.extend(encouragement(model, exercise, catalog, theme));
            parts.extend(quiz::offer(exercise, catalog, &model.progress, theme));
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts.join("\n\n")
}

/// After a few red saves: there are hints. At once where a test did not come to its end and one is made for it: such a test has
/// no message of its own.
fn encouragement(
    model: &Model,
    exercise: &Exercise,
    catalog: &Catalog,
    theme: &Theme,
) -> Option<String> {
    const PATIENCE: u32 = 3;
    let known = model.progress.hints_shown(exercise).len();
    let next = model.next_hint(catalog)?;
    let title = hints::title(exercise, known + 1, next);
    let was_stopped = matches!(&model.judged, Some(Ok(checked)) if matches!(checked.verdict, Verdict::TimedOut { .. }));
    let is_made_for_it = was_stopped && exercise.hints[next].test.is_some();
    (is_made_for_it || model.progress.attempts(exercise) >= PATIENCE).then(|| {
        theme.quiet(&wrapped(
            &format!("Stuck? h shows {title}."),
            theme.width,
            "",
        ))
    })
}
