//! Whether the file system tells of saves at all: the current file is looked at now and then, and a change that came
//! without an event says that it does not. Some network and shared folders are like that.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, RecvTimeoutError},
    },
    time::{Duration, SystemTime},
};

/// Between two looks: one `stat`.
const LOOK: Duration = Duration::from_secs(2);
/// How long an event may be on its way on a busy machine.
const GRACE: Duration = Duration::from_secs(1);

/// The file that matters, and the events that were heard of it. Clones share them.
#[derive(Debug, Clone, Default)]
pub(super) struct Watched(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    file: PathBuf,
    /// As it was when it became the one.
    first: Signature,
    events: u64,
}

impl Watched {
    pub(super) fn turn_to(&self, file: PathBuf) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.file != file {
            *state = State {
                first: signature(&file),
                file,
                events: 0,
            };
        }
    }

    pub(super) fn heard<'a>(&self, mut touched: impl Iterator<Item = &'a PathBuf>) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if touched.any(|path| *path == state.file) {
            state.events += 1;
        }
    }

    fn now(&self) -> Seen {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Seen {
            file: state.file.clone(),
            signature: state.first,
            events: state.events,
        }
    }
}

/// What tells one content of a file from another without reading it. Nothing where no file is.
type Signature = Option<(u64, Option<SystemTime>)>;

fn signature(file: &Path) -> Signature {
    let meta = fs::metadata(file).ok()?;
    Some((meta.len(), meta.modified().ok()))
}

/// What is known of the file at one look.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Seen {
    file: PathBuf,
    signature: Signature,
    events: u64,
}

#[derive(Debug, Default)]
struct Lookout {
    last: Seen,
}

#[derive(Debug, PartialEq, Eq)]
enum Look {
    Quiet,
    /// It has changed, and nobody has said so yet.
    Unannounced,
}

impl Lookout {
    /// Compares with the last look, or with how the file was `first`. An unannounced change is still one at the next look.
    fn look(&mut self, first: Seen, signature: Signature) -> Look {
        if self.last.file != first.file {
            self.last = Seen {
                events: 0,
                ..first.clone()
            };
        }
        if self.last.signature != signature && self.last.events == first.events {
            return Look::Unannounced;
        }
        self.last = Seen { signature, ..first };
        Look::Quiet
    }
}

/// Looks until a change comes without an event, and gives the file. Nothing once `end` is closed.
pub(super) fn until_missed(watched: &Watched, end: &Receiver<()>) -> Option<PathBuf> {
    let mut lookout = Lookout::default();
    let mut look = || {
        let seen = watched.now();
        let (file, signature) = (seen.file.clone(), signature(&seen.file));
        (lookout.look(seen, signature), file)
    };
    loop {
        wait(end, LOOK)?;
        if look().0 == Look::Unannounced {
            wait(end, GRACE)?;
            if let (Look::Unannounced, file) = look() {
                return Some(file);
            }
        }
    }
}

fn wait(end: &Receiver<()>, time: Duration) -> Option<()> {
    match end.recv_timeout(time) {
        Err(RecvTimeoutError::Timeout) => Some(()),
        Ok(()) | Err(RecvTimeoutError::Disconnected) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_without_an_event_is_noticed_and_no_other() {
        let at = |seconds| {
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
            Some((1, Some(time)))
        };
        let mut lookout = Lookout::default();
        for (file, signature, events, wanted) in [
            ("a", at(1), 0, Look::Quiet),
            ("a", at(1), 0, Look::Quiet),
            // A save as it should be, and one whose event is late.
            ("a", at(2), 1, Look::Quiet),
            ("a", at(3), 1, Look::Unannounced),
            ("a", at(3), 2, Look::Quiet),
            ("a", at(3), 2, Look::Quiet),
            // Another exercise, which has changed since it became the one.
            ("b", at(9), 0, Look::Unannounced),
            ("b", at(1), 0, Look::Quiet),
            ("b", None, 0, Look::Unannounced),
            ("b", None, 0, Look::Unannounced),
            ("b", at(1), 0, Look::Quiet),
            ("c", at(9), 1, Look::Quiet),
        ] {
            let first = Seen {
                file: file.into(),
                signature: at(1),
                events,
            };
            assert_eq!(
                lookout.look(first, signature),
                wanted,
                "{file} {signature:?} {events}"
            );
        }
    }

    #[test]
    fn events_of_other_files_do_not_count() {
        let watched = Watched::default();
        watched.turn_to("a".into());
        watched.heard([PathBuf::from("b")].iter());
        let now = || (watched.now().file, watched.now().events);
        assert_eq!(now(), ("a".into(), 0));
        watched.heard(["b", "a"].map(PathBuf::from).iter());
        watched.turn_to("a".into());
        assert_eq!(now(), ("a".into(), 1));
        watched.turn_to("b".into());
        assert_eq!(now(), ("b".into(), 0));
    }
}
