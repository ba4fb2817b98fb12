//! Child processes: start, capture with a cap, limit, cancel, kill the whole group, reap. The only place that spawns.

mod browse;
mod cancel;
mod capture;
pub(crate) mod edit;
mod group;
mod limits;
mod standby;
mod strays;

use std::{
    io,
    process::{Command, ExitStatus, Stdio},
    sync::mpsc::{self, RecvTimeoutError},
    time::{Duration, Instant},
};

pub(crate) use self::{
    browse::browse,
    cancel::Cancel,
    capture::tells_of_left_out,
    limits::{Limits, Trust},
    standby::Standby,
};
use self::{
    capture::{Event, Stream, read_in_background, text_of, wait_in_background},
    group::Group,
};

/// How long a stream may stay open after its process is gone (somebody left the group and kept it).
const STREAM_GRACE: Duration = Duration::from_millis(200);
/// Pieces of output that wait to be looked at. A program that prints faster waits for us, and not in our memory.
const QUEUE: usize = 16;
/// Between two looks of somebody who follows a child beside its streams.
const TICK: Duration = Duration::from_millis(100);

/// How a child ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    Exited(i32),
    Signalled(i32),
    TimedOut,
    TooMuchOutput,
    Cancelled,
}

/// A child that is gone, with what it left.
#[derive(Debug, Clone)]
pub(crate) struct Finished {
    pub(crate) ending: Ending,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Finished {
    pub(crate) fn succeeded(&self) -> bool {
        self.ending == Ending::Exited(0)
    }
}

impl From<ExitStatus> for Ending {
    fn from(status: ExitStatus) -> Self {
        #[cfg(unix)]
        if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
            return Self::Signalled(signal);
        }
        Self::Exited(status.code().unwrap_or(-1))
    }
}

/// Runs `command` to its end, or to the first of its limits.
pub(crate) fn run(command: &mut Command, limits: &Limits, cancel: &Cancel) -> io::Result<Finished> {
    run_watched(command, limits, cancel, &mut |_| {})
}

/// As [`run`]; `on_stderr` sees standard error as it arrives, in pieces.
pub(crate) fn run_watched(
    command: &mut Command,
    limits: &Limits,
    cancel: &Cancel,
    on_stderr: &mut dyn FnMut(&[u8]),
) -> io::Result<Finished> {
    run_waiting(None, command, limits, cancel, on_stderr)
}

/// As [`run`]; `on_tick` is called ten times a second while the child runs.
pub(crate) fn run_followed(
    command: &mut Command,
    limits: &Limits,
    cancel: &Cancel,
    on_tick: &mut dyn FnMut(),
) -> io::Result<Finished> {
    supervise(
        command,
        limits,
        cancel,
        &mut Listener {
            standby: None,
            on_stderr: &mut |_| {},
            on_tick: Some(on_tick),
        },
    )
}

/// As [`run_watched`], by the process of `standby` if that will do.
pub(crate) fn run_waiting(
    standby: Option<&Standby>,
    command: &mut Command,
    limits: &Limits,
    cancel: &Cancel,
    on_stderr: &mut dyn FnMut(&[u8]),
) -> io::Result<Finished> {
    supervise(
        command,
        limits,
        cancel,
        &mut Listener {
            standby,
            on_stderr,
            on_tick: None,
        },
    )
}

/// Where a child comes from, if not from its command alone, and who hears of it while it runs.
struct Listener<'a> {
    standby: Option<&'a Standby>,
    on_stderr: &'a mut dyn FnMut(&[u8]),
    on_tick: Option<&'a mut dyn FnMut()>,
}

fn supervise(
    command: &mut Command,
    limits: &Limits,
    cancel: &Cancel,
    listener: &mut Listener,
) -> io::Result<Finished> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());

    let started = Instant::now();
    let Some((mut child, group)) = cancel.spawn(command, limits.trust, listener.standby)? else {
        return Ok(Finished {
            ending: Ending::Cancelled,
            stdout: String::new(),
            stderr: String::new(),
        });
    };
    limits::apply(limits, child.id());

    let (events, inbox) = mpsc::sync_channel(QUEUE);
    let stdout = child
        .stdout
        .take()
        .map(|stream| read_in_background(stream, Stream::Out, events.clone()));
    let stderr = child
        .stderr
        .take()
        .map(|stream| read_in_background(stream, Stream::Err, events.clone()));
    let waiter = wait_in_background(child, events);

    let mut state = Watching {
        limits,
        deadline: started + limits.time,
        next_tick: started + TICK,
        group: &group,
        open: 2,
        bytes: 0,
        early: None,
    };
    let status = state.until_gone(&inbox, listener);
    // Whatever the child started goes with it: nothing of an exercise outlives its check.
    group.kill();
    cancel.unregister(&group);
    state.until_closed(&inbox, listener.on_stderr);
    // The thread has sent the status, or the channel would have said that it is gone.
    drop(waiter);

    let ending = match (state.early, cancel.is_cancelled()) {
        (Some(early), _) => early,
        (None, true) => Ending::Cancelled,
        (None, false) => status?.into(),
    };
    Ok(Finished {
        ending,
        stdout: text_of(stdout),
        stderr: text_of(stderr),
    })
}

/// The loop's view of one running child.
struct Watching<'a> {
    limits: &'a Limits,
    deadline: Instant,
    next_tick: Instant,
    group: &'a Group,
    open: usize,
    bytes: u64,
    early: Option<Ending>,
}

impl Watching<'_> {
    /// Passes output on until the process itself is gone, stopping it at a limit.
    fn until_gone(
        &mut self,
        inbox: &mpsc::Receiver<Event>,
        listener: &mut Listener,
    ) -> io::Result<ExitStatus> {
        loop {
            if let Some(on_tick) = &mut listener.on_tick
                && Instant::now() >= self.next_tick
            {
                on_tick();
                self.next_tick = Instant::now() + TICK;
            }
            let wake = match listener.on_tick {
                Some(_) => self.deadline.min(self.next_tick),
                None => self.deadline,
            };
            let event = if self.early.is_none() {
                inbox.recv_timeout(wake.saturating_duration_since(Instant::now()))
            } else {
                inbox.recv().map_err(Into::into)
            };
            match event {
                Ok(Event::Gone(status)) => return status,
                Ok(event) => self.note(event, listener.on_stderr),
                Err(RecvTimeoutError::Timeout) if Instant::now() < self.deadline => {}
                Err(RecvTimeoutError::Timeout) => self.stop(Ending::TimedOut),
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(io::Error::other("lost track of the child process"));
                }
            }
        }
    }

    /// What was still in the pipes. A process that left the group may hold them open: not waited for.
    fn until_closed(&mut self, inbox: &mpsc::Receiver<Event>, on_stderr: &mut dyn FnMut(&[u8])) {
        while self.open > 0 {
            match inbox.recv_timeout(STREAM_GRACE) {
                Ok(event) => self.note(event, on_stderr),
                Err(_) => return,
            }
        }
    }

    fn note(&mut self, event: Event, on_stderr: &mut dyn FnMut(&[u8])) {
        match event {
            Event::Out(count) => self.count(count),
            Event::Err(bytes) => {
                on_stderr(&bytes);
                self.count(bytes.len());
            }
            Event::Closed => self.open -= 1,
            Event::Gone(_) => {}
        }
    }

    fn count(&mut self, bytes: usize) {
        self.bytes += bytes as u64;
        if self.early.is_none() && self.limits.output.is_some_and(|most| self.bytes > most) {
            self.stop(Ending::TooMuchOutput);
        }
    }

    fn stop(&mut self, why: Ending) {
        self.early = Some(why);
        self.group.kill();
    }
}

#[cfg(all(test, unix))]
mod tests;
