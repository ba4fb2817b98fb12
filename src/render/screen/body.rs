//! Between the rules: the verdict, or what lies over it.

use super::{
    super::{
        markdown, quiz, review,
        theme::{Theme, wrapped},
        training, verdict,
    },
    head::rule,
    solved,
};
use crate::{
    catalog::{Catalog, Exercise, Texts},
    hints,
    watch::model::{Model, Overlay},
};

/// `rows` is what can be seen of it at once.
pub(super) fn body(model: &Model, catalog: &Catalog, theme: &Theme, rows: usize) -> String {
    let exercise = &catalog.exercises()[model.current];
    match &model.overlay {
        Overlay::None => verdicts(model, catalog, theme, rows),
        Overlay::Hints => hints(exercise, &model.progress.hints_shown(exercise), theme),
        Overlay::Help if catalog.texts() == Texts::Review => review::HELP.to_owned(),
        Overlay::Help => HELP.to_owned(),
        Overlay::Readme(page) => markdown::text(page, theme),
        Overlay::AskReset if catalog.texts() == Texts::Review => {
            let question = wrapped(&review::ask_reset(exercise), theme.width, "");
            format!("{question}\n\ny: yes   any other key: no")
        }
        Overlay::AskSolution if catalog.texts() == Texts::Review => {
            wrapped(review::ASK_SOLUTION, theme.width, "")
        }
        Overlay::AskReset => format!(
            "Bring the untouched {} back? Yours is kept in a backup (`runner reset {} --undo`).\n\ny: yes   any other key: no",
            exercise.path, exercise.id
        ),
        Overlay::AskSolution => "This exercise is not solved yet. Show its solution all the same? A hint (h) is a smaller step.\n\n\
             y: yes   any other key: no"
            .to_owned(),
        Overlay::Solution(text) | Overlay::CheckReport(text) => text.clone(),
        Overlay::CheckingAll => "Checking all exercises ...".to_owned(),
    }
}

const HELP: &str = "\
Edit the file named above and save it: every save is checked.

h  next hint                  n  next exercise that is not done
l  list of all exercises      p  previous exercise
r  run the check again        g  go to the exercise that was saved
o  open the file in an editor c  check all exercises
s  solution, as a difference  x  reset the file (asks, keeps a backup)
f  open or fold all failures  d  page of the level
z  quiz of the level          ?  this help
q  quit

arrow keys, space, PageUp, PageDown: scroll      Escape: back to the verdict";

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

/// After a few red saves: there are hints.
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
    (model.progress.attempts(exercise) >= PATIENCE).then(|| {
        theme.quiet(&wrapped(
            &format!("Stuck? h shows {title}."),
            theme.width,
            "",
        ))
    })
}
