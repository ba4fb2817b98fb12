//! What runs under one child: the group that it leads, and those that left the group. Killed as one, or told to give way.

use std::{
    io,
    process::{Child, Command},
};

use super::{
    limits::Trust,
    strays::{self, Mark},
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    leader: u32,
    mark: Option<Mark>,
}

/// A group to be: what its leader needs to be started with.
pub(super) struct Future(Option<Mark>);

impl Future {
    pub(super) fn of(command: &mut Command, trust: Trust) -> Self {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        Self((trust == Trust::Learner).then(|| Mark::put_on(command)))
    }

    pub(super) fn start(&self, command: &mut Command) -> io::Result<Child> {
        strays::start(command, self.0.as_ref())
    }

    pub(super) fn led_by(self, leader: u32) -> Group {
        Group {
            leader,
            mark: self.0,
        }
    }
}

impl Group {
    pub(super) fn kill(&self) {
        kill_group(self.leader);
        if let Some(mark) = &self.mark {
            mark.kill_strays(self.leader);
        }
    }
}

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
