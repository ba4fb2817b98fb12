//! `runner list`: the roadmap with progress, for people or for programs.

use serde::Serialize;

use crate::{
    Outcome,
    cli::List,
    error::{Context, Result},
    render,
    session::{Session, print},
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
    } else {
        print(&render::list::list(
            &session.catalog,
            &session.progress,
            level,
            &session.theme,
        ))?;
    }
    Ok(Outcome::Fine)
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
