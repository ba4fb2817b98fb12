//! The way to the runner: a file that it names, which is appended to and which it reads while the training runs.
//!
//! A file, because it mixes with nothing that a test prints, waits for no reader, and is there on every system. Lines:
//!
//! ```text
//! SERIES\tMICROSECONDS\tnew\tTHREAD\tNAME      a series begins
//! SERIES\tMICROSECONDS\tSTEP\tLOSS             a loss of it
//! ```
//!
//! Not every report is sent. The first and the last of a series always are (up to [`MOST`] bytes); between them a short
//! burst, then a hundred a second, and when a series ends a few of those that were held back, so that a quick one has a
//! form, too. If a process is killed, its last report may be up to ten milliseconds old.

use std::{
    env,
    fmt::Arguments,
    fs::File,
    io::Write,
    sync::{
        OnceLock,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    thread,
    time::Instant,
};

/// Names the file.
const VARIABLE: &str = "RUNNER_LOSSES";
/// Bytes that one process sends.
const MOST: u64 = 1 << 20;
/// Reports that are sent however quickly they come ...
const BURST: u64 = 64;
/// ... and the microseconds for one more.
const PAUSE: u64 = 10_000;
/// Reports that are held back at a time.
const HELD: usize = 32;

/// The open file. One for the process, shared by its threads: a line is one write to its end.
struct Channel {
    file: File,
    opened: Instant,
    sent: AtomicU64,
    series: AtomicUsize,
}

fn channel() -> Option<&'static Channel> {
    static CHANNEL: OnceLock<Option<Channel>> = OnceLock::new();
    CHANNEL.get_or_init(Channel::open).as_ref()
}

impl Channel {
    fn open() -> Option<Self> {
        let path = env::var_os(VARIABLE).filter(|path| !path.is_empty())?;
        // Without it nobody sees the curve; that is no reason to end a training.
        let file = File::options().append(true).create(true).open(path).ok()?;
        Some(Self {
            file,
            opened: Instant::now(),
            sent: AtomicU64::new(0),
            series: AtomicUsize::new(0),
        })
    }

    fn now(&self) -> u64 {
        u64::try_from(self.opened.elapsed().as_micros()).unwrap_or(u64::MAX)
    }

    /// Many quick series are told by their first and last reports, so that there is room for all.
    fn has_room(&self) -> bool {
        self.sent.load(Ordering::Relaxed) < MOST / 2
    }

    fn report(&self, series: usize, report: Report) {
        let Report { micros, step, loss } = report;
        self.write(format_args!("{series}\t{micros}\t{step}\t{loss:e}"));
    }

    fn write(&self, line: Arguments) {
        let line = format!("{line}\n");
        let length = line.len() as u64;
        if self.sent.fetch_add(length, Ordering::Relaxed) + length <= MOST {
            // As for opening.
            let _ = (&self.file).write_all(line.as_bytes());
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Report {
    micros: u64,
    step: usize,
    loss: f64,
}

/// What one thread sends. Its last report goes out when the thread ends.
pub(super) struct Sender {
    /// The number of the series, once something of it was sent.
    series: Option<usize>,
    name: String,
    last_step: usize,
    held_back: Held,
    budget: Budget,
}

impl Sender {
    pub(super) const fn new() -> Self {
        Self {
            series: None,
            name: String::new(),
            last_step: 0,
            held_back: Held::new(),
            budget: Budget { left: BURST, at: 0 },
        }
    }

    pub(super) fn begin(&mut self, name: &str) {
        if channel().is_some() {
            self.finish();
            self.name = name.replace(|c: char| c.is_control(), " ");
        }
    }

    pub(super) fn send(&mut self, step: usize, loss: f64) {
        let Some(channel) = channel() else {
            return;
        };
        let now = channel.now();
        let report = Report {
            micros: now,
            step,
            loss,
        };
        if step < self.last_step {
            // A name holds for one series; what follows without another one is the same thing once more.
            self.finish();
        }
        self.last_step = step;
        let series = match self.series {
            Some(series) => series,
            None => {
                let series = channel.series.fetch_add(1, Ordering::Relaxed);
                self.series = Some(series);
                let thread = thread::current();
                let (thread, name) = (thread.name().unwrap_or_default(), &self.name);
                channel.write(format_args!("{series}\t{now}\tnew\t{thread}\t{name}"));
                channel.report(series, report);
                return;
            }
        };
        if self.budget.allows(now) || !loss.is_finite() {
            self.held_back.clear();
            channel.report(series, report);
        } else {
            self.held_back.push(report);
        }
    }

    /// The series is complete.
    fn finish(&mut self) {
        if let (Some(channel), Some(series)) = (channel(), self.series) {
            let held = &self.held_back.reports;
            let last = held.len().saturating_sub(1);
            let from = if channel.has_room() { 0 } else { last };
            for &report in &held[from..] {
                channel.report(series, report);
            }
        }
        self.held_back.clear();
        self.series = None;
        self.last_step = 0;
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        self.finish();
    }
}

/// Reports that were not sent: at most [`HELD`], evenly from the first to the newest one.
struct Held {
    reports: Vec<Report>,
    /// Between two of them, but for the newest.
    steps_apart: usize,
}

impl Held {
    const fn new() -> Self {
        Self {
            reports: Vec::new(),
            steps_apart: 0,
        }
    }

    fn clear(&mut self) {
        self.reports.clear();
        self.steps_apart = 0;
    }

    fn push(&mut self, report: Report) {
        self.append(report);
        if self.reports.len() > HELD {
            let steps = report.step.saturating_sub(self.reports[0].step);
            self.steps_apart = steps.div_ceil(HELD / 2).max(1);
            for report in std::mem::take(&mut self.reports) {
                self.append(report);
            }
        }
    }

    /// In place of the newest, if that is too near to the one before it.
    fn append(&mut self, report: Report) {
        if let [.., before, newest] = &mut self.reports[..]
            && newest.step < before.step.saturating_add(self.steps_apart)
        {
            *newest = report;
        } else {
            self.reports.push(report);
        }
    }
}

/// A burst, then one report in each [`PAUSE`].
struct Budget {
    left: u64,
    /// When it was last filled up, in microseconds.
    at: u64,
}

impl Budget {
    fn allows(&mut self, now: u64) -> bool {
        let earned = now.saturating_sub(self.at) / PAUSE;
        self.at += earned * PAUSE;
        self.left = (self.left + earned).min(BURST);
        if self.left == 0 {
            return false;
        }
        self.left -= 1;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_goes_out_at_once_and_a_million_reports_by_the_clock() {
        let mut budget = Budget { left: BURST, at: 0 };
        let sent = (0..1000).filter(|_| budget.allows(0)).count();
        assert_eq!(sent, 64);
        // A million reports in ten seconds.
        let sent = (0..1_000_000).filter(|i| budget.allows(i * 10)).count();
        assert_eq!(sent, 999, "one in each hundredth of a second");
        // After a pause there is a burst again, and no more than that.
        let sent = (0..1000).filter(|_| budget.allows(1_000_000_000)).count();
        assert_eq!(sent, 64);
    }

    #[test]
    fn what_is_held_back_is_spread_from_the_first_to_the_newest() {
        for reports in 1..500 {
            let mut held = Held::new();
            for step in 0..reports {
                held.push(Report {
                    micros: 0,
                    step,
                    loss: 1.0,
                });
            }
            let steps: Vec<usize> = held.reports.iter().map(|report| report.step).collect();
            assert!(steps.len() <= HELD && steps.len() >= reports.min(HELD / 2 - 1));
            assert_eq!((steps[0], steps[steps.len() - 1]), (0, reports - 1));
            let gaps = steps.windows(2).map(|pair| pair[1] - pair[0]);
            assert!(
                gaps.max().unwrap_or(0) <= reports.div_ceil(HELD / 2),
                "{steps:?}"
            );
        }
    }

    #[test]
    fn slow_steps_are_all_sent() {
        let mut budget = Budget { left: 0, at: 0 };
        assert!((1..1000).all(|i| budget.allows(i * PAUSE)));
    }
}
