//! What a child says: both streams and its end as events, and of each stream the beginning and the end.

use std::{
    io::{self, Read},
    process::{Child, ExitStatus},
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
};

/// Bytes kept from the beginning and from the end of each stream; what lies between is counted and dropped.
pub(super) const KEPT_HEAD: usize = 1 << 20;
pub(super) const KEPT_TAIL: usize = 1 << 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stream {
    Out,
    Err,
}

pub(super) enum Event {
    Bytes(Stream, Vec<u8>),
    Closed,
    Gone(io::Result<ExitStatus>),
}

pub(super) type Shared = Arc<Mutex<Captured>>;

pub(super) fn read_in_background(
    mut from: impl Read + Send + 'static,
    stream: Stream,
    events: mpsc::Sender<Event>,
) -> Shared {
    let captured = Shared::default();
    let kept = Arc::clone(&captured);
    thread::spawn(move || {
        let mut buffer = vec![0; 64 << 10];
        loop {
            match from.read(&mut buffer) {
                Ok(0) => break,
                Ok(n) => {
                    kept.lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push(&buffer[..n]);
                    if events
                        .send(Event::Bytes(stream, buffer[..n].to_vec()))
                        .is_err()
                    {
                        return;
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => break,
            }
        }
        // Nobody listens any more if the run has given up on this stream.
        let _ = events.send(Event::Closed);
    });
    captured
}

pub(super) fn wait_in_background(
    mut child: Child,
    events: mpsc::Sender<Event>,
) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        let _ = events.send(Event::Gone(child.wait()));
    })
}

pub(super) fn text_of(captured: Option<Shared>) -> String {
    captured.map_or_else(String::new, |captured| {
        captured
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .text()
    })
}

/// The beginning and the end of a stream of any length.
#[derive(Default)]
pub(super) struct Captured {
    head: Vec<u8>,
    tail: Vec<u8>,
    dropped: u64,
}

impl Captured {
    fn push(&mut self, bytes: &[u8]) {
        let room = KEPT_HEAD - self.head.len();
        let (first, rest) = bytes.split_at(bytes.len().min(room));
        self.head.extend_from_slice(first);
        self.tail.extend_from_slice(rest);
        // Trimmed in big steps, so that a flood costs one move a megabyte.
        if self.tail.len() > 2 * KEPT_TAIL {
            let cut = self.tail.len() - KEPT_TAIL;
            self.tail.drain(..cut);
            self.dropped += cut as u64;
        }
    }

    fn text(&self) -> String {
        let head = String::from_utf8_lossy(&self.head);
        if self.tail.is_empty() {
            return head.into_owned();
        }
        let cut = self.tail.len().saturating_sub(KEPT_TAIL);
        let dropped = self.dropped + cut as u64;
        let tail = String::from_utf8_lossy(&self.tail[cut..]);
        if dropped == 0 {
            format!("{head}{tail}")
        } else {
            format!("{head}\n[... {dropped} bytes left out ...]\n{tail}")
        }
    }
}
