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

use crate::error::{Context, Result};

/// An editor's save is several events (truncate and write, or write, rename and remove): they are taken together,
/// until one says that the save is complete. Not every system has such events.
const COALESCE: Duration = Duration::from_millis(12);
const POLL: Duration = Duration::from_secs(1);

/// Keeps the watch alive; dropping it ends it.
pub(crate) struct Files {
    _watcher: Box<dyn Watcher + Send>,
    /// Said once if native events are not to be had.
    pub(super) notice: Option<String>,
}

/// Paths that were touched within a moment.
pub(crate) struct Touched {
    pub(crate) paths: BTreeSet<PathBuf>,
    /// When the first event came.
    pub(crate) at: Instant,
}

/// Watches `dirs` with all below them and `beside` without, and hands each batch of touched paths to `touched`.
pub(crate) fn watch(
    dirs: &[PathBuf],
    beside: &[PathBuf],
    touched: impl Fn(Touched) + Send + 'static,
) -> Result<Files> {
    let (sender, events) = mpsc::channel();
    thread::spawn(move || coalesce(&events, &touched));

    // A link may lead to the whole disk. What lies behind one is not the course's.
    let config = notify::Config::default().with_follow_symlinks(false);
    let native = notify::RecommendedWatcher::new(forward(sender.clone()), config)
        .and_then(|mut watcher| observe(&mut watcher, dirs, beside).map(|()| watcher));
    let failure = match native {
        Ok(watcher) => {
            return Ok(Files {
                _watcher: Box::new(watcher),
                notice: None,
            });
        }
        Err(error) => error,
    };
    // No inotify instances left, or a system without it: looking once a second works everywhere.
    let config = config.with_poll_interval(POLL).with_compare_contents(true);
    let polling = PollWatcher::new(forward(sender), config)
        .and_then(|mut watcher| observe(&mut watcher, dirs, beside).map(|()| watcher))
        .context(|| "cannot watch the exercises for saves".to_owned())
        .map_err(|error| {
            error.help("`runner run` checks once, without watching; `runner doctor` says more")
        })?;
    Ok(Files {
        _watcher: Box::new(polling),
        notice: Some(format!(
            "looking for saves once a second, since the system's own events are not available ({failure})"
        )),
    })
}

fn observe(watcher: &mut dyn Watcher, dirs: &[PathBuf], beside: &[PathBuf]) -> notify::Result<()> {
    for dir in dirs {
        watcher.watch(dir, RecursiveMode::Recursive)?;
    }
    for dir in beside {
        watcher.watch(dir, RecursiveMode::NonRecursive)?;
    }
    Ok(())
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
    const PATIENCE: u32 = 8;
    for _ in 0..PATIENCE {
        match std::fs::read(file) {
            Ok(bytes) if !bytes.is_empty() => return Ok(bytes),
            Ok(_) | Err(_) => thread::sleep(COALESCE),
        }
    }
    std::fs::read(file)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// Every way in which editors save.
    #[test]
    fn all_kinds_of_saves_are_seen() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().canonicalize().unwrap();
        let file = root.join("a.rs");
        let other = root.join("new.rs~");
        fs::write(&file, "0").unwrap();
        let (sender, seen) = mpsc::channel();
        let _files = watch(std::slice::from_ref(&root), &[], move |touched| {
            sender.send(touched.paths).unwrap();
        })
        .unwrap();

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
