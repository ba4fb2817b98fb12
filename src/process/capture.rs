//! What a child says: both streams and its end as events, and of each stream the beginning and the end.

use std::{
    collections::VecDeque,
    io::{self, Read},
    process::{Child, ExitStatus},
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
};

/// Bytes kept from the beginning and from the end of each stream; what lies between is counted and dropped.
pub(super) const KEPT_HEAD: usize = 1 << 20;
pub(super) const KEPT_TAIL: usize = 1 << 20;
/// Longer ones are no lines that anybody reads.
const LONGEST_LINE: usize = 64 << 10;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stream {
    Out,
    Err,
}

pub(super) enum Event {
    /// So many bytes of standard output; nobody looks at them before the end.
    Out(usize),
    Err(Vec<u8>),
    Closed,
    Gone(io::Result<ExitStatus>),
}

pub(super) type Shared = Arc<Mutex<Captured>>;

pub(super) fn read_in_background(
    mut from: impl Read + Send + 'static,
    stream: Stream,
    events: mpsc::SyncSender<Event>,
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
                    let event = match stream {
                        Stream::Out => Event::Out(n),
                        Stream::Err => Event::Err(buffer[..n].to_vec()),
                    };
                    if events.send(event).is_err() {
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
    events: mpsc::SyncSender<Event>,
) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        let _ = events.send(Event::Gone(child.wait()));
    })
}

/// What was captured goes out with it: whoever still holds the stream open holds nothing of the text.
pub(super) fn text_of(captured: Option<Shared>) -> String {
    captured.map_or_else(String::new, |captured| {
        let mut captured = captured.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *captured).into_text()
    })
}

/// Whether a line is not the program's, but says how much of its words is not there.
pub(crate) fn tells_of_left_out(line: &str) -> bool {
    line.starts_with("[... ") && line.ends_with(" bytes left out ...]")
}

/// The beginning and the end of a stream of any length. No more is ever held than is kept.
#[derive(Default)]
pub(super) struct Captured {
    head: Vec<u8>,
    tail: VecDeque<u8>,
    dropped: u64,
}

impl Captured {
    fn push(&mut self, bytes: &[u8]) {
        let room = KEPT_HEAD - self.head.len();
        let (first, rest) = bytes.split_at(bytes.len().min(room));
        self.head.extend_from_slice(first);
        let (passed_by, rest) = rest.split_at(rest.len().saturating_sub(KEPT_TAIL));
        let too_many = (self.tail.len() + rest.len()).saturating_sub(KEPT_TAIL);
        self.tail.drain(..too_many);
        self.tail.extend(rest);
        self.dropped += (passed_by.len() + too_many) as u64;
    }

    fn into_text(mut self) -> String {
        if self.dropped == 0 {
            // Together, or a letter between the two would be torn.
            self.head.extend(self.tail);
            return String::from_utf8(self.head)
                .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        }
        let (head, tail) = (&self.head[..], &*self.tail.make_contiguous());
        // Half a line is no line: what reads this as lines must not take it for one. A flood without lines stays as it is.
        let near = head.len().saturating_sub(LONGEST_LINE);
        let end = head[near..].iter().rposition(|&byte| byte == b'\n');
        let start = tail
            .iter()
            .take(LONGEST_LINE)
            .position(|&byte| byte == b'\n');
        let all = head.len() + tail.len();
        let head = &head[..end.map_or(head.len(), |at| near + at)];
        let tail = &tail[start.map_or(0, |at| at + 1)..];
        let dropped = self.dropped + (all - head.len() - tail.len()) as u64;
        format!(
            "{}\n[... {dropped} bytes left out ...]\n{}",
            String::from_utf8_lossy(head),
            String::from_utf8_lossy(tail)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_letter_and_no_line_is_torn() {
        let mut captured = Captured::default();
        let text = "x".repeat(KEPT_HEAD - 1) + "\u{e9}" + "end";
        captured.push(text.as_bytes());
        assert_eq!(captured.into_text(), text);

        let mut captured = Captured::default();
        let line = "0123456789abcde\u{e9}\n";
        for _ in 0..KEPT_HEAD {
            captured.push(line.as_bytes());
        }
        let text = captured.into_text();
        let (kept, said): (Vec<&str>, Vec<&str>) =
            text.lines().partition(|&other| other == line.trim_end());
        let [said] = said[..] else {
            panic!("{said:?}");
        };
        let dropped = (KEPT_HEAD - kept.len()) * line.len();
        // The line end before the remark stands for that of the line before.
        assert_eq!(said, format!("[... {} bytes left out ...]", dropped + 1));
    }

    #[test]
    fn the_line_that_a_flood_begins_in_is_kept() {
        let mut captured = Captured::default();
        captured.push(b"running 1 test\ntest a ... ");
        captured.push("x".repeat(4 * KEPT_HEAD).as_bytes());
        assert!(
            captured
                .into_text()
                .starts_with("running 1 test\ntest a ... xxx")
        );
    }
}
