//! `runner list` on a terminal: the list until an exercise is chosen or it is closed.

use std::sync::mpsc::{self, Receiver, Sender};

use super::{Browser, Wish};
use crate::{
    cli::Edit,
    course,
    editor::{Spot, line},
    error::{Context, Error, Result},
    progress::{Progress, now},
    render::{
        self,
        browse::{self, News},
        links::linked_lines,
    },
    review,
    session::Session,
    watch::{
        Input,
        editing::{Editing, in_a_line},
        files,
        keys::Keys,
        message::{Msg, Quit},
        signals,
        terminal::Terminal,
    },
};

/// The exercise that was chosen, an index of the catalog. Looking changes nothing.
pub(crate) fn choose(session: &Session, only: Option<usize>, edit: &Edit) -> Result<Option<usize>> {
    let editing = Editing::new(edit)?;
    let (sender, inbox) = mpsc::channel();
    let terminal = Terminal::take()
        .context(|| "cannot take over the terminal".to_owned())
        .map_err(|error| error.help("`runner list --plain` prints the list instead"))?;
    let chosen = browse(session, only, editing, &terminal, &sender, &inbox);
    terminal.leave();
    chosen
}

fn browse(
    session: &Session,
    only: Option<usize>,
    editing: Editing,
    terminal: &Terminal,
    sender: &Sender<Input>,
    inbox: &Receiver<Input>,
) -> Result<Option<usize>> {
    signals::listen(sender, Some(terminal))?;
    let keys = Keys::listen(sender.clone()).context(|| "cannot read keys".to_owned())?;
    let _files = watch_progress(session, sender);
    let progress = session.progress.clone();
    let current = progress.current(&session.catalog);
    let mut browsing = Browsing {
        session,
        browser: Browser::open(&session.catalog, &progress, current, only),
        progress,
        notice: None,
        terminal,
        keys: &keys,
        editing,
        inbox: sender,
    };
    browsing.run(inbox)
}

/// Another terminal may solve something meanwhile. Without such news the list is as of its opening.
fn watch_progress(session: &Session, sender: &Sender<Input>) -> Option<files::Files> {
    let dir = session.catalog.state_dir();
    if !dir.is_dir() {
        return None;
    }
    let to_loop = sender.clone();
    let touched = move |touched| {
        let _ = to_loop.send(Input::Touched(touched));
    };
    files::watch(&[], &[dir], touched).ok()
}

struct Browsing<'a> {
    session: &'a Session,
    browser: Browser,
    progress: Progress,
    notice: Option<String>,
    terminal: &'a Terminal,
    keys: &'a Keys,
    editing: Editing,
    inbox: &'a Sender<Input>,
}

impl Browsing<'_> {
    fn run(&mut self, inbox: &Receiver<Input>) -> Result<Option<usize>> {
        loop {
            self.draw()?;
            let Ok(mut input) = inbox.recv() else {
                return Ok(None);
            };
            // What has arrived meanwhile is taken before the screen is drawn again.
            loop {
                match input {
                    Input::Msg(Msg::Terminated(Quit::Interrupted)) => {
                        return Err(Error::interrupted());
                    }
                    Input::Msg(Msg::Key(key)) => {
                        self.notice = None;
                        match self.browser.update(key) {
                            Some(Wish::Close) => return Ok(None),
                            Some(Wish::Go(index)) => return Ok(Some(index)),
                            Some(Wish::Edit(index)) => self.edit(index),
                            Some(Wish::Reset(index)) => self.reset(index),
                            None => {}
                        }
                    }
                    Input::Msg(Msg::Notice(text)) => self.notice = Some(text),
                    // A new size: drawing looks at it.
                    Input::Msg(_) => {}
                    Input::Touched(touched) => {
                        let is_progress = touched.paths.iter().any(|path| {
                            path.file_name().is_some_and(|name| name == "progress.toml")
                        });
                        if is_progress && let Ok(loaded) = self.session.store.load() {
                            self.take_over(loaded.progress);
                        }
                    }
                }
                match inbox.try_recv() {
                    Ok(next) => input = next,
                    Err(_) => break,
                }
            }
        }
    }

    fn take_over(&mut self, progress: Progress) {
        let catalog = &self.session.catalog;
        self.browser
            .refresh(catalog, &progress, progress.current(catalog));
        self.progress = progress;
    }

    fn edit(&mut self, index: usize) {
        let catalog = &self.session.catalog;
        let exercise = &catalog.exercises()[index];
        let file = catalog.exercise_file(exercise);
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        let spot = Spot {
            file: &file,
            line: line::to_open(None, &exercise.path, &text),
        };
        let screen = Some((self.terminal, self.keys));
        let opened = self.editing.open(&spot, &exercise.path, screen, self.inbox);
        self.notice = Some(opened.unwrap_or_else(|error| in_a_line(&error)));
    }

    fn reset(&mut self, index: usize) {
        let catalog = &self.session.catalog;
        let exercise = &catalog.exercises()[index];
        let done = course::reset::one(catalog, exercise).and_then(|done| {
            let (progress, _) = self
                .session
                .store
                .change(|progress| progress.reopen(exercise))?;
            Ok((done, progress))
        });
        self.notice = Some(match done {
            Ok((done, progress)) => {
                self.take_over(progress);
                done
            }
            Err(error) => in_a_line(&error),
        });
    }

    /// In the size that the terminal has now.
    fn draw(&self) -> Result<()> {
        let (rows, columns) = console::Term::stdout().size_checked().unwrap_or((24, 80));
        let mut theme = self.session.theme;
        theme.width = usize::from(columns).max(20);
        let due = review::count_due(&self.session.catalog, &self.progress, now());
        let reminder = render::review::reminder(due);
        let news = News {
            status: reminder.as_deref(),
            notice: self.notice.as_deref(),
        };
        let lines = browse::screen(
            &self.browser,
            &self.session.catalog,
            &self.progress,
            &news,
            &theme,
            usize::from(rows),
        );
        let root = self.session.catalog.root();
        let lines = linked_lines(&lines, theme.width, root, self.session.links);
        self.terminal.draw(&lines)?;
        Ok(())
    }
}
