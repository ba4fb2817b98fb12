//! Processes that left the group of a learner's program, as a daemon does: they are known by a variable that the run has
//! handed down to all it started.
//!
//! Linux only; elsewhere nobody else's environment can be read without unsafe code. What also throws its environment away
//! is found while the one that started it is there, and not after. Nothing but a container of its own holds a program that
//! is out to stay.

use std::process::Command;

/// Names the run that a process belongs to.
const VARIABLE: &str = "RUNNER_RUN";

/// What one run hands down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark(String);

impl Mark {
    /// Marks `command` and all that it will start.
    pub(super) fn put_on(command: &mut Command) -> Self {
        use std::hash::{BuildHasher, RandomState};
        // The keys of the standard library's hash maps are random.
        let number = RandomState::new().hash_one(std::process::id());
        let mark = Self(format!("{VARIABLE}={number:016x}"));
        command.env(VARIABLE, &mark.0[VARIABLE.len() + 1..]);
        mark
    }

    /// Kills whatever has the mark and was started after `leader`.
    #[cfg(target_os = "linux")]
    pub(super) fn kill_strays(&self, leader: u32) {
        linux::kill(leader, &self.0);
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) fn kill_strays(&self, _leader: u32) {}
}

#[cfg(target_os = "linux")]
mod linux {
    use std::{
        fs,
        time::{Duration, Instant},
    };

    use rustix::process::{Pid, Signal, kill_process};

    /// For a program that starts others faster than they are found.
    const PATIENCE: Duration = Duration::from_secs(2);
    /// Numbers that are tried one by one. A check starts a handful of processes; the list of all takes milliseconds.
    const NEAR: u32 = 256;

    pub(super) fn kill(leader: u32, mark: &str) {
        let end = Instant::now() + PATIENCE;
        loop {
            let found = find(leader, mark);
            for pid in &found {
                // Gone meanwhile is what was wanted.
                let _ = kill_process(*pid, Signal::KILL);
            }
            // Before it was killed it may have started another.
            if found.is_empty() || Instant::now() >= end {
                return;
            }
        }
    }

    fn find(leader: u32, mark: &str) -> Vec<Pid> {
        let mut found: Vec<u32> = Vec::new();
        let later = started_after(leader);
        loop {
            let known = found.len();
            for &pid in &later {
                if !found.contains(&pid)
                    && (has_mark(pid, mark) || parent(pid).is_some_and(|one| found.contains(&one)))
                {
                    found.push(pid);
                }
            }
            if found.len() == known {
                break;
            }
        }
        let pids = found.into_iter().filter_map(|pid| i32::try_from(pid).ok());
        pids.filter_map(Pid::from_raw).collect()
    }

    /// Numbers are given out in turn, so that those of a short run lie next to each other.
    fn started_after(leader: u32) -> Vec<u32> {
        let newest = fs::read_to_string("/proc/loadavg").ok();
        let newest = newest.and_then(|line| line.split_whitespace().last()?.parse::<u32>().ok());
        match newest {
            Some(newest) if newest >= leader && newest - leader <= NEAR => {
                (leader + 1..=newest).collect()
            }
            _ => fs::read_dir("/proc")
                .into_iter()
                .flatten()
                .flatten()
                .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
                .collect(),
        }
    }

    /// Nobody else's environment can be read, and none is ours to end.
    fn has_mark(pid: u32, mark: &str) -> bool {
        fs::read(format!("/proc/{pid}/environ")).is_ok_and(|variables| {
            variables
                .split(|&byte| byte == 0)
                .any(|variable| variable == mark.as_bytes())
        })
    }

    /// The fourth field; the second one is a name in brackets, which may hold anything.
    fn parent(pid: u32) -> Option<u32> {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        let (_, rest) = stat.rsplit_once(')')?;
        rest.split_whitespace().nth(1)?.parse().ok()
    }
}
