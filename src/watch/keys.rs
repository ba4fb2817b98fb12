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
        let mut buffer = [0; 64];
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
                    for key in decode(&buffer[..n]) {
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

/// The keys in what one read returned. Unknown escape sequences are skipped whole.
#[cfg(unix)]
fn decode(bytes: &[u8]) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        rest = tail;
        match first {
            0x1b if matches!(tail, [b'[' | b'O', ..]) => {
                let end = tail[1..]
                    .iter()
                    .position(|byte| (0x40..=0x7e).contains(byte))
                    .map_or(tail.len(), |at| at + 2);
                keys.extend(match &tail[1..end.min(tail.len())] {
                    b"A" => Some(Key::Up),
                    b"B" => Some(Key::Down),
                    b"5~" => Some(Key::PageUp),
                    b"6~" => Some(Key::PageDown),
                    _ => None,
                });
                rest = &tail[end.min(tail.len())..];
            }
            0x1b => keys.push(Key::Escape),
            byte if byte.is_ascii_graphic() || *byte == b' ' => {
                keys.push(Key::Char(char::from(*byte)));
            }
            _ => {}
        }
    }
    keys
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn letters_arrows_and_escape_are_told_apart() {
        assert_eq!(decode(b"hq"), [Key::Char('h'), Key::Char('q')]);
        assert_eq!(decode(b"\x1b"), [Key::Escape]);
        assert_eq!(
            decode(b"\x1b[A\x1bOB\x1b[5~\x1b[6~x"),
            [
                Key::Up,
                Key::Down,
                Key::PageUp,
                Key::PageDown,
                Key::Char('x')
            ]
        );
        assert_eq!(
            decode(b"\x1b[1;5Cn"),
            [Key::Char('n')],
            "unknown sequences are skipped"
        );
        assert_eq!(decode(b"\x1b["), []);
        assert_eq!(decode("é\r\n".as_bytes()), []);
    }
}
