//! Processes that left the group of a learner's program, as a daemon does: they are known by what the run has handed down
//! to all it started, a limit and a variable.
//!
//! The limit is one that Linux has no use for, set to a number that is this run's alone. A program has it from its first
//! moment, as every child has the limits of the process that starts it, and nothing leaves it behind: neither with its
//! session nor with its environment, its parent or its program. The variable is there where the limit could not be set. A
//! subreaper was rejected: what tools and editors leave behind would become this process's to bury, and of an orphan nobody
//! could say whose it was.
//!
//! Linux only; elsewhere neither can be read of others without unsafe code. Nothing but a container of its own holds a
//! program that is out to stay: it may set the limit to another number.

use std::{
    io,
    process::{Child, Command},
};

/// Names the run that a process belongs to.
const VARIABLE: &str = "RUNNER_RUN";

/// What one run hands down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    variable: String,
    /// Bytes of memory, were it kept: no machine has so many.
    limit: u64,
}

impl Mark {
    /// Marks `command` and all that it will start.
    pub(super) fn put_on(command: &mut Command) -> Self {
        use std::hash::{BuildHasher, RandomState};
        // The keys of the standard library's hash maps are random.
        let number = RandomState::new().hash_one(std::process::id());
        let value = format!("{number:016x}");
        command.env(VARIABLE, &value);
        Self {
            variable: format!("{VARIABLE}={value}"),
            // Between 2^62 and 2^63: more than any limit that means something, and not yet the number for no limit.
            limit: (number >> 2) | (1 << 62),
        }
    }

    /// Kills whatever has the mark and was started after `leader`.
    #[cfg(target_os = "linux")]
    pub(super) fn kill_strays(&self, leader: u32) {
        linux::kill(leader, self);
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) fn kill_strays(&self, _leader: u32) {}
}

/// Starts `command`, under the mark if there is one. Every child of this process is started here, one at a time: none must
/// be born under the mark of another.
#[cfg(target_os = "linux")]
pub(super) fn start(command: &mut Command, mark: Option<&Mark>) -> io::Result<Child> {
    use std::sync::{Mutex, PoisonError};
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let before = mark.and_then(|mark| linux::take_limit(mark.limit));
    let child = command.spawn();
    if let Some(before) = before {
        linux::give_back(before);
    }
    let child = child?;
    if let Some(mark) = mark {
        linux::fasten(child.id(), mark.limit);
    }
    Ok(child)
}

#[cfg(not(target_os = "linux"))]
pub(super) fn start(command: &mut Command, _mark: Option<&Mark>) -> io::Result<Child> {
    command.spawn()
}

#[cfg(target_os = "linux")]
mod linux {
    use std::{
        fs,
        time::{Duration, Instant},
    };

    use rustix::process::{
        Pid, Resource, Rlimit, Signal, getrlimit, kill_process, prlimit, setrlimit,
    };

    use super::Mark;

    /// For a program that starts others faster than they are found.
    const PATIENCE: Duration = Duration::from_secs(2);
    /// Numbers that are tried one by one. A check starts a handful of processes; the list of all takes milliseconds.
    const NEAR: u32 = 256;

    /// This process has the limit for a moment; what it had before. Nothing if the system says no.
    pub(super) fn take_limit(limit: u64) -> Option<Rlimit> {
        let before = getrlimit(Resource::Rss);
        let taken = Rlimit {
            current: Some(limit),
            maximum: before.maximum,
        };
        setrlimit(Resource::Rss, taken).ok()?;
        Some(before)
    }

    pub(super) fn give_back(before: Rlimit) {
        // Going back to what was is always allowed.
        let _ = setrlimit(Resource::Rss, before);
    }

    /// It cannot be raised any more, either.
    pub(super) fn fasten(pid: u32, limit: u64) {
        let limit = Rlimit {
            current: Some(limit),
            maximum: Some(limit),
        };
        // One that has ended needs none.
        if let Some(pid) = number(pid) {
            let _ = prlimit(Some(pid), Resource::Rss, limit);
        }
    }

    pub(super) fn kill(leader: u32, mark: &Mark) {
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

    fn find(leader: u32, mark: &Mark) -> Vec<Pid> {
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
        found.into_iter().filter_map(number).collect()
    }

    fn number(pid: u32) -> Option<Pid> {
        i32::try_from(pid).ok().and_then(Pid::from_raw)
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

    fn has_mark(pid: u32, mark: &Mark) -> bool {
        // The dead keep their limits until somebody buries them, which nobody may ever do.
        (has_limit(pid, mark.limit) && !is_dead(pid)) || has_variable(pid, &mark.variable)
    }

    /// `Max resident set        4611686018427387905  4611686018427387905  bytes`
    fn has_limit(pid: u32, limit: u64) -> bool {
        fs::read_to_string(format!("/proc/{pid}/limits")).is_ok_and(|limits| {
            let mut lines = limits.lines();
            let resident = lines.find_map(|line| line.strip_prefix("Max resident set "));
            resident.is_some_and(|values| {
                values
                    .split_whitespace()
                    .any(|value| value.parse() == Ok(limit))
            })
        })
    }

    /// Nobody else's environment can be read, and none is ours to end.
    fn has_variable(pid: u32, mark: &str) -> bool {
        fs::read(format!("/proc/{pid}/environ")).is_ok_and(|variables| {
            variables
                .split(|&byte| byte == 0)
                .any(|variable| variable == mark.as_bytes())
        })
    }

    fn parent(pid: u32) -> Option<u32> {
        let (_, parent) = state_and_parent(pid)?;
        Some(parent)
    }

    fn is_dead(pid: u32) -> bool {
        state_and_parent(pid).is_none_or(|(state, _)| matches!(state, 'Z' | 'X'))
    }

    /// The third and fourth field; the second one is a name in brackets, which may hold anything.
    fn state_and_parent(pid: u32) -> Option<(char, u32)> {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        let (_, rest) = stat.rsplit_once(')')?;
        let mut fields = rest.split_whitespace();
        let state = fields.next()?.chars().next()?;
        Some((state, fields.next()?.parse().ok()?))
    }
}
