//! `runner next` and `runner goto`: the commands that move the learner's place.

use crate::{
    Outcome,
    catalog::Exercise,
    cli::Name,
    error::Result,
    session::{Session, print},
};

pub(crate) fn next(session: &Session) -> Result<Outcome> {
    let here = session.progress.current(&session.catalog);
    match session.progress.next_pending(&session.catalog, Some(here)) {
        Some(index) => move_to(session, &session.catalog.exercises()[index]),
        None => {
            print("There is no other exercise left to do.\n")?;
            Ok(Outcome::Fine)
        }
    }
}

pub(crate) fn goto(session: &Session, args: &Name) -> Result<Outcome> {
    move_to(session, session.catalog.resolve(&args.name)?)
}

pub(super) fn move_to(session: &Session, exercise: &Exercise) -> Result<Outcome> {
    // Unlike other commands, this one is for nothing else: if the place cannot be saved, it failed.
    session
        .store
        .change(|progress| progress.move_to(exercise))?;
    session.print(&format!(
        "{}: {}\n{}\n",
        exercise.id, exercise.title, exercise.path
    ))?;
    Ok(Outcome::Fine)
}
