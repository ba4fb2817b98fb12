//! `runner hint`: the ladder of hints, one step a call. It counts the hints and changes nothing else.

use crate::{
    Outcome, check,
    cli::Hint,
    error::Result,
    hints,
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
    let shown = session.progress.hints_shown(exercise);
    let failing = check::latest(&session.catalog, exercise)
        .map_or_else(Vec::new, |verdict| hints::failing(&verdict));
    // In the order in which they are shown, those that were first.
    let mut ladder = shown.clone();
    while let Some(next) = hints::next(&exercise.hints, &ladder, &failing) {
        ladder.push(next);
    }
    let known = shown.len();
    let range = match (args.all, args.again) {
        (true, _) => 0..total,
        (false, true) => 0..known,
        // Once all are known, the last one comes again.
        (false, false) => known.min(total - 1)..(known + 1).min(total),
    };
    let now_known = known.max(range.end);

    let mut text = String::new();
    if range.is_empty() {
        text.push_str(&format!(
            "{}: no hint was shown yet; `runner hint` shows the first of {total}.\n",
            exercise.id
        ));
    }
    for place in range {
        let index = ladder[place];
        let title = hints::title(exercise, place + 1, index);
        text.push_str(&session.theme.strong(&format!("{}: {title}", exercise.id)));
        text.push_str(&format!(
            "\n{}\n\n",
            wrapped(&exercise.hints[index].text, session.theme.width, "  ")
        ));
    }
    if known == total && !args.all && !args.again {
        text.push_str("That was the last one; --all shows them all.\n");
    } else if text.ends_with("\n\n") {
        text.pop();
    }
    print(&text)?;
    if now_known > known {
        session.remember(|progress| {
            for &index in &ladder[known..now_known] {
                progress.add_hint(exercise, index);
            }
        });
    }
    Ok(Outcome::Fine)
}
