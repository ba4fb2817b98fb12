//! Child processes: start, capture with a cap, limit, cancel, kill the whole group, reap. The only place that spawns.

mod browse;
pub(crate) mod edit;

use std::{
    io::{self, Read},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{self, RecvTimeoutError},
    },
    thread,
    time::{Duration, Instant},
};

pub(crate) use self::browse::browse;

/// Bytes kept from the beginning and from the end of each stream; what lies between is counted and dropped.
const KEPT_HEAD: usize = 1 << 20;
const KEPT_TAIL: usize = 1 << 20;
/// How long a stream may stay open after its process is gone (somebody left the group and kept it).
const STREAM_GRACE: Duration = Duration::from_millis(200);
/// Between two looks of somebody who follows a child beside its streams.
const TICK: Duration = Duration::from_millis(100);

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

/// Stops the child that runs under it, now or as soon as it starts. Clones share the state.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cancel(Arc<Mutex<CancelState>>);

#[derive(Debug, Default)]
struct CancelState {
    cancelled: bool,
    /// Its children give way to everything else on the machine.
    gentle: bool,
    groups: Vec<u32>,
}

impl Cancel {
    /// For work that nobody waits for.
    pub(crate) fn gentle() -> Self {
        Self(Arc::new(Mutex::new(CancelState {
            gentle: true,
            ..CancelState::default()
        })))
    }

    pub(crate) fn cancel(&self) {
        let mut state = self.state();
        state.cancelled = true;
        for group in &state.groups {
            kill_group(*group);
        }
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        self.state().cancelled
    }

    fn state(&self) -> MutexGuard<'_, CancelState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts `command`; nothing if it was cancelled before.
    ///
    /// The state is locked until the child is known: one that starts while this process is told to end, and ends,
    /// would run on for ever.
    fn spawn(&self, command: &mut Command) -> io::Result<Option<Child>> {
        let mut state = self.state();
        if state.cancelled {
            return Ok(None);
        }
        let child = command.spawn()?;
        if state.gentle {
            give_way(child.id());
        }
        state.groups.push(child.id());
        Ok(Some(child))
    }

    fn unregister(&self, group: u32) {
        self.state().groups.retain(|&other| other != group);
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
    supervise(
        command,
        limits,
        cancel,
        &mut Listener {
            on_stderr,
            on_tick: None,
        },
    )
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
            on_stderr: &mut |_| {},
            on_tick: Some(on_tick),
        },
    )
}

/// Who hears of a child while it runs.
struct Listener<'a> {
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
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);

    let started = Instant::now();
    let Some(mut child) = cancel.spawn(command)? else {
        return Ok(Finished {
            ending: Ending::Cancelled,
            stdout: String::new(),
            stderr: String::new(),
        });
    };
    let group = child.id();
    limit_memory(group, limits.memory);

    let (events, inbox) = mpsc::channel();
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
        group,
        open: 2,
        bytes: 0,
        early: None,
    };
    let status = state.until_gone(&inbox, listener);
    cancel.unregister(group);
    // Whatever the child started goes with it: nothing of an exercise outlives its check.
    kill_group(group);
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
    group: u32,
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
            Event::Bytes(stream, bytes) => {
                self.bytes += bytes.len() as u64;
                if stream == Stream::Err {
                    on_stderr(&bytes);
                }
                if self.early.is_none() && self.limits.output.is_some_and(|most| self.bytes > most)
                {
                    self.stop(Ending::TooMuchOutput);
                }
            }
            Event::Closed => self.open -= 1,
            Event::Gone(_) => {}
        }
    }

    fn stop(&mut self, why: Ending) {
        self.early = Some(why);
        kill_group(self.group);
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stream {
    Out,
    Err,
}

enum Event {
    Bytes(Stream, Vec<u8>),
    Closed,
    Gone(io::Result<ExitStatus>),
}

type Shared = Arc<Mutex<Captured>>;

fn read_in_background(
    mut from: impl Read + Send + 'static,
    stream: Stream,
    events: mpsc::Sender<Event>,
) -> Shared {
    let captured = Shared::default();
    let kept = Arc::clone(&captured);
    thread::spawn(move || {
        let mut buffer = vec![0; 64 << 10];
        loop {
            match from.read(&mut buffer) {
                Ok(0) => break,
                Ok(n) => {
                    kept.lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push(&buffer[..n]);
                    if events
                        .send(Event::Bytes(stream, buffer[..n].to_vec()))
                        .is_err()
                    {
                        return;
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => break,
            }
        }
        // Nobody listens any more if the run has given up on this stream.
        let _ = events.send(Event::Closed);
    });
    captured
}

fn wait_in_background(mut child: Child, events: mpsc::Sender<Event>) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        let _ = events.send(Event::Gone(child.wait()));
    })
}

fn text_of(captured: Option<Shared>) -> String {
    captured.map_or_else(String::new, |captured| {
        captured
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .text()
    })
}

/// The beginning and the end of a stream of any length.
#[derive(Default)]
struct Captured {
    head: Vec<u8>,
    tail: Vec<u8>,
    dropped: u64,
}

impl Captured {
    fn push(&mut self, bytes: &[u8]) {
        let room = KEPT_HEAD - self.head.len();
        let (first, rest) = bytes.split_at(bytes.len().min(room));
        self.head.extend_from_slice(first);
        self.tail.extend_from_slice(rest);
        // Trimmed in big steps, so that a flood costs one move a megabyte.
        if self.tail.len() > 2 * KEPT_TAIL {
            let cut = self.tail.len() - KEPT_TAIL;
            self.tail.drain(..cut);
            self.dropped += cut as u64;
        }
    }

    fn text(&self) -> String {
        let head = String::from_utf8_lossy(&self.head);
        if self.tail.is_empty() {
            return head.into_owned();
        }
        let cut = self.tail.len().saturating_sub(KEPT_TAIL);
        let dropped = self.dropped + cut as u64;
        let tail = String::from_utf8_lossy(&self.tail[cut..]);
        if dropped == 0 {
            format!("{head}{tail}")
        } else {
            format!("{head}\n[... {dropped} bytes left out ...]\n{tail}")
        }
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

#[cfg(unix)]
fn kill_group(group: u32) {
    use rustix::process::{Pid, Signal, kill_process_group};
    if let Some(pid) = i32::try_from(group).ok().and_then(Pid::from_raw) {
        // The group may be gone already: that is what was wanted.
        let _ = kill_process_group(pid, Signal::KILL);
    }
}

#[cfg(not(unix))]
fn kill_group(_group: u32) {}

#[cfg(unix)]
fn give_way(pid: u32) {
    const LOWEST_PRIORITY: i32 = 19;
    use rustix::process::{Pid, setpriority_process};
    if let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) {
        // A child that has ended needs no priority.
        let _ = setpriority_process(Some(pid), LOWEST_PRIORITY);
    }
}

#[cfg(not(unix))]
fn give_way(_pid: u32) {}

/// Set from outside right after the start: a limit only bounds what is asked for later, and nothing big was yet.
#[cfg(target_os = "linux")]
fn limit_memory(pid: u32, limit: Option<u64>) {
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
fn limit_memory(_pid: u32, _limit: Option<u64>) {}

#[cfg(all(test, unix))]
mod tests;
