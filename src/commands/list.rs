//! `runner list`: the roadmap with progress; to browse on a terminal, as text, or for programs.

use std::io::IsTerminal;

use serde::Serialize;

use super::place;
use crate::{
    Outcome,
    cli::List,
    error::{Context, Result},
    progress::now,
    render, review,
    session::{Session, print},
    watch::browse,
};

/// `list --json`, version 1.
#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    current: &'a str,
    exercises: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    level: &'a str,
    title: &'a str,
    difficulty: Option<u8>,
    kind: &'static str,
    done: bool,
    path: &'a str,
    topics: &'a [String],
}

pub(crate) fn list(session: &Session, args: &List) -> Result<Outcome> {
    let level = args
        .level
        .as_deref()
        .map(|name| session.catalog.expect_level(name))
        .transpose()?;
    if args.json {
        print(&json(session, level)?)?;
    } else if is_interactive(session) {
        if let Some(index) = browse::choose(session, level, &args.edit)? {
            return place::move_to(session, &session.catalog.exercises()[index]);
        }
    } else {
        print(&render::list::list(
            &session.catalog,
            &session.progress,
            level,
            &session.theme,
        ))?;
        let due = review::count_due(&session.catalog, &session.progress, now());
        if let Some(reminder) = render::review::reminder(due) {
            print(&format!("\n{reminder}\n"))?;
        }
    }
    Ok(Outcome::Fine)
}

/// Keys and a screen that can be redrawn; an editor's shell window, for one, has neither.
fn is_interactive(session: &Session) -> bool {
    !session.theme.plain
        && std::io::stdin().is_terminal()
        && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

fn json(session: &Session, level: Option<usize>) -> Result<String> {
    let document = Document {
        version: 1,
        current: &session.current().id,
        exercises: session
            .catalog
            .exercises()
            .iter()
            .filter(|exercise| level.is_none_or(|level| exercise.level == level))
            .map(|exercise| Entry {
                id: &exercise.id,
                level: &session.catalog.level(exercise).dir,
                title: &exercise.title,
                difficulty: exercise.difficulty,
                kind: exercise.kind.name(),
                done: session.progress.is_done(exercise),
                path: &exercise.path,
                topics: &exercise.topics,
            })
            .collect(),
    };
    let mut text =
        serde_json::to_string_pretty(&document).context(|| "cannot write JSON".to_owned())?;
    text.push('\n');
    Ok(text)
}
