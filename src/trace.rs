//! `RUNNER_TRACE=1`: where the time between a save and its verdict goes, in `.runner/trace.txt`.
//!
//! Steps are marked by whoever does them, with the time since the step before. Without the variable a mark costs one look
//! at a flag.

use std::{
    cell::Cell,
    fmt::Write,
    path::Path,
    sync::{Mutex, MutexGuard, OnceLock},
    time::Instant,
};

use crate::files;

struct Step {
    what: &'static str,
    at: Instant,
}

thread_local! {
    static IN_THE_BACKGROUND: Cell<bool> = const { Cell::new(false) };
}

/// Work on this thread is nothing that a learner waits for.
pub(crate) fn leave_out_this_thread() {
    IN_THE_BACKGROUND.set(true);
}

/// Something has begun: a save was seen, or a command was called. What was noted before is dropped.
pub(crate) fn begin(what: &'static str, at: Instant) {
    if let Some(mut steps) = recorded() {
        *steps = vec![Step { what, at }];
    }
}

/// `what` has just come to its end. Where nothing has begun, nothing is noted.
pub(crate) fn step(what: &'static str) {
    if let Some(mut steps) = recorded()
        && !steps.is_empty()
        && !IN_THE_BACKGROUND.get()
    {
        steps.push(Step {
            what,
            at: Instant::now(),
        });
    }
}

/// The last step: the timeline is written to `dir`. It is there to be looked at; if it cannot be written, nothing is lost.
pub(crate) fn finish(what: &'static str, dir: &Path) {
    step(what);
    if let Some(mut steps) = recorded()
        && !steps.is_empty()
    {
        let _ = files::write_disposable(&dir.join("trace.txt"), timeline(&steps).as_bytes());
        steps.clear();
    }
}

fn recorded() -> Option<MutexGuard<'static, Vec<Step>>> {
    steps()?.lock().ok()
}

fn steps() -> Option<&'static Mutex<Vec<Step>>> {
    static STEPS: OnceLock<Option<Mutex<Vec<Step>>>> = OnceLock::new();
    STEPS
        .get_or_init(|| {
            std::env::var_os("RUNNER_TRACE")
                .is_some_and(|value| value == "1")
                .then(Mutex::default)
        })
        .as_ref()
}

fn timeline(steps: &[Step]) -> String {
    let mut text = "   at ms  took ms  step\n".to_owned();
    let Some(first) = steps.first() else {
        return text;
    };
    let mut last = first.at;
    for step in steps {
        let at = step.at.duration_since(first.at).as_secs_f64() * 1e3;
        let took = step.at.duration_since(last).as_secs_f64() * 1e3;
        last = step.at;
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{at:8.1} {took:8.1}  {}", step.what);
    }
    text
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn each_step_has_its_time_and_what_it_took() {
        let start = Instant::now();
        let step = |what, ms| Step {
            what,
            at: start + Duration::from_millis(ms),
        };
        assert_eq!(
            timeline(&[step("saved", 0), step("read", 2), step("compiled", 130)]),
            "   at ms  took ms  step\n     0.0      0.0  saved\n     2.0      2.0  read\n   130.0    128.0  compiled\n"
        );
        assert_eq!(timeline(&[]), "   at ms  took ms  step\n");
    }
}
