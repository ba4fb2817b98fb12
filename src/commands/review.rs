//! `runner review`: what is due, solved once more in copies; on a terminal one after the other, elsewhere one check at a time.

use std::io::IsTerminal;

use serde::Serialize;

use super::{hint, run};
use crate::{
    Outcome, catalog,
    catalog::Exercise,
    cli::{self, Named},
    course::untouched,
    error::{Context, Error, Result},
    progress::now,
    render,
    review::{
        self, Planned,
        round::{Ended, Round},
        schedule::Recall,
    },
    session::{Session, print},
    watch,
};

pub(crate) fn review(session: Session, args: &cli::Review) -> Result<Outcome> {
    let now = now();
    let plan = review::plan(&session.catalog, &session.progress, now);
    if args.list {
        return list(&session, &plan, now, args.json);
    }
    if let Some(name) = &args.name {
        let exercise = solved(&session, name)?;
        let index = index_of(&session, exercise);
        return if args.help.hint || args.help.give_up || !on_terminal() {
            once(session, index, args)
        } else {
            watch::review(Round::begin(session, &[index], Ended::BeginsAnew)?)
        };
    }
    let queue: Vec<usize> = plan
        .iter()
        .filter(|planned| planned.is_due(now))
        .chain(plan.first().filter(|next| args.any && !next.is_due(now)))
        .map(|planned| planned.index)
        .collect();
    if queue.is_empty() {
        let next = plan.first();
        print(&render::review::nothing_due(
            next,
            &session.catalog,
            now,
            &session.theme,
        ))?;
        return Ok(Outcome::Fine);
    }
    if args.help.hint || args.help.give_up {
        let first = queue[0];
        return once(session, first, args);
    }
    if !on_terminal() {
        list(&session, &plan, now, false)?;
        print("without a terminal, `runner review NAME` checks one copy at a time\n")?;
        return Ok(Outcome::Fine);
    }
    let queue = with_known_texts(&session, queue);
    watch::review(Round::begin(session, &queue, Ended::BeginsAnew)?)
}

/// One exercise whose untouched text nobody knows does not keep the others from coming back.
fn with_known_texts(session: &Session, queue: Vec<usize>) -> Vec<usize> {
    let catalog = &session.catalog;
    let archive = untouched::archived(catalog);
    let (known, unknown): (Vec<usize>, Vec<usize>) = queue.into_iter().partition(|&index| {
        let exercise = &catalog.exercises()[index];
        match &archive {
            Some(texts) => texts.contains_key(&exercise.home),
            None => untouched::text_of(catalog, exercise).is_some(),
        }
    });
    // With none of them there is something to tell.
    if known.is_empty() { unknown } else { known }
}

/// A session asks for keys and draws: both ends must be somebody's.
fn on_terminal() -> bool {
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

/// Only what was solved can be solved once more.
fn solved<'a>(session: &'a Session, name: &str) -> Result<&'a Exercise> {
    let exercise = session.catalog.resolve(name)?;
    if !session.progress.is_done(exercise) {
        return Err(Error::new(format!("{} is not solved yet", exercise.id))
            .caused_by("a review brings back what was solved before")
            .help(format!("`runner goto {}` goes there", exercise.id))
            .help("`runner review --list` shows what is due"));
    }
    if !review::can_come_back(exercise) {
        return Err(Error::new(format!("{} cannot be reviewed", exercise.id))
            .caused_by(format!(
                "{} says that its untouched file may pass, so there is nothing to solve",
                catalog::INFO
            ))
            .help("`runner review --list` shows what is due"));
    }
    Ok(exercise)
}

fn index_of(session: &Session, exercise: &Exercise) -> usize {
    session
        .catalog
        .index_of(&exercise.id)
        .expect("it was found in this catalog")
}

/// One check, one hint, or the end of one review; for scripts and for whoever has no terminal.
fn once(session: Session, index: usize, args: &cli::Review) -> Result<Outcome> {
    let Round { session, mut book } = Round::begin(session, &[index], Ended::Stays)?;
    let exercise = &session.catalog.exercises()[0];
    let named = Named {
        name: Some(exercise.id.clone()),
    };
    if args.help.hint {
        let hint = cli::Hint {
            exercise: named,
            all: false,
            again: false,
        };
        return hint::hint(&session, &hint);
    }
    let has_ended = session.progress.is_done(exercise);
    let mut close = |recall: &Recall| {
        if has_ended {
            print("This review has ended before; it counts once.\n")
        } else {
            print(&format!("{}\n", book.close(exercise, recall)?))
        }
    };
    if args.help.give_up {
        print(&super::solution::text(
            &session.catalog,
            exercise,
            &session.theme,
        )?)?;
        session.remember(|progress| progress.add_pass(exercise, "given up"));
        close(&Recall::GivenUp)?;
        return Ok(Outcome::Fine);
    }
    let outcome = run::run(&session, &named)?;
    match outcome {
        Outcome::Fine => close(&Recall::Solved(session.progress.effort(exercise)))?,
        Outcome::NotSolved => print(&format!(
            "\nedit {} and call `runner review {}` again; --hint helps, --give-up shows the solution\n",
            exercise.path, exercise.id
        ))?,
    }
    Ok(outcome)
}

/// `review --list --json`, version 1.
#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    due: usize,
    exercises: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    title: &'a str,
    due: bool,
    /// Unix time.
    due_at: i64,
    /// Days.
    interval: u32,
    ease: f64,
    lapses: u32,
}

fn list(session: &Session, plan: &[Planned], now: i64, json: bool) -> Result<Outcome> {
    let catalog = &session.catalog;
    if !json {
        print(&render::review::plan(plan, catalog, now, &session.theme))?;
        return Ok(Outcome::Fine);
    }
    let document = Document {
        version: 1,
        due: plan.iter().filter(|planned| planned.is_due(now)).count(),
        exercises: plan
            .iter()
            .map(|planned| {
                let exercise = &catalog.exercises()[planned.index];
                Entry {
                    id: &exercise.id,
                    title: &exercise.title,
                    due: planned.is_due(now),
                    due_at: planned.due_at,
                    interval: planned.memory.interval,
                    ease: planned.memory.ease,
                    lapses: planned.memory.lapses,
                }
            })
            .collect(),
    };
    let text =
        serde_json::to_string_pretty(&document).context(|| "cannot write JSON".to_owned())?;
    print(&format!("{text}\n"))?;
    Ok(Outcome::Fine)
}
