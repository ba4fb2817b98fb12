//! `runner watch`: files, keys and finished checks become messages, the model turns them into effects, the loop carries them out.

pub(crate) mod browse;
mod editing;
pub(crate) mod files;
mod keys;
mod lookout;
mod message;
pub(crate) mod model;
mod news;
mod session;
mod signals;
mod terminal;
mod tidy;
mod workers;

use std::{
    fs::File,
    io::{IsTerminal, Read, Seek, Write},
    sync::mpsc::{self, Sender},
};

use self::{
    editing::Editing,
    files::{Files, News, Touched},
    keys::Keys,
    message::Msg,
    model::{Advance, Model},
    session::{Watching, editing::Follow},
    terminal::Terminal,
};
use crate::{
    Outcome,
    catalog::Texts,
    cli::Watch,
    error::{Context, Error, Result},
    progress, review,
    review::round::{Book, Round},
    session::Session,
};

/// What arrives at the loop.
pub(crate) enum Input {
    Msg(Msg),
    /// Paths that the file system reported; the loop finds out what they mean.
    Touched(Touched),
}

pub(crate) fn watch(session: Session, args: &Watch) -> Result<Outcome> {
    let advance = if args.stay {
        Advance::WaitForKey
    } else {
        Advance::Automatic
    };
    let editing = Editing::new(&args.edit)?;
    let follow = if args.open {
        editing.expect_window()?;
        Follow::Yes { opened: None }
    } else {
        Follow::No
    };
    hold(session, advance, None, editing, follow)
}

/// The same on copies of solved exercises, one after the other.
pub(crate) fn review(round: Round) -> Result<Outcome> {
    let (editing, follow) = (Editing::default(), Follow::No);
    hold(
        round.session,
        Advance::Automatic,
        Some(round.book),
        editing,
        follow,
    )
}

fn hold(
    session: Session,
    advance: Advance,
    book: Option<Book>,
    editing: Editing,
    follow: Follow,
) -> Result<Outcome> {
    let _only_one = lock(&session)?;
    tidy::begin(&session.catalog);
    let (sender, inbox) = mpsc::channel();
    let files = watch_files(&session, &sender)?;
    let on_terminal = !session.theme.plain && std::io::stdin().is_terminal();
    let terminal = on_terminal
        .then(Terminal::take)
        .transpose()
        .context(|| "cannot take over the terminal".to_owned())
        .map_err(|error| error.help("`runner watch --plain` prints lines instead"))?;
    signals::listen(&sender, terminal.as_ref())?;
    let keys = terminal
        .is_some()
        .then(|| Keys::listen(sender.clone()))
        .transpose()
        .context(|| "cannot read keys".to_owned())?;

    let model = Model::new(&session.catalog, session.progress.clone(), advance);
    let reminder = reminder(&session);
    let notice = files.notice.clone().or(reminder);
    let mut watching = Watching::new(session, model, book, sender, terminal, keys, files);
    watching.edits(editing, follow);
    watching.notice(notice);
    let quit = watching.run(&inbox);
    watching.farewell(quit)
}

/// Says that reviews are due, at most once a day.
fn reminder(session: &Session) -> Option<String> {
    let now = progress::now();
    if session.catalog.texts() == Texts::Review || !session.progress.may_remind(now) {
        return None;
    }
    let due = review::count_due(&session.catalog, &session.progress, now);
    let text = crate::render::review::reminder(due)?;
    // A place that cannot be written to is told when it matters: then this line comes again, and that is all.
    let _ = session.store.change(|progress| progress.set_reminded(now));
    Some(text)
}

/// One watch session a course: two would fight over the learner's place. A review has a place of its own.
fn lock(session: &Session) -> Result<File> {
    let dir = session.catalog.state_dir();
    let (file, busy) = match session.catalog.texts() {
        Texts::Exercises => ("watch.lock", "another runner is watching this course"),
        Texts::Review => ("review.lock", "another runner is reviewing this course"),
    };
    let unwritable = || format!("cannot write to {}", dir.display());
    let help = "progress is kept there: make the course's folder writable, or copy the course to one that is";
    std::fs::create_dir_all(&dir)
        .context(unwritable)
        .map_err(|error| error.help(help))?;
    let mut file = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(dir.join(file))
        .context(unwritable)
        .map_err(|error| error.help(help))?;
    match file.try_lock() {
        Err(std::fs::TryLockError::WouldBlock) => {
            let mut pid = String::new();
            // Only for the message.
            let _ = file.read_to_string(&mut pid);
            return Err(Error::new(busy)
                .caused_by(format!("process {}", pid.trim()))
                .help("go on there, or quit it with q; `runner hint`, `list`, `run` and `check` work beside it"));
        }
        // A file system without locks: nothing can be said about other runners.
        Err(std::fs::TryLockError::Error(_)) | Ok(()) => {}
    }
    let _ = file
        .set_len(0)
        .and_then(|()| file.rewind())
        .and_then(|()| write!(file, "{}", std::process::id()));
    Ok(file)
}

fn watch_files(session: &Session, sender: &Sender<Input>) -> Result<Files> {
    let catalog = &session.catalog;
    let to_loop = sender.clone();
    // Links are not followed, except those that the course names; they lead to somewhere inside it.
    let linked = (0..catalog.levels().len())
        .map(|level| catalog.level_dir(level))
        .filter(|dir| dir.is_symlink());
    let mut dirs: Vec<_> = std::iter::once(catalog.exercises_dir())
        .chain(linked)
        .collect();
    if catalog.texts() == Texts::Review {
        dirs.push(catalog.review_dir());
    }
    files::watch_closely(
        &dirs,
        &[catalog.root().to_path_buf(), catalog.state_dir()],
        move |news| {
            let _ = to_loop.send(match news {
                News::Touched(touched) => Input::Touched(touched),
                News::Notice(text) => Input::Msg(Msg::Notice(text)),
            });
        },
    )
}
