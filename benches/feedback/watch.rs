//! `runner watch` and `rustlings watch`: saves, keys, and what their screens say.

use std::{
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};

use super::{
    course::write,
    exercise::{Fate, Save},
    process::{Programs, wait_for_rest},
    screen::Screen,
};

/// Between two saves, beyond the programs' rest: rustlings gathers file events for 200 ms, and its keys are deaf for a moment.
const BREATH: Duration = Duration::from_millis(300);

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Runner,
    Rustlings,
}

/// A watch session of one side.
pub(crate) struct Watch {
    pub(crate) side: Side,
    course: PathBuf,
    screen: Screen,
}

/// Both sides, in sessions of their own.
pub(crate) struct Pair {
    pub(crate) runner: Watch,
    pub(crate) rustlings: Watch,
}

impl Side {
    /// Stays at a solved exercise until `n` is pressed, as the other side does.
    pub(crate) fn watch(self, programs: &Programs, course: &Path) -> Command {
        match self {
            Self::Runner => programs.runner(course, &["watch", "--stay"]),
            Self::Rustlings => programs.rustlings(course, &[]),
        }
    }
}

impl Watch {
    /// Starts and waits for the first verdict on the exercise, which both sides have as their current one.
    fn start(side: Side, programs: &Programs, course: &Path, file: &str) -> Self {
        let watch = Self {
            side,
            course: course.to_path_buf(),
            screen: Screen::start(side.watch(programs, course)),
        };
        watch.arrived(file);
        watch
    }

    pub(crate) fn pid(&self) -> u32 {
        self.screen.pid()
    }

    /// Nothing runs below it any more.
    pub(crate) fn rest(&self) {
        wait_for_rest(self.pid());
        thread::sleep(BREATH);
    }

    /// Writes the file; when that began.
    pub(crate) fn save(&self, file: &str, text: &str) -> Instant {
        let path = self.course.join(file);
        let start = Instant::now();
        write(&path, text);
        start
    }

    pub(crate) fn press_n(&self) -> Instant {
        let start = Instant::now();
        self.screen.press("n");
        start
    }

    /// The verdict on a save.
    pub(crate) fn judged(&self, fate: Fate, save: &Save) -> Instant {
        match fate {
            Fate::TypeError | Fate::FailingTest => self.screen.until(&save.mark, |text| {
                text.contains(&save.mark) && self.waits(text)
            }),
            Fate::Pass => self.screen.until("a pass", |text| match self.side {
                Side::Runner => text.contains("n goes on"),
                Side::Rustlings => text.contains("Exercise done") && self.waits(text),
            }),
        }
    }

    /// What `main` prints, after a pass.
    pub(crate) fn printed(&self, beginning: &str) -> Instant {
        self.screen
            .until(beginning, |text| text.contains(beginning))
    }

    /// A verdict on the exercise in `file`.
    pub(crate) fn arrived(&self, file: &str) -> Instant {
        self.screen
            .until(file, |text| text.contains(file) && self.waits(text))
    }

    /// The last line is there, and it asks for a save or a key.
    fn waits(&self, text: &str) -> bool {
        match self.side {
            Side::Runner => text.contains("waiting for a save"),
            Side::Rustlings => text.contains("q:quit ?"),
        }
    }

    pub(crate) fn quit(self) {
        self.screen.quit();
    }
}

impl Pair {
    pub(crate) fn start(programs: &Programs, runner: &Path, rustlings: &Path, file: &str) -> Self {
        // The first start compiles the crates: one after the other.
        let pair = Self {
            runner: Watch::start(Side::Runner, programs, runner, file),
            rustlings: Watch::start(Side::Rustlings, programs, rustlings, file),
        };
        pair.rest();
        pair
    }

    pub(crate) fn rest(&self) {
        self.runner.rest();
        self.rustlings.rest();
    }

    /// Both sides, in turn the first one.
    pub(crate) fn in_turn(&self, round: usize) -> [&Watch; 2] {
        if round.is_multiple_of(2) {
            [&self.runner, &self.rustlings]
        } else {
            [&self.rustlings, &self.runner]
        }
    }

    pub(crate) fn quit(self) {
        self.runner.quit();
        self.rustlings.quit();
    }
}
