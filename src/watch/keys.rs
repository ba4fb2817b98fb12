//! Keys, read one at a time on a thread of their own, also while a check runs. Paused while an editor has the terminal.

use std::sync::mpsc::Sender;

use super::{
    Input,
    message::{Key, Msg},
};

/// Reads until the receiver is gone. Dropping or pausing it leaves what is typed to others.
#[cfg(unix)]
pub(super) struct Keys {
    wake: rustix::fd::OwnedFd,
    paused: std::sync::Arc<(std::sync::Mutex<bool>, std::sync::Condvar)>,
}

#[cfg(unix)]
impl Keys {
    pub(super) fn listen(inbox: Sender<Input>) -> std::io::Result<Self> {
        use std::sync::{Arc, Condvar, Mutex};
        let (woken, wake) = rustix::pipe::pipe()?;
        let paused = Arc::new((Mutex::new(false), Condvar::new()));
        let gate = Arc::clone(&paused);
        std::thread::spawn(move || unix::read_keys(&inbox, &woken, &gate));
        Ok(Self { wake, paused })
    }

    /// Runs `work` while nobody reads keys.
    pub(super) fn paused<T>(&self, work: impl FnOnce() -> T) -> T {
        self.set_paused(true);
        let result = work();
        self.set_paused(false);
        result
    }

    fn set_paused(&self, value: bool) {
        let (paused, changed) = &*self.paused;
        *paused
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner) = value;
        changed.notify_all();
        // Ends the wait for a key; if nobody waits, the next one begins with it.
        let _ = rustix::io::write(&self.wake, b"!");
    }
}

#[cfg(unix)]
mod unix {
    use std::sync::{Condvar, Mutex, PoisonError, mpsc::Sender};

    use rustix::{
        event::{PollFd, PollFlags, poll},
        fd::OwnedFd,
        io,
    };

    use super::{Input, Msg, decode};

    pub(super) fn read_keys(inbox: &Sender<Input>, woken: &OwnedFd, gate: &(Mutex<bool>, Condvar)) {
        let stdin = rustix::stdio::stdin();
        // What an arrow key held down fills between two reads, so that no sequence is cut.
        let mut buffer = [0; 1024];
        let mut unread = Vec::new();
        loop {
            let (paused, changed) = gate;
            let closed = paused.lock().unwrap_or_else(PoisonError::into_inner);
            drop(
                changed
                    .wait_while(closed, |paused| *paused)
                    .unwrap_or_else(PoisonError::into_inner),
            );

            let mut waiting = [
                PollFd::new(&stdin, PollFlags::IN),
                PollFd::new(woken, PollFlags::IN),
            ];
            match poll(&mut waiting, None) {
                Err(io::Errno::INTR) => continue,
                Err(_) => return,
                Ok(_) => {}
            }
            let [keys, wake] = waiting.map(|fd| fd.revents());
            if wake.contains(PollFlags::HUP) {
                return;
            }
            if wake.contains(PollFlags::IN) {
                let _ = io::read(woken, &mut buffer);
                continue;
            }
            if keys.is_empty() {
                continue;
            }
            match io::read(stdin, &mut buffer) {
                Err(io::Errno::INTR) => {}
                // The terminal is gone; SIGHUP tells the rest.
                Ok(0) | Err(_) => return,
                Ok(n) => {
                    unread.extend_from_slice(&buffer[..n]);
                    for key in decode(&mut unread) {
                        if inbox.send(Input::Msg(Msg::Key(key))).is_err() {
                            return;
                        }
                    }
                }
            }
        }
    }
}

/// Where there is no poll, console's reader does; an editor in the same terminal is not paused for.
#[cfg(not(unix))]
pub(super) struct Keys;

#[cfg(not(unix))]
impl Keys {
    pub(super) fn listen(inbox: Sender<Input>) -> std::io::Result<Self> {
        std::thread::spawn(move || {
            let terminal = console::Term::stdout();
            while let Ok(key) = terminal.read_key() {
                let key = match key {
                    console::Key::Char(char) => Key::Char(char),
                    console::Key::Escape => Key::Escape,
                    console::Key::Enter => Key::Enter,
                    console::Key::Backspace => Key::Backspace,
                    console::Key::Tab => Key::Tab,
                    console::Key::BackTab => Key::BackTab,
                    console::Key::Home => Key::Home,
                    console::Key::End => Key::End,
                    console::Key::ArrowUp => Key::Up,
                    console::Key::ArrowDown => Key::Down,
                    console::Key::PageUp => Key::PageUp,
                    console::Key::PageDown => Key::PageDown,
                    _ => continue,
                };
                if inbox.send(Input::Msg(Msg::Key(key))).is_err() {
                    return;
                }
            }
        });
        Ok(Self)
    }

    pub(super) fn paused<T>(&self, work: impl FnOnce() -> T) -> T {
        work()
    }
}

/// The keys in what was read. Unknown escape sequences are skipped whole; the first bytes of a character wait for the rest.
#[cfg(unix)]
fn decode(unread: &mut Vec<u8>) -> Vec<Key> {
    let bytes = std::mem::take(unread);
    let mut keys = Vec::new();
    let mut rest = bytes.as_slice();
    while let [first, tail @ ..] = rest {
        rest = match first {
            0x1b if matches!(tail, [b'[' | b'O', ..]) => {
                let end = tail[1..]
                    .iter()
                    .position(|byte| (0x40..=0x7e).contains(byte))
                    .map_or(tail.len(), |at| at + 2);
                keys.extend(sequence(&tail[1..end]));
                &tail[end..]
            }
            0x1b => {
                keys.push(Key::Escape);
                tail
            }
            b'\r' | b'\n' => {
                keys.push(Key::Enter);
                tail
            }
            b'\t' => {
                keys.push(Key::Tab);
                tail
            }
            0x08 | 0x7f => {
                keys.push(Key::Backspace);
                tail
            }
            0x00..=0x1f => tail,
            0x20..=0x7e => {
                keys.push(Key::Char(char::from(*first)));
                tail
            }
            _ => match beyond_ascii(rest) {
                Beyond::Char(char) => {
                    if !char.is_control() {
                        keys.push(Key::Char(char));
                    }
                    &rest[char.len_utf8()..]
                }
                Beyond::Cut => {
                    unread.extend_from_slice(rest);
                    &[]
                }
                Beyond::Invalid => tail,
            },
        };
    }
    keys
}

/// What stands behind `ESC [` or `ESC O`.
#[cfg(unix)]
fn sequence(bytes: &[u8]) -> Option<Key> {
    match bytes {
        b"A" => Some(Key::Up),
        b"B" => Some(Key::Down),
        b"5~" => Some(Key::PageUp),
        b"6~" => Some(Key::PageDown),
        b"H" | b"1~" | b"7~" => Some(Key::Home),
        b"F" | b"4~" | b"8~" => Some(Key::End),
        b"Z" => Some(Key::BackTab),
        _ => None,
    }
}

#[cfg(unix)]
enum Beyond {
    Char(char),
    /// It goes on in the next read.
    Cut,
    Invalid,
}

#[cfg(unix)]
fn beyond_ascii(bytes: &[u8]) -> Beyond {
    const LONGEST: usize = 4;
    let start = &bytes[..bytes.len().min(LONGEST)];
    let (valid, cut) = match std::str::from_utf8(start) {
        Ok(text) => (text, false),
        Err(error) => (
            std::str::from_utf8(&start[..error.valid_up_to()]).unwrap_or_default(),
            error.error_len().is_none(),
        ),
    };
    match (valid.chars().next(), cut) {
        (Some(char), _) => Beyond::Char(char),
        (None, true) => Beyond::Cut,
        (None, false) => Beyond::Invalid,
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn keys(bytes: &[u8]) -> Vec<Key> {
        decode(&mut bytes.to_vec())
    }

    #[test]
    fn letters_arrows_and_escape_are_told_apart() {
        assert_eq!(keys(b"hq"), [Key::Char('h'), Key::Char('q')]);
        assert_eq!(keys(b"\x1b"), [Key::Escape]);
        assert_eq!(
            keys(b"\x1b[A\x1bOB\x1b[5~\x1b[6~x"),
            [
                Key::Up,
                Key::Down,
                Key::PageUp,
                Key::PageDown,
                Key::Char('x')
            ]
        );
        assert_eq!(
            keys(b"\x1b[1;5Cn"),
            [Key::Char('n')],
            "unknown sequences are skipped"
        );
        assert_eq!(keys(b"\x1b["), []);
        assert_eq!(
            keys(b"\x1b[H\x1bOF\x1b[1~\x1b[4~\x1b[Z\t\r\n\x7f\x08\x01"),
            [
                Key::Home,
                Key::End,
                Key::Home,
                Key::End,
                Key::BackTab,
                Key::Tab,
                Key::Enter,
                Key::Enter,
                Key::Backspace,
                Key::Backspace
            ]
        );
    }

    #[test]
    fn characters_of_several_bytes_may_come_in_pieces() {
        assert_eq!(
            keys("é数x".as_bytes()),
            [Key::Char('é'), Key::Char('数'), Key::Char('x')]
        );
        let mut unread = Vec::new();
        let mut seen = Vec::new();
        for byte in "a数é".bytes() {
            unread.push(byte);
            seen.extend(decode(&mut unread));
        }
        assert_eq!(seen, [Key::Char('a'), Key::Char('数'), Key::Char('é')]);
        assert!(unread.is_empty());
        assert_eq!(keys(b"\xff\xfen\xc3"), [Key::Char('n')], "no UTF-8");
        assert_eq!(keys("\u{85}".as_bytes()), [], "a control character");
    }
}
