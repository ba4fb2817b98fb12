//! A terminal with the program in it: what its screen shows, keys, sizes, and what is left behind.

use std::{
    io::{Read, Write},
    process::{Child, Command},
    sync::{Arc, Mutex, MutexGuard},
    thread,
    time::{Duration, Instant},
};

use pty_process::{
    Size,
    blocking::{Pts, Pty, open},
};

use crate::support::{Course, PATIENCE, end_with_all_it_started, wait};

const FRAME_BEGINS: &str = "\x1b[?2026h\x1b[H";
const FRAME_ENDS: &str = "\x1b[?2026l";

pub(crate) struct Screen {
    pub(crate) child: Child,
    pty: Arc<Pty>,
    /// Kept open, so that the terminal outlives the program and can be looked at.
    pts: Option<Pts>,
    reader: Option<thread::JoinHandle<()>>,
    seen: Arc<Mutex<Seen>>,
    before: String,
}

struct Seen {
    terminal: vt100::Parser,
    raw: Vec<u8>,
}

impl Screen {
    /// The program on a terminal of 24 rows and 80 columns.
    pub(crate) fn start(course: &Course, args: &str) -> Self {
        Self::sized(course.command(args), 24, 80)
    }

    pub(crate) fn sized(mut command: Command, rows: u16, columns: u16) -> Self {
        if !command.get_envs().any(|(name, _)| name == "TERM") {
            command.env("TERM", "xterm-256color");
        }
        let (pty, pts) = open().expect("there are terminals");
        pty.resize(Size::new(rows, columns)).expect("it has a size");
        let before = attributes(&pts);
        let mut command = pty_process::blocking::Command::from(command);
        let child = command.spawn_borrowed(&pts).expect("the program starts");
        let pty = Arc::new(pty);
        let seen = Seen {
            terminal: vt100::Parser::new(rows, columns, 0),
            raw: Vec::new(),
        };
        let seen = Arc::new(Mutex::new(seen));
        let reader = thread::spawn({
            let (pty, seen) = (Arc::clone(&pty), Arc::clone(&seen));
            move || {
                let mut buffer = [0; 4096];
                while let Ok(n) = (&*pty).read(&mut buffer)
                    && n > 0
                {
                    let mut seen = seen.lock().expect("no reader panics");
                    seen.terminal.process(&buffer[..n]);
                    seen.raw.extend_from_slice(&buffer[..n]);
                }
            }
        });
        Self {
            child,
            pty,
            pts: Some(pts),
            reader: Some(reader),
            seen,
            before,
        }
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().expect("no reader panics")
    }

    /// The text on the screen, as one sees it.
    pub(crate) fn text(&self) -> String {
        self.seen().terminal.screen().contents()
    }

    /// Everything that was ever written to the terminal.
    pub(crate) fn raw(&self) -> String {
        String::from_utf8_lossy(&self.seen().raw).into_owned()
    }

    pub(crate) fn in_alternate_screen(&self) -> bool {
        self.seen().terminal.screen().alternate_screen()
    }

    pub(crate) fn hides_cursor(&self) -> bool {
        self.seen().terminal.screen().hide_cursor()
    }

    /// The lines of the last whole picture, without colours.
    pub(crate) fn frame(&self) -> Vec<String> {
        let raw = self.raw();
        let Some((before, _)) = raw.rsplit_once(FRAME_ENDS) else {
            return Vec::new();
        };
        let (_, frame) = before
            .rsplit_once(FRAME_BEGINS)
            .expect("a picture begins before it ends");
        frame
            .lines()
            .map(|line| console::strip_ansi_codes(line.trim_end_matches('\r')).into_owned())
            .collect()
    }

    /// Waits until the screen's text is such.
    #[track_caller]
    pub(crate) fn until(&mut self, what: &str, condition: impl Fn(&str) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !condition(&self.text()) {
            assert!(
                Instant::now() < end,
                "waited in vain for {what}; the screen is\n{}",
                self.text()
            );
            if let Some(status) = self.child.try_wait().expect("a child can be waited for") {
                // Its last words may still be on the way.
                thread::sleep(Duration::from_millis(200));
                assert!(
                    condition(&self.text()),
                    "{status} before {what}; the screen is\n{}",
                    self.text()
                );
            }
            thread::sleep(Duration::from_millis(5));
        }
    }

    #[track_caller]
    pub(crate) fn shows(&mut self, text: &str) {
        self.until(&format!("{text:?}"), |screen| screen.contains(text));
    }

    /// `text` is there and nothing is in work.
    #[track_caller]
    pub(crate) fn settles(&mut self, text: &str) {
        self.until(&format!("{text:?} at rest"), |screen| {
            screen.contains(text)
                && (screen.contains("waiting for a save") || screen.contains("n goes on"))
        });
    }

    #[track_caller]
    pub(crate) fn hides(&mut self, text: &str) {
        self.until(&format!("{text:?} to go"), |screen| !screen.contains(text));
    }

    pub(crate) fn press(&self, keys: &str) {
        (&*self.pty)
            .write_all(keys.as_bytes())
            .expect("the terminal takes keys");
    }

    pub(crate) fn resize(&self, rows: u16, columns: u16) {
        let mut seen = self.seen();
        seen.terminal.screen_mut().set_size(rows, columns);
        self.pty
            .resize(Size::new(rows, columns))
            .expect("it has a size");
    }

    /// Whether the terminal is as it was before the program started.
    pub(crate) fn is_restored(&self) -> bool {
        let now = self.pts.as_ref().map(attributes);
        now.as_ref() == Some(&self.before) && !self.in_alternate_screen() && !self.hides_cursor()
    }

    /// Waits for the end: the exit code, the text left on the screen. The terminal must be as it was.
    #[track_caller]
    pub(crate) fn end(mut self) -> (i32, String) {
        let code = wait(&mut self.child)
            .unwrap_or_else(|| panic!("it did not end; the screen is\n{}", self.text()));
        let after = self
            .pts
            .take()
            .map(|pts| attributes(&pts))
            .expect("taken once");
        assert_eq!(after, self.before, "the terminal's attributes");
        // With nobody left at the other side, reading ends with the last byte.
        let reader = self.reader.take().expect("taken once");
        let end = Instant::now() + PATIENCE;
        while !reader.is_finished() {
            assert!(
                Instant::now() < end,
                "something still has the terminal:\n{}",
                self.text()
            );
            thread::sleep(Duration::from_millis(5));
        }
        assert!(
            !self.in_alternate_screen() && !self.hides_cursor(),
            "{}",
            self.text()
        );
        (code, self.text())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        end_with_all_it_started(&mut self.child);
    }
}

fn attributes(terminal: &Pts) -> String {
    format!(
        "{:?}",
        rustix::termios::tcgetattr(terminal).expect("it is a terminal")
    )
}
