//! The two programs and what else is started: a clean environment, a clock around it, what runs below it.

use std::{
    collections::HashMap,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// More than anything here takes, first compiles included.
pub(crate) const PATIENCE: Duration = Duration::from_secs(3600);
/// Without anything done by its children for so long, a program is at rest.
const REST: Duration = Duration::from_millis(300);

/// Where the two programs are.
pub(crate) struct Programs {
    rustlings: OsString,
}

impl Programs {
    pub(crate) fn find() -> Self {
        let rustlings = std::env::var_os("RUSTLINGS").unwrap_or_else(|| "rustlings".into());
        let found = Self { rustlings };
        assert!(
            found.rustlings_version().is_some(),
            "no rustlings: `cargo install rustlings --version 6.5.0 --locked`, or set RUSTLINGS to its path"
        );
        found
    }

    pub(crate) fn rustlings_version(&self) -> Option<String> {
        let asked = self.rustlings(Path::new("."), &["--version"]).output();
        Some(
            String::from_utf8(asked.ok()?.stdout)
                .ok()?
                .trim()
                .to_owned(),
        )
    }

    pub(crate) fn runner(&self, course: &Path, args: &[&str]) -> Command {
        command(env!("CARGO_BIN_EXE_runner"), course, args)
    }

    pub(crate) fn rustlings(&self, course: &Path, args: &[&str]) -> Command {
        command(&self.rustlings, course, args)
    }
}

/// A program as one starts it in a terminal, with nothing that cargo sets for a benchmark: above all no target directory.
pub(crate) fn command(program: impl Into<OsString>, dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(program.into());
    command.args(args).current_dir(dir).env_clear();
    for name in ["PATH", "HOME", "CARGO_HOME", "RUSTUP_HOME", "TMPDIR"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command.stdin(Stdio::null());
    command
}

/// Seconds from start to end, whatever it says and however it ends.
pub(crate) fn time(command: &mut Command) -> f64 {
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let ended = command.status();
    let took = start.elapsed();
    ended.unwrap_or_else(|error| panic!("{command:?}: {error}"));
    took.as_secs_f64()
}

/// Runs something that must succeed.
pub(crate) fn succeed(command: &mut Command) {
    let done = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(
        done.status.success(),
        "{command:?}: {}\n{}",
        done.status,
        String::from_utf8_lossy(&done.stderr)
    );
}

/// Waits until nothing that the process started has done anything for a while. A compiler that waits for a save does nothing.
pub(crate) fn wait_for_rest(pid: u32) {
    let end = Instant::now() + PATIENCE;
    let (mut since, mut before) = (Instant::now(), HashMap::new());
    while since.elapsed() < REST {
        assert!(Instant::now() < end, "process {pid} does not come to rest");
        let now = descendants(pid);
        if now != before {
            (since, before) = (Instant::now(), now);
        }
        thread::sleep(Duration::from_millis(20));
    }
}

/// The processes below this one, with the ticks that each has run.
fn descendants(ancestor: u32) -> HashMap<u32, u64> {
    let processes = fs::read_dir("/proc").expect("Linux has it").flatten();
    let all: HashMap<u32, (u32, u64)> = processes
        .filter_map(|process| {
            let pid = process.file_name().to_str()?.parse().ok()?;
            let stat = stat(&process.path())?;
            Some((pid, (stat[1].parse().ok()?, ticks(&stat))))
        })
        .collect();
    let is_below = |mut pid: u32| {
        while let Some((parent, _)) = all.get(&pid) {
            if *parent == ancestor {
                return true;
            }
            pid = *parent;
        }
        false
    };
    let below = all.iter().filter(|(pid, _)| is_below(**pid));
    below.map(|(pid, (_, ticks))| (*pid, *ticks)).collect()
}

/// Resident memory of a process and of all that it started, in bytes.
pub(crate) fn memory_of_all(pid: u32) -> f64 {
    let all = descendants(pid).into_keys().chain([pid]);
    all.map(|pid| memory(pid, "VmRSS:")).sum()
}

/// Processor time that a process has used itself, in seconds.
pub(crate) fn processor_time(pid: u32) -> f64 {
    /// What the kernel counts in, for programs, on every machine.
    const TICKS_PER_SECOND: f64 = 100.0;
    let stat = stat(&PathBuf::from(format!("/proc/{pid}"))).expect("it runs");
    ticks(&stat) as f64 / TICKS_PER_SECOND
}

fn ticks(stat: &[String]) -> u64 {
    let fields = stat[11..13].iter();
    fields
        .map(|field| field.parse::<u64>().expect("a number"))
        .sum()
}

/// Fields of `/proc/PID/stat` behind the name: state, parent, and so on.
fn stat(process: &Path) -> Option<Vec<String>> {
    let text = fs::read_to_string(process.join("stat")).ok()?;
    // The name is in parentheses and may hold any others.
    let (_, fields) = text.rsplit_once(") ")?;
    Some(fields.split_whitespace().map(str::to_owned).collect())
}

/// A line of `/proc/PID/status`, in bytes.
pub(crate) fn memory(pid: u32, line: &str) -> f64 {
    let text = fs::read_to_string(format!("/proc/{pid}/status")).expect("it runs");
    let value = text.lines().find_map(|found| found.strip_prefix(line));
    let value = value
        .and_then(|value| value.split_whitespace().next())
        .expect("it has memory");
    value.parse::<f64>().expect("a number of KiB") * 1024.0
}
