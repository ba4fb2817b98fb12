//! The loop of a watch session: takes what arrives, asks the model, carries out its effects, draws.

mod drawing;
pub(super) mod editing;
mod shows;

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, Sender},
    time::{Duration, Instant},
};

use self::editing::Follow;
use super::{
    Input,
    editing::Editing,
    files::{self, Files},
    keys::Keys,
    message::{Effect, Msg, Quit},
    model::Model,
    news,
    terminal::Terminal,
    workers::Workers,
};
use crate::{
    Outcome,
    catalog::{INFO, Texts},
    course,
    error::{Error, Result},
    progress::Progress,
    review::{round::Book, schedule::Recall},
    session::{Session, print, warn},
    toolchain::fingerprint::hash_of,
    trace,
};

/// Time in front of an exercise counts up to here from one save to the next; the rest is a break.
const LONGEST_PAUSE: Duration = Duration::from_secs(600);

pub(super) struct Watching {
    session: Session,
    model: Model,
    workers: Workers,
    /// Absent without a terminal: then every verdict is printed as lines.
    terminal: Option<Terminal>,
    keys: Option<Keys>,
    files: Files,
    /// In a review: where its end is written.
    book: Option<Book>,
    editing: Editing,
    follow: Follow,
    since: Instant,
    /// A verdict has come that is not on the screen yet.
    judged: bool,
}

impl Watching {
    pub(super) fn new(
        session: Session,
        model: Model,
        book: Option<Book>,
        inbox: Sender<Input>,
        terminal: Option<Terminal>,
        keys: Option<Keys>,
        files: Files,
    ) -> Self {
        Self {
            workers: Workers::new(inbox),
            session,
            model,
            terminal,
            keys,
            files,
            book,
            editing: Editing::default(),
            follow: Follow::No,
            since: Instant::now(),
            judged: false,
        }
    }

    pub(super) fn edits(&mut self, editing: Editing, follow: Follow) {
        self.editing = editing;
        self.follow = follow;
    }

    pub(super) fn notice(&mut self, text: Option<String>) {
        self.model.notice = text;
    }

    pub(super) fn run(&mut self, inbox: &Receiver<Input>) -> Result<Quit> {
        if self.terminal.is_none() {
            self.announce()?;
        }
        let mut effects = self.model.start();
        loop {
            self.files.turn_to(self.current_file());
            for effect in effects.drain(..) {
                if let Some(quit) = self.carry_out(effect) {
                    return Ok(quit);
                }
            }
            self.open_what_came_up();
            self.draw()?;
            let Ok(input) = inbox.recv() else {
                return Ok(Quit::Asked);
            };
            effects = self.take(input)?;
            // What has arrived meanwhile is taken before the screen is drawn again.
            while effects.is_empty()
                && let Ok(input) = inbox.try_recv()
            {
                effects = self.take(input)?;
            }
        }
    }

    fn take(&mut self, input: Input) -> Result<Vec<Effect>> {
        match input {
            Input::Msg(msg) => self.update(msg),
            Input::Touched(touched) => {
                let mut effects = Vec::new();
                for msg in self.meaning(&touched.paths, touched.at) {
                    effects.extend(self.update(msg)?);
                }
                Ok(effects)
            }
        }
    }

    fn update(&mut self, msg: Msg) -> Result<Vec<Effect>> {
        if self.terminal.is_none() {
            let news = news::news(
                &self.model,
                &self.session.catalog,
                &self.session.theme,
                &msg,
            );
            print(&news.unwrap_or_default())?;
        }
        self.judged |= matches!(&msg, Msg::Checked { run, .. } if self.model.is_newest(*run));
        Ok(self.model.update(&self.session.catalog, msg))
    }

    fn current_file(&self) -> PathBuf {
        let catalog = &self.session.catalog;
        catalog.exercise_file(&catalog.exercises()[self.model.current])
    }

    /// What touched paths say about the session.
    fn meaning(&self, paths: &BTreeSet<PathBuf>, at: Instant) -> Vec<Msg> {
        let catalog = &self.session.catalog;
        let mut msgs = Vec::new();
        let current = self.current_file();
        if paths.contains(&current) {
            trace::begin("the file has changed", at);
            trace::step("more events of the same save");
            let hash = match files::settled(&current) {
                Ok(bytes) => hash_of(&bytes),
                Err(error) => format!("unreadable: {error}"),
            };
            msgs.push(Msg::Content {
                index: self.model.current,
                hash,
            });
        }
        for path in paths.iter().filter(|path| **path != current) {
            if let Some(index) = catalog
                .exercises()
                .iter()
                .position(|other| catalog.exercise_file(other) == *path)
            {
                // Our own reset of another exercise is no reason to go there.
                let is_ours = std::fs::read(path)
                    .is_ok_and(|bytes| self.model.is_own_reset(index, &hash_of(&bytes)));
                if !is_ours {
                    msgs.push(Msg::OtherSaved { index });
                }
            } else if is_foundation(path, &catalog.exercises_dir(), catalog.root()) {
                msgs.push(Msg::CourseChanged);
            } else if *path == catalog.root().join(INFO) {
                msgs.push(Msg::Notice(format!(
                    "{INFO} has changed: start `runner watch` anew to see it"
                )));
            } else if path.file_name().is_some_and(|name| name == "progress.toml")
                && let Ok(loaded) = self.session.store.load()
            {
                msgs.push(Msg::ProgressChanged(Box::new(loaded.progress)));
            }
        }
        msgs.dedup_by(|a, b| matches!((a, b), (Msg::CourseChanged, Msg::CourseChanged)));
        msgs
    }

    fn carry_out(&mut self, effect: Effect) -> Option<Quit> {
        let catalog = std::sync::Arc::clone(&self.session.catalog);
        let exercises = catalog.exercises();
        match effect {
            Effect::Check {
                run,
                index,
                freshness,
            } => {
                let width = self.theme().width;
                self.workers
                    .check(&self.session, run, index, freshness, width);
            }
            Effect::Cancel => self.workers.cancel(),
            Effect::SavePass { index, hash } => {
                let seconds = self.time_spent();
                let exercise = exercises[index].clone();
                self.save(move |progress| {
                    progress.add_time(&exercise, seconds);
                    progress.add_pass(&exercise, &hash);
                });
            }
            Effect::SaveAttempt { index } => {
                let seconds = self.time_spent();
                let exercise = exercises[index].clone();
                self.save(move |progress| {
                    progress.add_time(&exercise, seconds);
                    progress.add_attempt(&exercise);
                });
            }
            Effect::SaveHint { index, hint } => {
                let exercise = exercises[index].clone();
                self.save(move |progress| progress.add_hint(&exercise, hint));
            }
            Effect::SavePlace { index } => {
                let exercise = exercises[index].clone();
                self.save(move |progress| progress.move_to(&exercise));
            }
            Effect::Aftermath { index } => self.workers.aftermath(&self.session, index),
            Effect::PrepareAhead { index } => self.workers.prepare_ahead(&self.session, index),
            Effect::StopAhead => self.workers.stop_ahead(),
            Effect::OpenEditor { index } => self.open_editor(index),
            Effect::ShowSolution { index } => self.show_solution(index),
            Effect::ShowReadme { level } => self.show_readme(level),
            Effect::ReviewPassed { index } => {
                let effort = self.model.progress.effort(&exercises[index]);
                return self.close_review(index, &Recall::Solved(effort));
            }
            Effect::GiveReviewUp { index } => {
                let exercise = exercises[index].clone();
                self.save(move |progress| progress.add_pass(&exercise, "given up"));
                return self.close_review(index, &Recall::GivenUp);
            }
            Effect::Reset { index } => self.reset(index),
            Effect::CheckAll => self.workers.check_all(&self.session),
            Effect::Quit(quit) => return Some(quit),
        }
        None
    }

    /// A place that cannot be written to must not end the session: the notice says so.
    fn save(&mut self, change: impl FnOnce(&mut Progress)) {
        match self.session.store.change(change) {
            Ok((progress, aside)) => {
                self.model.progress = progress;
                self.model.refresh_list(&self.session.catalog);
                if let Some(aside) = aside {
                    self.model.notice = Some(format!(
                        "the unreadable progress file was kept as {}",
                        aside.display()
                    ));
                }
            }
            Err(error) => {
                if self.terminal.is_none() {
                    warn(&error.to_string());
                }
                self.model.notice = Some(last_words(&error));
            }
        }
    }

    fn time_spent(&mut self) -> u64 {
        let spent = self.since.elapsed().min(LONGEST_PAUSE);
        self.since = Instant::now();
        spent.as_secs()
    }

    fn reset(&mut self, index: usize) {
        let exercise = self.session.catalog.exercises()[index].clone();
        match course::reset::one(&self.session.catalog, &exercise) {
            // The watcher sees the written file and checks it.
            Ok(done) => {
                let file = self.session.catalog.exercise_file(&exercise);
                if let Ok(bytes) = std::fs::read(file) {
                    self.model.was_reset(index, hash_of(&bytes));
                }
                self.model.notice = Some(done);
                // The review of a copy ends once, however often the copy begins anew.
                if self.session.catalog.texts() == Texts::Exercises {
                    self.save(move |progress| progress.reopen(&exercise));
                }
            }
            Err(error) => self.model.notice = Some(last_words(&error)),
        }
    }

    // ---- without a terminal ------------------------------------------------------------------

    fn announce(&self) -> Result<()> {
        let exercise = &self.session.catalog.exercises()[self.model.current];
        print(&format!("watching {}: {}\n", exercise.path, exercise.title))?;
        match &self.model.notice {
            Some(notice) => print(&format!("{notice}\n")),
            None => Ok(()),
        }
    }

    /// Whatever ended the session, nothing goes on after it.
    pub(super) fn farewell(mut self, quit: Result<Quit>) -> Result<Outcome> {
        self.workers.stop();
        if let Some(terminal) = self.terminal.take() {
            terminal.leave();
        }
        let catalog = &self.session.catalog;
        let done = catalog
            .exercises()
            .iter()
            .filter(|exercise| self.model.progress.is_done(exercise))
            .count();
        let exercise = &catalog.exercises()[self.model.current];
        let text = format!(
            "{done} of {} solved; you are at {}\n",
            catalog.exercises().len(),
            exercise.path
        );
        let text = match &self.book {
            None => text,
            Some(book) => shows::farewell(book, catalog, &self.model.progress),
        };
        match quit? {
            Quit::Asked => {
                print(&text)?;
                Ok(Outcome::Fine)
            }
            Quit::Interrupted => {
                // The reader of standard output may be gone with the terminal.
                warn(text.trim_end());
                Err(Error::interrupted())
            }
        }
    }
}

/// An error in the one line that a notice has.
fn last_words(error: &Error) -> String {
    error.to_string().replace('\n', "; ")
}

/// A file that every exercise is built from: the kit, a manifest. Not the lock file, which cargo itself may write during a check.
fn is_foundation(path: &Path, exercises: &Path, root: &Path) -> bool {
    let manifest = path.file_name().is_some_and(|name| name == "Cargo.toml");
    if manifest {
        return path.starts_with(exercises) || path.parent() == Some(root);
    }
    // Libraries have their sources in `src`; exercises lie beside their manifest.
    path.strip_prefix(exercises).is_ok_and(|inside| {
        inside
            .components()
            .any(|part| part.as_os_str() == "src" || part.as_os_str() == "data")
    })
}
