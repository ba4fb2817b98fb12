//! `runner watch`: files, keys and finished checks become messages, the model turns them into effects, the loop carries them out.

mod files;
mod keys;
pub(crate) mod model;
mod terminal;
mod workers;

use std::{
    collections::BTreeSet,
    fs::File,
    io::{IsTerminal, Read, Seek, Write},
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, Sender},
    thread,
    time::{Duration, Instant},
};

use self::{
    files::Files,
    keys::Keys,
    model::{Advance, Effect, Model, Msg, Overlay, Quit},
    terminal::Terminal,
    workers::Workers,
};
use crate::{
    Outcome,
    catalog::INFO,
    cli::Watch,
    commands, course,
    error::{Context, Error, Result},
    render::{screen, theme::Theme, verdict},
    session::{Session, print, warn},
    toolchain::fingerprint::hash_of,
};

/// Time in front of an exercise counts up to here from one save to the next; the rest is a break.
const LONGEST_PAUSE: Duration = Duration::from_secs(600);

/// What arrives at the loop.
pub(crate) enum Input {
    Msg(Msg),
    /// Paths that the file system reported; the loop finds out what they mean.
    Touched(BTreeSet<PathBuf>),
}

pub(crate) fn watch(session: Session, args: &Watch) -> Result<Outcome> {
    let _only_one = lock(&session)?;
    let (sender, inbox) = mpsc::channel();
    let files = watch_files(&session, &sender)?;
    let on_terminal = !session.theme.plain && std::io::stdin().is_terminal();
    let terminal = on_terminal
        .then(Terminal::take)
        .transpose()
        .context(|| "cannot take over the terminal".to_owned())
        .map_err(|error| error.help("`runner watch --plain` prints lines instead"))?;
    listen_to_signals(&sender, terminal.as_ref())?;
    let keys = terminal
        .is_some()
        .then(|| Keys::listen(sender.clone()))
        .transpose()
        .context(|| "cannot read keys".to_owned())?;

    let advance = if args.stay {
        Advance::WaitForKey
    } else {
        Advance::Automatic
    };
    let model = Model::new(&session.catalog, session.progress.clone(), advance);
    let mut watching = Watching {
        workers: Workers::new(sender),
        session,
        model,
        terminal,
        keys,
        since: Instant::now(),
    };
    watching.model.notice = files.notice.clone();
    let quit = watching.run(&inbox);
    watching.farewell(quit?)
}

/// One watch session a course: two would fight over the learner's place.
fn lock(session: &Session) -> Result<File> {
    let dir = session.catalog.state_dir();
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
        .open(dir.join("watch.lock"))
        .context(unwritable)
        .map_err(|error| error.help(help))?;
    match file.try_lock() {
        Err(std::fs::TryLockError::WouldBlock) => {
            let mut pid = String::new();
            // Only for the message.
            let _ = file.read_to_string(&mut pid);
            return Err(Error::new("another runner is watching this course")
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
    files::watch(
        &[catalog.exercises_dir()],
        &[catalog.root().to_path_buf(), catalog.state_dir()],
        move |paths| {
            let _ = to_loop.send(Input::Touched(paths));
        },
    )
}

#[cfg(unix)]
fn listen_to_signals(sender: &Sender<Input>, terminal: Option<&Terminal>) -> Result<()> {
    use signal_hook::{
        consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH},
        iterator::Signals,
        low_level::emulate_default_handler,
    };
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP, SIGCONT])
        .context(|| "cannot listen for signals".to_owned())?;
    let sender = sender.clone();
    let terminal = terminal.cloned();
    thread::spawn(move || {
        for signal in &mut signals {
            let msg = match signal {
                SIGTSTP => {
                    if let Some(terminal) = &terminal {
                        terminal.leave();
                    }
                    // Stops this process here; it goes on with SIGCONT.
                    let _ = emulate_default_handler(SIGTSTP);
                    continue;
                }
                SIGCONT => {
                    if let Some(terminal) = &terminal {
                        let _ = terminal.enter();
                    }
                    Msg::Resized
                }
                SIGWINCH => Msg::Resized,
                _ => Msg::Terminated(Quit::Interrupted),
            };
            if sender.send(Input::Msg(msg)).is_err() {
                return;
            }
        }
    });
    Ok(())
}

#[cfg(not(unix))]
fn listen_to_signals(_sender: &Sender<Input>, _terminal: Option<&Terminal>) -> Result<()> {
    Ok(())
}

struct Watching {
    session: Session,
    model: Model,
    workers: Workers,
    /// Absent without a terminal: then every verdict is printed as lines.
    terminal: Option<Terminal>,
    keys: Option<Keys>,
    since: Instant,
}

impl Watching {
    fn run(&mut self, inbox: &Receiver<Input>) -> Result<Quit> {
        if self.terminal.is_none() {
            self.announce()?;
        }
        let mut effects = self.model.start();
        loop {
            for effect in effects.drain(..) {
                if let Some(quit) = self.carry_out(effect) {
                    return Ok(quit);
                }
            }
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
            Input::Touched(paths) => {
                let mut effects = Vec::new();
                for msg in self.meaning(&paths) {
                    effects.extend(self.update(msg)?);
                }
                Ok(effects)
            }
        }
    }

    fn update(&mut self, msg: Msg) -> Result<Vec<Effect>> {
        if self.terminal.is_none() {
            self.print_news(&msg)?;
        }
        Ok(self.model.update(&self.session.catalog, msg))
    }

    /// What touched paths say about the session.
    fn meaning(&self, paths: &BTreeSet<PathBuf>) -> Vec<Msg> {
        let catalog = &self.session.catalog;
        let mut msgs = Vec::new();
        let current = catalog.exercise_file(&catalog.exercises()[self.model.current]);
        if paths.contains(&current) {
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
                // An unsaved touch of another exercise, such as our own reset, is no reason to go there.
                msgs.push(Msg::OtherSaved { index });
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
            Effect::SaveHint { index, shown } => {
                let exercise = exercises[index].clone();
                self.save(move |progress| progress.add_hint(&exercise, shown));
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
            Effect::Reset { index } => self.reset(index),
            Effect::CheckAll => self.workers.check_all(&self.session),
            Effect::Quit(quit) => return Some(quit),
        }
        None
    }

    /// A place that cannot be written to must not end the session: the notice says so.
    fn save(&mut self, change: impl FnOnce(&mut crate::progress::Progress)) {
        match self.session.store.change(change) {
            Ok((progress, aside)) => {
                self.model.progress = progress;
                if let Some(aside) = aside {
                    self.model.notice = Some(format!(
                        "the unreadable progress file was kept as {}",
                        aside.display()
                    ));
                }
            }
            Err(error) => self.model.notice = Some(error.to_string().replace('\n', "; ")),
        }
    }

    fn time_spent(&mut self) -> u64 {
        let spent = self.since.elapsed().min(LONGEST_PAUSE);
        self.since = Instant::now();
        spent.as_secs()
    }

    fn reset(&mut self, index: usize) {
        let exercise = &self.session.catalog.exercises()[index];
        let notice = match course::reset::one(&self.session.catalog, exercise) {
            // The watcher sees the written file and checks it.
            Ok(done) => done,
            Err(error) => error.to_string().replace('\n', "; "),
        };
        self.model.notice = Some(notice);
    }

    fn show_solution(&mut self, index: usize) {
        let text = commands::solution::text(
            &self.session.catalog,
            &self.session.catalog.exercises()[index],
            &self.theme(),
        );
        let text = text.unwrap_or_else(|error| error.to_string());
        self.model.update(
            &self.session.catalog,
            Msg::Text {
                overlay: Overlay::Solution(text),
            },
        );
    }

    fn open_editor(&mut self, index: usize) {
        let file = self
            .session
            .catalog
            .exercise_file(&self.session.catalog.exercises()[index]);
        let opened = match (&self.terminal, &self.keys) {
            (Some(terminal), Some(keys)) => keys.paused(|| {
                terminal.leave();
                let opened = crate::process::edit(&file);
                let _ = terminal.enter();
                opened
            }),
            _ => crate::process::edit(&file),
        };
        self.model.notice = Some(match opened {
            Ok(editor) => format!("opened with {editor}"),
            Err(error) => error.to_string().replace('\n', "; "),
        });
    }

    /// The terminal's size may have changed since.
    fn theme(&self) -> Theme {
        let mut theme = self.session.theme;
        if self.terminal.is_some()
            && let Some((_, columns)) = console::Term::stdout().size_checked()
        {
            theme.width = usize::from(columns).max(20);
        }
        theme
    }

    fn draw(&mut self) -> Result<()> {
        let theme = self.theme();
        let Some(terminal) = &self.terminal else {
            return Ok(());
        };
        let rows = console::Term::stdout()
            .size_checked()
            .map_or(24, |(rows, _)| usize::from(rows));
        let catalog = &self.session.catalog;
        self.model.scroll =
            self.model
                .scroll
                .min(screen::last_scroll(&self.model, catalog, &theme, rows));
        terminal.draw(&screen::screen(&self.model, catalog, &theme, rows))?;
        Ok(())
    }

    // ---- without a terminal ------------------------------------------------------------------

    fn announce(&self) -> Result<()> {
        let exercise = &self.session.catalog.exercises()[self.model.current];
        print(&format!("watching {}: {}\n", exercise.path, exercise.title))
    }

    /// A line for each verdict, then its details; what the model will make of the message is not known yet.
    fn print_news(&self, msg: &Msg) -> Result<()> {
        let catalog = &self.session.catalog;
        let theme = &self.session.theme;
        match msg {
            Msg::Checked { run, result } if self.model.is_newest(*run) => {
                let exercise = &catalog.exercises()[self.model.current];
                match result {
                    Ok(checked) => {
                        let mut text = format!(
                            "{}\n",
                            verdict::line(exercise, &checked.verdict, checked.took, theme)
                        );
                        let details = verdict::details(exercise, &checked.verdict, theme);
                        if !details.is_empty() {
                            text.push_str(&format!("{details}\n"));
                        }
                        if checked.verdict.is_passed() && !exercise.learned.is_empty() {
                            text.push_str(&format!("{}\n", verdict::learned(exercise, theme)));
                        }
                        text.push('\n');
                        print(&text)
                    }
                    Err(error) => print(&format!("{error}\n\n")),
                }
            }
            Msg::Demo { index, output } if !output.trim().is_empty() => {
                let title = format!("{}: ", catalog.exercises()[*index].id);
                print(&format!("{title}{}\n\n", verdict::demo(output, theme)))
            }
            Msg::Notice(text) => print(&format!("{text}\n")),
            _ => Ok(()),
        }
    }

    fn farewell(mut self, quit: Quit) -> Result<Outcome> {
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
        match quit {
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
