//! The terminal while a watch session has it, and its way back: on quit, signal, suspension and panic alike.

use std::{
    io::{self, Write},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use super::keys::Keys;

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
    pub(super) fn draw(&self, lines: &[String]) -> io::Result<()> {
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
        write(&frame)
    }
}

fn write(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}
