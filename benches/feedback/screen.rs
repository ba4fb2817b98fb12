//! A program in a pseudo-terminal, and when its screen came to show something.

use std::{
    io::{Read, Write},
    process::{Child, Command, ExitStatus},
    sync::{Arc, Condvar, Mutex},
    thread,
    time::{Duration, Instant},
};

use pty_process::{
    Size,
    blocking::{Pty, open},
};
use rustix::process::{Pid, Signal, kill_process_group};

use super::process::PATIENCE;

/// Tall, so that what a verdict begins with is still there when its end has been written.
const ROWS: u16 = 120;
const COLUMNS: u16 = 120;

pub(crate) struct Screen {
    child: Child,
    pty: Arc<Pty>,
    shown: Arc<(Mutex<Shown>, Condvar)>,
}

struct Shown {
    terminal: vt100::Parser,
    /// When the last bytes arrived.
    at: Instant,
    ended: bool,
}

impl Screen {
    pub(crate) fn start(mut command: Command) -> Self {
        command.env("TERM", "xterm-256color");
        let (pty, pts) = open().expect("there are terminals");
        pty.resize(Size::new(ROWS, COLUMNS)).expect("it has a size");
        let command = pty_process::blocking::Command::from(command);
        let child = command.spawn(pts).expect("the program starts");
        let pty = Arc::new(pty);
        let shown = Shown {
            terminal: vt100::Parser::new(ROWS, COLUMNS, 0),
            at: Instant::now(),
            ended: false,
        };
        let shown = Arc::new((Mutex::new(shown), Condvar::new()));
        thread::spawn({
            let (pty, shown) = (Arc::clone(&pty), Arc::clone(&shown));
            move || read(&pty, &shown)
        });
        Self { child, pty, shown }
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// When the bytes arrived with which the screen's text became such.
    pub(crate) fn until(&self, what: &str, condition: impl Fn(&str) -> bool) -> Instant {
        let end = Instant::now() + PATIENCE;
        let (shown, news) = &*self.shown;
        let mut shown = shown.lock().expect("the reader does not panic");
        loop {
            let text = shown.terminal.screen().contents();
            if condition(&text) {
                return shown.at;
            }
            let left = end.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero() && !shown.ended,
                "waited in vain for {what}; the screen is\n{text}"
            );
            (shown, _) = news
                .wait_timeout(shown, left)
                .expect("the reader does not panic");
        }
    }

    pub(crate) fn press(&self, keys: &str) {
        (&*self.pty)
            .write_all(keys.as_bytes())
            .expect("the terminal takes keys");
    }

    /// Waits for the end of a program that ends by itself.
    pub(crate) fn ended(mut self) -> (Instant, ExitStatus) {
        let status = self.child.wait().expect("a child can be waited for");
        (Instant::now(), status)
    }

    /// Asks a watch to end. What it started goes with it.
    pub(crate) fn quit(mut self) {
        const POLITE: Duration = Duration::from_secs(2);
        self.press("q");
        let end = Instant::now() + POLITE;
        while Instant::now() < end {
            if self
                .child
                .try_wait()
                .expect("a child can be waited for")
                .is_some()
            {
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            // It leads a group of its own, with the compilers it waits for.
            let _ = kill_process_group(Pid::from_child(&self.child), Signal::KILL);
            let _ = self.child.wait();
        }
    }
}

fn read(pty: &Pty, shown: &(Mutex<Shown>, Condvar)) {
    let (shown, news) = shown;
    let mut buffer = [0; 65536];
    loop {
        // It fails when nobody is left at the other side.
        let read = (&*pty).read(&mut buffer).unwrap_or(0);
        let at = Instant::now();
        // Whoever gave up waiting needs no more.
        let Ok(mut shown) = shown.lock() else {
            return;
        };
        shown.terminal.process(&buffer[..read]);
        shown.at = at;
        shown.ended = read == 0;
        news.notify_all();
        if shown.ended {
            return;
        }
    }
}
