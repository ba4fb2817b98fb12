//! Saves: tells the session which files were touched, at most a moment after the first event.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread,
    time::{Duration, Instant},
};

use notify::{
    Event, EventKind, PollWatcher, RecursiveMode, Watcher,
    event::{AccessKind, AccessMode, ModifyKind, RenameMode},
};

use super::lookout::{self, Watched};
use crate::error::{Context, Result};

/// An editor's save is several events (truncate and write, or write, rename and remove): they are taken together,
/// until one says that the save is complete. Not every system has such events.
const COALESCE: Duration = Duration::from_millis(12);
const POLL: Duration = Duration::from_secs(1);

/// Keeps the watch alive; dropping it ends it.
pub(crate) struct Files {
    _watcher: Box<dyn Watcher + Send>,
    watched: Watched,
    _lookout: Option<Sender<()>>,
    /// Said once if native events are not to be had.
    pub(super) notice: Option<String>,
}

impl Files {
    /// The file whose saves must not be missed.
    pub(super) fn turn_to(&self, file: PathBuf) {
        self.watched.turn_to(file);
    }
}

/// Paths that were touched within a moment.
pub(crate) struct Touched {
    pub(crate) paths: BTreeSet<PathBuf>,
    /// When the first event came.
    pub(crate) at: Instant,
}

/// News of the watch.
pub(crate) enum News {
    Touched(Touched),
    /// From now on saves are found in another way.
    Notice(String),
}

/// What is watched.
#[derive(Clone)]
struct Places {
    dirs: Vec<PathBuf>,
    beside: Vec<PathBuf>,
}

/// Watches `dirs` with all below them and `beside` without, and hands each batch of touched paths to `touched`.
pub(crate) fn watch(
    dirs: &[PathBuf],
    beside: &[PathBuf],
    touched: impl Fn(Touched) + Clone + Send + 'static,
) -> Result<Files> {
    watch_closely(dirs, beside, move |news| {
        if let News::Touched(paths) = news {
            touched(paths);
        }
    })
}

/// The same for somebody who says to which file to turn, and shows what becomes of the watch.
pub(super) fn watch_closely(
    dirs: &[PathBuf],
    beside: &[PathBuf],
    tell: impl Fn(News) + Clone + Send + 'static,
) -> Result<Files> {
    let places = Places {
        dirs: dirs.to_vec(),
        beside: beside.to_vec(),
    };
    let native = |sender| {
        let mut watcher = notify::RecommendedWatcher::new(forward(sender), config())?;
        places.observe(&mut watcher)?;
        Ok(watcher)
    };
    watch_by(native, &places, tell)
}

/// Where `native` does not work, or does and says nothing, looking once a second works everywhere.
fn watch_by<W: Watcher + Send + 'static>(
    native: impl FnOnce(Sender<Event>) -> notify::Result<W>,
    places: &Places,
    tell: impl Fn(News) + Clone + Send + 'static,
) -> Result<Files> {
    let (sender, events) = mpsc::channel();
    let watched = Watched::default();
    thread::spawn({
        let (watched, tell) = (watched.clone(), tell.clone());
        move || {
            coalesce(&events, &|touched| {
                watched.heard(touched.paths.iter());
                tell(News::Touched(touched));
            });
        }
    });
    match native(sender.clone()) {
        Ok(watcher) => Ok(Files {
            _watcher: Box::new(watcher),
            _lookout: Some(look_out(watched.clone(), places.clone(), sender, tell)),
            watched,
            notice: None,
        }),
        // No inotify instances left, or a system without it.
        Err(failure) => Ok(Files {
            _watcher: Box::new(polling(places, sender)?),
            _lookout: None,
            watched,
            notice: Some(format!(
                "looking for saves once a second, since the system's own events are not available ({failure})"
            )),
        }),
    }
}

/// Beside the native events: a change that comes without one is found, and from then on all are.
fn look_out(
    watched: Watched,
    places: Places,
    sender: Sender<Event>,
    tell: impl Fn(News) + Send + 'static,
) -> Sender<()> {
    let (alive, end) = mpsc::channel();
    thread::spawn(move || {
        let Some(file) = lookout::until_missed(&watched, &end) else {
            return;
        };
        // Looking begins with what is there, so that the change itself is told here.
        let watcher = polling(&places, sender);
        tell(News::Touched(Touched {
            paths: BTreeSet::from([file]),
            at: Instant::now(),
        }));
        tell(News::Notice(match &watcher {
            Ok(_) => "looking for saves once a second, since the file system does not tell of them"
                .to_owned(),
            Err(error) => error.to_string(),
        }));
        // Until the watch ends.
        let _ = end.recv();
        drop(watcher);
    });
    alive
}

fn polling(places: &Places, sender: Sender<Event>) -> Result<PollWatcher> {
    let config = config()
        .with_poll_interval(POLL)
        .with_compare_contents(true);
    PollWatcher::new(forward(sender), config)
        .and_then(|mut watcher| places.observe(&mut watcher).map(|()| watcher))
        .context(|| "cannot watch the exercises for saves".to_owned())
        .map_err(|error| {
            error.help("`runner run` checks once, without watching; `runner doctor` says more")
        })
}

/// A link may lead to the whole disk. What lies behind one is not the course's.
fn config() -> notify::Config {
    notify::Config::default().with_follow_symlinks(false)
}

impl Places {
    fn observe(&self, watcher: &mut dyn Watcher) -> notify::Result<()> {
        for dir in &self.dirs {
            watcher.watch(dir, RecursiveMode::Recursive)?;
        }
        for dir in &self.beside {
            watcher.watch(dir, RecursiveMode::NonRecursive)?;
        }
        Ok(())
    }
}

fn forward(sender: Sender<Event>) -> impl Fn(notify::Result<Event>) + Send + 'static {
    move |event| {
        if let Ok(event) = event
            && !matches!(
                event.kind,
                EventKind::Access(AccessKind::Open(_) | AccessKind::Read)
            )
        {
            // The session has ended: nobody is interested any more.
            let _ = sender.send(event);
        }
    }
}

fn coalesce(events: &mpsc::Receiver<Event>, touched: &impl Fn(Touched)) {
    while let Ok(first) = events.recv() {
        let at = Instant::now();
        let end = at + COALESCE;
        let mut complete = ends_a_save(first.kind);
        let mut paths: BTreeSet<PathBuf> = first.paths.into_iter().collect();
        loop {
            let patience = if complete {
                Duration::ZERO
            } else {
                end.saturating_duration_since(Instant::now())
            };
            match events.recv_timeout(patience) {
                Ok(event) => {
                    complete |= ends_a_save(event.kind);
                    paths.extend(event.paths);
                }
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => {
                    touched(Touched { paths, at });
                    return;
                }
            }
        }
        touched(Touched { paths, at });
    }
}

/// The file was closed after writing, or put in its place under its final name: nothing more is to come. Should an
/// editor do more all the same, the check of the text in between is cancelled.
fn ends_a_save(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Access(AccessKind::Close(AccessMode::Write))
            | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both))
    )
}

/// The content of a file that may be in the middle of a save: an empty or absent one is looked at again for a moment.
pub(super) fn settled(file: &Path) -> std::io::Result<Vec<u8>> {
    settled_by(|| std::fs::read(file))
}

fn settled_by(mut look: impl FnMut() -> std::io::Result<Vec<u8>>) -> std::io::Result<Vec<u8>> {
    const PATIENCE: u32 = 8;
    for _ in 0..PATIENCE {
        match look() {
            Ok(bytes) if !bytes.is_empty() => return Ok(bytes),
            Ok(_) | Err(_) => thread::sleep(COALESCE),
        }
    }
    look()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn into(sender: Sender<BTreeSet<PathBuf>>) -> impl Fn(News) + Clone + Send + 'static {
        move |news| {
            if let News::Touched(touched) = news {
                sender.send(touched.paths).unwrap();
            }
        }
    }

    /// The system has no watches left, or never had any.
    #[test]
    fn where_events_are_not_to_be_had_saves_are_seen_all_the_same() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().canonicalize().unwrap();
        let file = root.join("a.rs");
        fs::write(&file, "0").unwrap();
        let (sender, seen) = mpsc::channel();
        let places = Places {
            dirs: vec![root],
            beside: Vec::new(),
        };
        let refused =
            |_| Err::<notify::NullWatcher, _>(notify::Error::new(notify::ErrorKind::MaxFilesWatch));
        let files = watch_by(refused, &places, into(sender)).unwrap();
        let notice = files.notice.as_deref().unwrap();
        assert!(
            notice.starts_with("looking for saves once a second"),
            "{notice}"
        );
        fs::write(&file, "saved").unwrap();
        let paths = seen.recv_timeout(Duration::from_secs(60)).unwrap();
        assert!(paths.contains(&file), "{paths:?}");
    }

    /// There is a watch, and it never says a word.
    #[test]
    fn where_events_do_not_come_saves_are_seen_all_the_same() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().canonicalize().unwrap();
        let (file, other) = (root.join("a.rs"), root.join("b.rs"));
        fs::write(&file, "0").unwrap();
        let (sender, news) = mpsc::channel();
        let places = Places {
            dirs: vec![root],
            beside: Vec::new(),
        };
        let silent = |_| Ok(notify::NullWatcher);
        let files = watch_by(silent, &places, move |one| sender.send(one).unwrap()).unwrap();
        assert_eq!(files.notice, None);
        files.turn_to(file.clone());
        // The first look may come before or after this save.
        for save in 0.. {
            fs::write(&file, format!("saved {save}")).unwrap();
            match news.recv_timeout(Duration::from_secs(5)) {
                Err(_) if save < 12 => {}
                Err(_) => panic!("the save was not seen"),
                Ok(News::Notice(text)) => panic!("{text}"),
                Ok(News::Touched(touched)) => {
                    assert!(touched.paths.contains(&file), "{:?}", touched.paths);
                    break;
                }
            }
        }
        let Ok(News::Notice(text)) = news.recv_timeout(Duration::from_secs(60)) else {
            panic!("it says what it does");
        };
        assert!(
            text.starts_with("looking for saves once a second"),
            "{text}"
        );
        // All of them from now on, also of files that nobody turned to.
        fs::write(&other, "new").unwrap();
        loop {
            if let News::Touched(touched) = news.recv_timeout(Duration::from_secs(60)).unwrap()
                && touched.paths.contains(&other)
            {
                break;
            }
        }
    }

    #[test]
    fn a_file_in_the_middle_of_a_save_is_looked_at_again() {
        let gone = || Err(std::io::ErrorKind::NotFound.into());
        let mut looks = vec![gone(), Ok(Vec::new()), Ok(b"saved".to_vec())].into_iter();
        let text = settled_by(|| looks.next().unwrap()).unwrap();
        assert_eq!(text, b"saved");
        // One that stays so is taken as it is.
        assert_eq!(settled_by(|| Ok(Vec::new())).unwrap(), b"");
        assert!(settled_by(gone).is_err());
    }

    /// Every way in which editors save.
    #[test]
    fn all_kinds_of_saves_are_seen() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().canonicalize().unwrap();
        let file = root.join("a.rs");
        let other = root.join("new.rs~");
        fs::write(&file, "0").unwrap();
        let (sender, seen) = mpsc::channel();
        let _files = watch_closely(std::slice::from_ref(&root), &[], into(sender)).unwrap();

        let saves: [&dyn Fn(); 4] = [
            &|| fs::write(&file, "truncate and write").unwrap(),
            &|| {
                fs::write(&other, "write and rename").unwrap();
                fs::rename(&other, &file).unwrap();
            },
            &|| {
                fs::rename(&file, &other).unwrap();
                fs::write(&file, "rename away and write anew").unwrap();
                fs::remove_file(&other).unwrap();
            },
            &|| {
                fs::remove_file(&file).unwrap();
                fs::write(&file, "delete and create").unwrap();
            },
        ];
        for save in saves {
            save();
            let mut paths = BTreeSet::new();
            while !paths.contains(&file) {
                paths.extend(
                    seen.recv_timeout(Duration::from_secs(20))
                        .expect("the save was not seen"),
                );
            }
            // Late events of the same save do not belong to the next one.
            while seen.recv_timeout(Duration::from_millis(100)).is_ok() {}
        }
    }
}
