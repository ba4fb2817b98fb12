//! The terminal while a watch session has it, and its way back: on quit, signal, suspension and panic alike.

use std::{
    io::{self, Write},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use super::keys::Keys;
use crate::error::{Error, Result};

const ENTER: &str = "\x1b[?1049h\x1b[?25l";
const LEAVE: &str = "\x1b[?25h\x1b[?1049l";

/// The alternate screen without line editing and echo. Signals of the keyboard (Ctrl-C, Ctrl-Z) stay signals.
#[derive(Clone)]
pub(super) struct Terminal {
    entered: Arc<AtomicBool>,
    lent: Arc<AtomicBool>,
    #[cfg(unix)]
    before: rustix::termios::Termios,
}

impl Terminal {
    pub(super) fn take() -> io::Result<Self> {
        let terminal = Self {
            entered: Arc::new(AtomicBool::new(false)),
            lent: Arc::new(AtomicBool::new(false)),
            #[cfg(unix)]
            before: rustix::termios::tcgetattr(rustix::stdio::stdin())?,
        };
        terminal.enter()?;
        let for_panic = terminal.clone();
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            for_panic.leave();
            report(panic);
        }));
        Ok(terminal)
    }

    pub(super) fn enter(&self) -> io::Result<()> {
        if self.entered.swap(true, Ordering::SeqCst) {
            return Ok(());
        }
        #[cfg(unix)]
        {
            use rustix::termios::{LocalModes, OptionalActions, tcsetattr};
            let mut modes = self.before.clone();
            modes.local_modes -= LocalModes::ICANON | LocalModes::ECHO;
            tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, &modes)?;
        }
        write(ENTER)
    }

    /// After a suspension. An editor that was suspended together with this process goes on with the terminal.
    pub(super) fn enter_again(&self) {
        if !self.lent.load(Ordering::SeqCst) {
            // Drawing shows whether it was had back.
            let _ = self.enter();
        }
    }

    /// As it was before. Doing it twice does no harm.
    pub(super) fn leave(&self) {
        if !self.entered.swap(false, Ordering::SeqCst) {
            return;
        }
        // On the way out there is nobody left to tell.
        let _ = write(LEAVE);
        #[cfg(unix)]
        {
            use rustix::termios::{OptionalActions, tcsetattr};
            let _ = tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, &self.before);
        }
    }

    /// Hands the terminal to `work`, for as long as that runs, with nobody else reading keys.
    pub(super) fn lent<T>(&self, keys: &Keys, work: impl FnOnce() -> T) -> T {
        keys.paused(|| {
            self.leave();
            self.lent.store(true, Ordering::SeqCst);
            let result = work();
            self.lent.store(false, Ordering::SeqCst);
            // Drawing shows whether it was had back.
            let _ = self.enter();
            result
        })
    }

    /// Puts `lines` on the screen without a flicker: each line is overwritten and its rest cleared.
    pub(super) fn draw(&self, lines: &[String]) -> Result<()> {
        if !self.entered.load(Ordering::SeqCst) {
            return Ok(());
        }
        let mut frame = String::from("\x1b[?2026h\x1b[H");
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                frame.push_str("\r\n");
            }
            frame.push_str(line);
            frame.push_str("\x1b[0m\x1b[K");
        }
        frame.push_str("\x1b[J\x1b[?2026l");
        // A terminal that takes nothing any more was closed; the signal that says so is on its way.
        write(&frame).map_err(|_| Error::interrupted())
    }
}

fn write(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

#[cfg(all(test, unix))]
mod tests {
    use std::{io::Read, process::Command};

    use super::*;

    /// In a process of its own, started by the next test: it takes the terminal and fails.
    #[test]
    #[ignore = "takes the terminal; started by the next test"]
    fn fails_with_the_terminal() {
        let _terminal = Terminal::take().unwrap();
        panic!("for the test");
    }

    #[test]
    fn a_panic_gives_the_terminal_back() {
        let (mut pty, pts) = pty_process::blocking::open().unwrap();
        let attributes = || format!("{:?}", rustix::termios::tcgetattr(&pts).unwrap());
        let before = attributes();
        let mut itself = Command::new(std::env::current_exe().unwrap());
        itself.args([
            "--ignored",
            "--exact",
            "--nocapture",
            "watch::terminal::tests::fails_with_the_terminal",
        ]);
        let mut child = pty_process::blocking::Command::from(itself)
            .spawn_borrowed(&pts)
            .unwrap();
        assert!(!child.wait().unwrap().success());
        assert_eq!(attributes(), before);
        drop(pts);
        let mut said = Vec::new();
        // Reading ends with an error once the other side is closed.
        let _ = pty.read_to_end(&mut said);
        let said = String::from_utf8_lossy(&said);
        let [entered, left, told] =
            [ENTER, LEAVE, "for the test"].map(|text| said.find(text).expect(text));
        assert!(
            entered < left && left < told,
            "the message is on the screen that stays: {said}"
        );
    }
}
