//! What may be asked for.

use std::{path::PathBuf, time::Duration};

use clap::{Parser, ValueEnum};

/// `runner watch` beside `rustlings watch`: how long a learner waits.
#[derive(Parser)]
#[command(name = "feedback", bin_name = "cargo bench --bench feedback --")]
pub(crate) struct Options {
    /// What to measure [default: everything]
    #[arg(value_enum)]
    rows: Vec<Row>,
    /// Saves of each kind; slow rows take a fifth of them
    #[arg(long, default_value_t = 15, value_name = "N")]
    pub(crate) saves: usize,
    /// Seconds that a learner looks at a pass before moving on
    #[arg(long, default_value_t = 10, value_name = "SECONDS")]
    pub(crate) think: u64,
    /// Seconds without a save for CPU and memory
    #[arg(long, default_value_t = 60, value_name = "SECONDS")]
    idle: u64,
    /// Build the courses here and keep them, so that the next run finds the crates compiled; empty it when the kit has changed [default: a temporary directory]
    #[arg(long, value_name = "DIR")]
    pub(crate) dir: Option<PathBuf>,
    /// Given by `cargo bench`.
    #[arg(long, hide = true)]
    pub(crate) bench: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Row {
    /// An array exercise: type error, failing test, pass
    Array,
    /// k-means with linfa: the same
    Kmeans,
    /// A training loop: the same
    Loop,
    /// The training loop, rustlings with the profile that it ships
    Default,
    /// Moving on: the first verdict of the next exercise, of each kind
    Next,
    /// `hint`
    Hint,
    /// CPU and memory of both watches without a save
    Idle,
    /// All exercises of rustlings itself: everything edited, nothing changed
    Check,
    /// Courses of 100, 1,000 and 5,000 exercises: `list`, start of `watch`
    Catalog,
    /// Target directories, as the other rows left them
    Disk,
}

impl Options {
    pub(crate) fn rows(&self) -> Vec<Row> {
        let all = Row::value_variants().iter().copied();
        all.filter(|row| self.rows.is_empty() || self.rows.contains(row))
            .collect()
    }

    pub(crate) fn think(&self) -> Duration {
        Duration::from_secs(self.think)
    }

    pub(crate) fn idle(&self) -> Duration {
        Duration::from_secs(self.idle)
    }

    pub(crate) fn slow_saves(&self) -> usize {
        (self.saves / 5).max(1)
    }
}
