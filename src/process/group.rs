//! The group of processes that a child leads: killed as one, or told to give way.

#[cfg(unix)]
pub(super) fn kill_group(group: u32) {
    use rustix::process::{Pid, Signal, kill_process_group};
    if let Some(pid) = i32::try_from(group).ok().and_then(Pid::from_raw) {
        // The group may be gone already: that is what was wanted.
        let _ = kill_process_group(pid, Signal::KILL);
    }
}

#[cfg(not(unix))]
pub(super) fn kill_group(_group: u32) {}

#[cfg(unix)]
pub(super) fn give_way(pid: u32) {
    const LOWEST_PRIORITY: i32 = 19;
    use rustix::process::{Pid, setpriority_process};
    if let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) {
        // A child that has ended needs no priority.
        let _ = setpriority_process(Some(pid), LOWEST_PRIORITY);
    }
}

#[cfg(not(unix))]
pub(super) fn give_way(_pid: u32) {}
