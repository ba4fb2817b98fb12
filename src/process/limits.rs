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
}

impl Limits {
    pub(crate) fn time(time: Duration) -> Self {
        Self {
            time,
            memory: None,
            output: None,
        }
    }
}

/// Set from outside right after the start: a limit only bounds what is asked for later, and nothing big was yet.
#[cfg(target_os = "linux")]
pub(super) fn limit_memory(pid: u32, limit: Option<u64>) {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};
    if let (Some(bytes), Some(pid)) = (limit, i32::try_from(pid).ok().and_then(Pid::from_raw)) {
        let limit = Rlimit {
            current: Some(bytes),
            maximum: Some(bytes),
        };
        // A child that has ended already needs no limit.
        let _ = prlimit(Some(pid), Resource::As, limit);
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) fn limit_memory(_pid: u32, _limit: Option<u64>) {}
