//! A session without a screen: what a message has to say, as lines.

use super::{message::Msg, model::Model};
use crate::{
    catalog::Catalog,
    check::Checked,
    render::{quiz, theme::Theme, training, verdict},
};

/// The text for `msg`, before the model takes it.
pub(super) fn news(model: &Model, catalog: &Catalog, theme: &Theme, msg: &Msg) -> Option<String> {
    match msg {
        Msg::Checked { run, result } if model.is_newest(*run) => Some(match result {
            Ok(checked) => judged(model, catalog, checked, theme),
            Err(error) => format!("{error}\n\n"),
        }),
        Msg::Demo { index, output } if !output.trim().is_empty() => {
            let id = &catalog.exercises()[*index].id;
            Some(format!("{id}: {}\n\n", verdict::demo(output, theme)))
        }
        Msg::Notice(text) => Some(format!("{text}\n")),
        Msg::Checked { .. }
        | Msg::Demo { .. }
        | Msg::Content { .. }
        | Msg::OtherSaved { .. }
        | Msg::CourseChanged
        | Msg::ProgressChanged(_)
        | Msg::Key(_)
        | Msg::Stage { .. }
        | Msg::MainTrains { .. }
        | Msg::Advice { .. }
        | Msg::Ahead { .. }
        | Msg::AllChecked { .. }
        | Msg::Text { .. }
        | Msg::Resized
        | Msg::Terminated(_) => None,
    }
}

/// A line for the verdict, then its details.
fn judged(model: &Model, catalog: &Catalog, checked: &Checked, theme: &Theme) -> String {
    let exercise = &catalog.exercises()[model.current];
    let mut text = format!(
        "{}\n",
        verdict::line(exercise, &checked.verdict, checked.took, theme)
    );
    let details = verdict::details(exercise, &checked.verdict, theme);
    if !details.is_empty() {
        text.push_str(&format!("{details}\n"));
    }
    if let Some(trained) = training::closing(&checked.verdict, &checked.training, theme) {
        text.push_str(&format!("\n{trained}\n"));
    }
    if checked.verdict.is_passed() && !exercise.learned.is_empty() {
        text.push_str(&format!("{}\n", verdict::learned(exercise, theme)));
    }
    let on_quiz = if checked.verdict.is_passed() {
        let mut progress = model.progress.clone();
        progress.add_pass(exercise, &checked.hash);
        quiz::tested_out(exercise, catalog, &progress, theme)
    } else {
        quiz::offer(exercise, catalog, &model.progress, theme)
    };
    text.extend(on_quiz.map(|line| format!("{line}\n")));
    // An editor that reads these lines learns that it has them all.
    text.push_str("waiting for a save\n\n");
    text
}
