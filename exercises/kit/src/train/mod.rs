//! The loss of a training: drawn while it runs, and a reason to stop when it cannot come to a good end.
//!
//! ```
//! let (mut w, lr) = (5.0, 0.1);
//! for step in 0..100 {
//!     let error: f64 = w - 2.0;
//!     kit::train::progress(step, error * error);
//!     w -= lr * 2.0 * error;
//! }
//! ```
//!
//! Under `runner` a line with the curve, the step, the loss and the steps per second stands below the status while this
//! runs, and a last one stays with the verdict. Under plain `cargo` nothing is printed or written.
//!
//! # When it stops
//!
//! [`progress`] panics at the line that called it, under cargo and under the runner alike, when
//!
//! - the loss is NaN or infinite;
//! - the loss explodes: it has risen at ten reports in a row, and to over a million times what it was at the first
//!   report, or over a million if it was less than 1 there. A healthy run may start near 0, jump, or climb for a while;
//!   it does not do all of this at once;
//! - the loss has never moved: fifty reports from the first one on are the same up to rounding (one part in 10^13), and
//!   not 0. A run that has converged stands still as well, but it has moved before. A run that goes on where an
//!   earlier one of the same thread has arrived is not accused either.
//!
//! A loss that moves only now and then, such as a number of mistakes, a loss that starts at a minimum other than 0, and a run
//! that is to show how things go wrong are for [`show`], which draws the same and never stops.
//!
//! # Series
//!
//! Each thread, and so each test, has a series of its own. A step below the last one begins another. [`named`] begins
//! one with a name:
//!
//! ```
//! for name in ["plain", "momentum"] {
//!     kit::train::named(name);
//!     for step in 0..100 {
//!         kit::train::progress(step, 1.0 / (step + 1) as f64);
//!     }
//! }
//! ```

mod channel;
mod judge;

use channel::Sender;
use judge::Judge;
use std::cell::RefCell;

/// Reports the loss at `step`: counted from 0 or 1, steps or epochs, with gaps or without.
///
/// # Panics
///
/// If the loss is NaN or infinite, explodes, or has never moved; see [the module](self).
#[track_caller]
pub fn progress(step: usize, loss: f64) {
    if let Some(reason) = report(step, loss) {
        panic!("{reason}");
    }
}

/// Reports the loss at `step` as [`progress`] does, and leaves the run alone, whatever the loss is.
pub fn show(step: usize, loss: f64) {
    send(step, loss);
}

/// What this thread reports next is a series of its own, called `name`.
pub fn named(name: &str) {
    let _ = SERIES.try_with(|series| {
        let mut series = series.borrow_mut();
        series.judge.begin();
        series.sender.begin(name);
    });
}

/// What one thread reports.
struct Series {
    judge: Judge,
    sender: Sender,
}

thread_local! {
    static SERIES: RefCell<Series> = const {
        RefCell::new(Series { judge: Judge::new(), sender: Sender::new() })
    };
}

fn report(step: usize, loss: f64) -> Option<String> {
    send(step, loss);
    // A thread that is about to end has no series any more, and nobody to tell.
    SERIES
        .try_with(|series| series.borrow_mut().judge.report(step, loss))
        .ok()
        .flatten()
}

fn send(step: usize, loss: f64) {
    let _ = SERIES.try_with(|series| series.borrow_mut().sender.send(step, loss));
}

#[cfg(test)]
mod tests;
