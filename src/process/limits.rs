//! What a child may use, and how the system is told.

use std::time::Duration;

/// What a child may use.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) time: Duration,
    /// Address space in bytes. Kept on Linux; elsewhere there is no way that needs no unsafe code.
    pub(crate) memory: Option<u64>,
    /// Bytes on standard output and standard error together, after which the child is stopped.
    pub(crate) output: Option<u64>,
    pub(crate) trust: Trust,
}

/// Whose program it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trust {
    /// One of the toolchain's, which may leave a helper behind.
    Tool,
    /// A learner's: what it starts ends with it, and it fills neither the disk nor the table of processes.
    Learner,
}

impl Limits {
    pub(crate) fn time(time: Duration) -> Self {
        Self {
            time,
            memory: None,
            output: None,
            trust: Trust::Tool,
        }
    }
}

/// Set from outside right after the start: a limit only bounds what is asked for later, and nothing big was yet.
#[cfg(target_os = "linux")]
pub(super) fn apply(limits: &Limits, pid: u32) {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};

    /// Bytes of one file. No exercise writes more than a few kilobytes.
    const FILE: u64 = 1 << 30;
    /// Processes and threads beside those that the machine has already. The system does not hold root to it.
    const PROCESSES: u64 = 2048;
    /// Seconds, beside what all cores can do in the time that the program has: for one whose runner was killed.
    const SPARE: u64 = 60;

    let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) else {
        return;
    };
    let set = |resource, most: u64| {
        let limit = Rlimit {
            current: Some(most),
            maximum: Some(most),
        };
        // A child that has ended already needs no limit.
        let _ = prlimit(Some(pid), resource, limit);
    };
    if let Some(bytes) = limits.memory {
        set(Resource::As, bytes);
    }
    if limits.trust == Trust::Learner {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        set(Resource::Cpu, limits.time.as_secs() * cores as u64 + SPARE);
        set(Resource::Fsize, FILE);
        if let Some(there) = on_the_machine() {
            set(Resource::Nproc, there + PROCESSES);
        }
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) fn apply(_limits: &Limits, _pid: u32) {}

/// Processes and threads of everybody: the second number of `3/412`.
#[cfg(target_os = "linux")]
fn on_the_machine() -> Option<u64> {
    let line = std::fs::read_to_string("/proc/loadavg").ok()?;
    let (_, all) = line.split_whitespace().nth(3)?.split_once('/')?;
    all.parse().ok()
}
