//! `runner hint`: the ladder of hints, one step a call. It counts the hints and changes nothing else.

use crate::{
    Outcome,
    cli::Hint,
    error::Result,
    render::theme::wrapped,
    session::{Session, print},
};

pub(crate) fn hint(session: &Session, args: &Hint) -> Result<Outcome> {
    let exercise = session.exercise(args.exercise.name.as_deref())?;
    let total = exercise.hints.len();
    if total == 0 {
        print(&format!(
            "{}: there are no hints for this exercise.\n",
            exercise.id
        ))?;
        return Ok(Outcome::Fine);
    }
    let shown = session.progress.hints_shown(exercise).min(total);
    let (range, now_shown) = match (args.all, args.again) {
        (true, _) => (0..total, total),
        (false, true) => (0..shown, shown),
        // Once all are known, the last one comes again.
        (false, false) => (
            shown.min(total - 1)..(shown + 1).min(total),
            (shown + 1).min(total),
        ),
    };

    let mut text = String::new();
    if range.is_empty() {
        text.push_str(&format!(
            "{}: no hint was shown yet; `runner hint` shows the first of {total}.\n",
            exercise.id
        ));
    }
    for index in range {
        let title = format!("{}: hint {} of {total}", exercise.id, index + 1);
        text.push_str(&session.theme.strong(&title));
        text.push_str(&format!(
            "\n{}\n\n",
            wrapped(&exercise.hints[index], session.theme.width, "  ")
        ));
    }
    if now_shown == total && shown == total && !args.all && !args.again {
        text.push_str("That was the last one; --all shows them all.\n");
    } else if text.ends_with("\n\n") {
        text.pop();
    }
    print(&text)?;
    if now_shown > shown {
        session.remember(|progress| progress.add_hint(exercise, now_shown));
    }
    Ok(Outcome::Fine)
}
