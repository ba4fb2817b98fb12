//! `runner solution`: where it is and how it differs; asks first if the exercise is not solved yet.

use std::io::{BufRead, IsTerminal};

use similar::{ChangeTag, TextDiff};

use crate::{
    Outcome,
    catalog::{Catalog, Exercise},
    cli::Solution,
    error::{Error, Result, read_text},
    render::theme::{Theme, harmless},
    session::{Session, print, warn},
};

pub(crate) fn solution(session: &Session, args: &Solution) -> Result<Outcome> {
    let exercise = session.exercise(args.exercise.name.as_deref())?;
    let file = session.catalog.solution_file(exercise);
    if !file.is_file() {
        return Err(Error::new(format!("{} has no solution", exercise.id))
            .caused_by(format!("{} does not exist", exercise.solution))
            .help("the author of the course did not include one"));
    }
    if !session.progress.is_done(exercise) && !args.yes && !confirmed(&exercise.id)? {
        print("Not shown. `runner hint` helps in smaller steps.\n")?;
        return Ok(Outcome::NotSolved);
    }
    session.print(&text(&session.catalog, exercise, &session.theme)?)?;
    Ok(Outcome::Fine)
}

/// Path and difference, as shown by the command and by the key `s`.
pub(crate) fn text(catalog: &Catalog, exercise: &Exercise, theme: &Theme) -> Result<String> {
    let theirs = read_text(&catalog.exercise_file(exercise), &exercise.path)?;
    let solved = read_text(&catalog.solution_file(exercise), &exercise.solution)?;
    Ok(difference(
        &exercise.path,
        &theirs,
        &exercise.solution,
        &solved,
        theme,
    ))
}

/// A unified diff from the learner's text to the solution.
fn difference(
    path: &str,
    yours: &str,
    solution_path: &str,
    solution: &str,
    theme: &Theme,
) -> String {
    let diff = TextDiff::from_lines(yours, solution);
    let mut text = format!("{solution_path}\n");
    if yours == solution {
        text.push_str("Your file and the solution are the same.\n");
        return text;
    }
    text.push_str(&format!(
        "{}\n{}\n",
        theme.bad(&format!("- {path}")),
        theme.good(&format!("+ {solution_path}"))
    ));
    for group in diff.grouped_ops(3) {
        text.push_str(&theme.quiet("...\n"));
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let line = harmless(change.value().trim_end_matches(['\n', '\r']));
            text.push_str(&match change.tag() {
                // Whole lines in red or green are hard to read on one background or the other.
                ChangeTag::Delete => format!("{} {line}", theme.bad("-")),
                ChangeTag::Insert => format!("{} {}", theme.good("+"), theme.strong(&line)),
                ChangeTag::Equal => format!("  {line}"),
            });
            text.push('\n');
        }
    }
    text
}

/// Without a terminal nobody can answer, so the flag is asked for.
fn confirmed(id: &str) -> Result<bool> {
    if !std::io::stdin().is_terminal() {
        return Err(Error::new(format!("{id} is not solved yet"))
            .help("`runner solution NAME --yes` shows the solution all the same; `runner hint` helps in smaller steps"));
    }
    warn(&format!("{id} is not solved yet. Show the solution? [y/N]"));
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_marked_by_sign() {
        let theme = Theme {
            color: false,
            width: 80,
            plain: true,
            unicode: true,
        };
        let text = difference(
            "exercises/a.rs",
            "one\ntodo!()\n",
            "solutions/a.rs",
            "one\ntwo\n",
            &theme,
        );
        assert_eq!(
            text,
            "solutions/a.rs\n- exercises/a.rs\n+ solutions/a.rs\n...\n  one\n- todo!()\n+ two\n"
        );
        assert!(difference("a", "x\n", "b", "x\n", &theme).ends_with("are the same.\n"));
    }
}
