//! Courses in temporary directories, the real program on them, and what it said held against what it should say.

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs,
    io::Read,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;

/// Far more than anything here takes, so that only a program that hangs reaches it.
pub(crate) const PATIENCE: Duration = Duration::from_secs(120);

/// What a course's first check says on standard error, for a level called `Numbers`.
pub(crate) const PREPARING: &str = "preparing Numbers: compiling the crates it uses (once)\n";

// ---- exercise files ------------------------------------------------------------------------------

/// An untouched exercise, `one`, and its solution is [`solved`].
pub(crate) const ONE: &str = "\
fn one() -> i32 {
    todo!(\"the number after zero\")
}

fn main() {
    println!(\"one is {}\", one());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_one() {
        assert_eq!(one(), 1);
    }

    #[test]
    fn it_is_odd() {
        assert_eq!(one() % 2, 1, \"an odd number leaves 1\");
    }
}
";

/// The same with `two`.
pub(crate) const TWO: &str = "\
fn two() -> i32 {
    todo!(\"the number after one\")
}

fn main() {
    println!(\"two is {}\", two());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_is_two() {
        assert_eq!(two(), 2);
    }
}
";

/// [`ONE`] or [`TWO`] with `body` in place of the `todo!`.
pub(crate) fn with_body(stub: &str, body: &str) -> String {
    let start = stub.find("    todo!(").expect("the file is untouched");
    let end = start + stub[start..].find('\n').expect("lines end");
    format!("{}    {body}{}", &stub[..start], &stub[end..])
}

/// [`ONE`] or [`TWO`], solved.
pub(crate) fn solved(stub: &str) -> String {
    with_body(stub, if stub == ONE { "1" } else { "2" })
}

/// [`ONE`] or [`TWO`], attempted: the first test fails.
pub(crate) fn wrong(stub: &str) -> String {
    with_body(stub, "3")
}

// ---- courses -------------------------------------------------------------------------------------

/// A course in a temporary directory, which goes when it is dropped. Each step of building it is on disk at once.
pub(crate) struct Course {
    place: TempDir,
    root: PathBuf,
    levels: Vec<Level>,
    kit: bool,
    archived: bool,
}

struct Level {
    dir: String,
    keys: String,
    exercises: Vec<Exercise>,
}

struct Exercise {
    name: String,
    keys: String,
    untouched: String,
}

impl Course {
    /// An empty course called `Tiny`.
    pub(crate) fn new() -> Self {
        let place = tempfile::tempdir().expect("a temporary directory");
        let root = place
            .path()
            .canonicalize()
            .expect("it exists")
            .join("course");
        fs::create_dir_all(&root).expect("it can be made");
        fs::create_dir_all(place.path().join("home")).expect("it can be made");
        let course = Self {
            place,
            root,
            levels: Vec::new(),
            kit: false,
            archived: true,
        };
        course.write(
            "Cargo.toml",
            "[workspace]\nmembers = [\"exercises/*\"]\nresolver = \"3\"\n\n[profile.dev]\ndebug = \"line-tables-only\"\n",
        );
        course.derive();
        course
    }

    /// One level with `one`, its hints and its solution.
    pub(crate) fn one() -> Self {
        Self::new()
            .numbers()
            .exercise("01_one", ONE)
            .key(HINTS)
            .solution(&solved(ONE))
    }

    /// One level with `one` and `two`, solutions and hints.
    pub(crate) fn two() -> Self {
        Self::one().exercise("02_two", TWO).solution(&solved(TWO))
    }

    /// Two levels: `one` and `two`, then `greet` and a second `two`.
    pub(crate) fn roadmap() -> Self {
        Self::two()
            .key("difficulty = 2\ntopics = [\"counting\"]")
            .level("02_words")
            .level_key(
                "title = \"Words\"\nsummary = \"Numbers, spelled.\"\nneeds = [\"01_numbers\"]",
            )
            .exercise("01_greet", ONE)
            .key("kind = \"boss\"\ntitle = \"Say hello\"\ndifficulty = 3")
            .exercise("02_two", TWO)
            .key("kind = \"quiz\"")
            .solution(&solved(TWO))
    }

    fn numbers(self) -> Self {
        self.level("01_numbers").level_key("title = \"Numbers\"")
    }

    pub(crate) fn level(mut self, dir: &str) -> Self {
        self.levels.push(Level {
            dir: dir.to_owned(),
            keys: String::new(),
            exercises: Vec::new(),
        });
        self.derive();
        self
    }

    /// Lines for the last level's entry in `info.toml`.
    pub(crate) fn level_key(mut self, lines: &str) -> Self {
        let level = self.levels.last_mut().expect("a level comes first");
        level.keys.push_str(&format!("{lines}\n"));
        self.derive();
        self
    }

    /// An exercise of the last level; the file as it is untouched.
    pub(crate) fn exercise(mut self, name: &str, untouched: &str) -> Self {
        let level = self.levels.last_mut().expect("a level comes first");
        level.exercises.push(Exercise {
            name: name.to_owned(),
            keys: String::new(),
            untouched: untouched.to_owned(),
        });
        let file = format!("exercises/{}/{name}.rs", level.dir);
        self.write(&file, untouched);
        self.derive();
        self
    }

    /// Lines for the last exercise's entry in `info.toml`.
    pub(crate) fn key(mut self, lines: &str) -> Self {
        let exercise = self
            .levels
            .last_mut()
            .and_then(|level| level.exercises.last_mut());
        exercise
            .expect("an exercise comes first")
            .keys
            .push_str(&format!("{lines}\n"));
        self.derive();
        self
    }

    /// The solution of the last exercise.
    pub(crate) fn solution(self, text: &str) -> Self {
        let level = self.levels.last().expect("a level comes first");
        let exercise = level.exercises.last().expect("an exercise comes first");
        self.write(
            &format!("solutions/{}/{}.rs", level.dir, exercise.name),
            text,
        );
        self
    }

    /// A library that all levels depend on, as a course's kit.
    pub(crate) fn kit(mut self, source: &str) -> Self {
        self.kit = true;
        let manifest = "[package]\nname = \"kit\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[features]\nloud = []\n";
        self.write("exercises/kit/Cargo.toml", manifest);
        self.write("exercises/kit/src/lib.rs", source);
        self.derive();
        self
    }

    /// A course that does not ship its untouched texts.
    pub(crate) fn without_archive(mut self) -> Self {
        self.archived = false;
        self.remove("exercises/untouched.txt");
        self
    }

    /// Writes what follows from the parts: `info.toml`, manifests, lock file, the archive of untouched files.
    fn derive(&self) {
        let mut info = "format_version = 1\ntitle = \"Tiny\"\n".to_owned();
        for level in &self.levels {
            info.push_str(&format!(
                "\n[[levels]]\ndir = \"{}\"\n{}",
                level.dir, level.keys
            ));
        }
        let mut archive = "The untouched exercises.\n".to_owned();
        let mut lock = LOCK.to_owned();
        for level in &self.levels {
            let package = format!("level_{}", level.dir);
            let mut manifest = format!(
                "[package]\nname = \"{package}\"\nversion = \"0.0.0\"\nedition = \"2024\"\nautobins = false\n"
            );
            for Exercise {
                name,
                keys,
                untouched,
            } in &level.exercises
            {
                let dir = &level.dir;
                info.push_str(&format!(
                    "\n[[exercises]]\nname = \"{name}\"\ndir = \"{dir}\"\n{keys}"
                ));
                archive.push_str(&format!("\n=====> exercises/{dir}/{name}.rs\n{untouched}"));
                manifest.push_str(&format!(
                    "\n[[bin]]\nname = \"{dir}_{name}\"\npath = \"{name}.rs\"\n"
                ));
            }
            lock.push_str(&format!(
                "\n[[package]]\nname = \"{package}\"\nversion = \"0.0.0\"\n"
            ));
            if self.kit {
                manifest.push_str("\n[dependencies]\nkit = { path = \"../kit\" }\n");
                lock.push_str("dependencies = [\n \"kit\",\n]\n");
            }
            self.write(&format!("exercises/{}/Cargo.toml", level.dir), &manifest);
        }
        if self.kit {
            let kit = "\n[[package]]\nname = \"kit\"\nversion = \"0.0.0\"\n";
            lock = lock.replacen(LOCK, &format!("{LOCK}{kit}"), 1);
        }
        self.write("info.toml", &info);
        self.write("Cargo.lock", &lock);
        if self.archived {
            self.write("exercises/untouched.txt", &archive);
        }
    }

    // ---- files -----------------------------------------------------------------------------------

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A place beside the course that goes with it.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.place
            .path()
            .canonicalize()
            .expect("it exists")
            .join(name)
    }

    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.root.join(file)
    }

    pub(crate) fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    pub(crate) fn write(&self, file: &str, content: impl AsRef<[u8]>) {
        let path = self.path(file);
        fs::create_dir_all(path.parent().expect("it has one")).expect("it can be made");
        fs::write(&path, content).unwrap_or_else(|error| panic!("{file}: {error}"));
    }

    pub(crate) fn remove(&self, file: &str) {
        fs::remove_file(self.path(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    }

    /// Replaces `old`, which is there once, by `new`.
    pub(crate) fn edit(&self, file: &str, old: &str, new: &str) {
        let text = self.read(file);
        assert_eq!(text.matches(old).count(), 1, "{old:?} in {file}:\n{text}");
        self.write(file, text.replacen(old, new, 1));
    }

    /// Copies the solution over the exercise.
    pub(crate) fn solve(&self, id: &str) {
        self.write(
            &format!("exercises/{id}.rs"),
            self.read(&format!("solutions/{id}.rs")),
        );
    }

    /// `.runner/progress.toml`.
    pub(crate) fn progress(&self) -> toml::Table {
        self.read(".runner/progress.toml")
            .parse()
            .expect("it is TOML")
    }

    /// Every file and directory below the course, with the files' bytes.
    pub(crate) fn snapshot(&self) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
        let mut all = BTreeMap::new();
        let mut open = vec![self.root.clone()];
        while let Some(dir) = open.pop() {
            for entry in fs::read_dir(&dir).expect("it can be read") {
                let path = entry.expect("it can be read").path();
                if path.is_dir() {
                    open.push(path.clone());
                    all.insert(path, None);
                } else {
                    let bytes = fs::read(&path).expect("it can be read");
                    all.insert(path, Some(bytes));
                }
            }
        }
        all
    }

    // ---- running ---------------------------------------------------------------------------------

    /// The program with these arguments, in the course's directory and an environment of its own.
    pub(crate) fn command(&self, args: &str) -> Command {
        let mut command = Command::new(RUNNER);
        command
            .args(args.split_whitespace())
            .current_dir(&self.root);
        self.clean(&mut command);
        command
    }

    /// Cargo in the same directory and environment.
    pub(crate) fn cargo(&self, args: &str) -> Command {
        let mut command = Command::new("cargo");
        command
            .args(args.split_whitespace())
            .current_dir(&self.root);
        self.clean(&mut command);
        command
    }

    pub(crate) fn runner(&self, args: &str) -> Done {
        self.finish(&mut self.command(args))
    }

    /// Runs a command to its end.
    pub(crate) fn finish(&self, command: &mut Command) -> Done {
        finish_within(PATIENCE, command, &self.root)
    }

    /// Cargo has a home of its own, so that neither the user's configuration nor a cargo elsewhere has a say.
    fn clean(&self, command: &mut Command) {
        let home = self.beside("home");
        clean(command, &home, &home.join(".cargo"));
    }
}

/// A test that fails leaves no loop of its exercise behind, however its runner came to end.
#[cfg(target_os = "linux")]
impl Drop for Course {
    fn drop(&mut self) {
        use rustix::process::{Pid, Signal, kill_process};
        for (pid, _) in processes_in(&self.place.path().display().to_string()) {
            if let Some(pid) = Pid::from_raw(pid) {
                // It may have ended by itself.
                let _ = kill_process(pid, Signal::KILL);
            }
        }
    }
}

/// Nothing of the caller's environment but what finds the toolchain.
pub(crate) fn clean(command: &mut Command, home: &Path, cargo_home: &Path) {
    command.env_clear();
    for name in ["PATH", "RUSTUP_TOOLCHAIN", "TMPDIR", "TEMP", "SYSTEMROOT"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command
        .env("RUSTUP_HOME", home_of("RUSTUP_HOME", ".rustup"))
        .env("CARGO_HOME", cargo_home)
        .env("HOME", home);
}

/// The user's own directory of that kind.
pub(crate) fn home_of(variable: &str, usual: &str) -> PathBuf {
    let usual = || {
        std::env::home_dir()
            .expect("there is a home directory")
            .join(usual)
    };
    std::env::var_os(variable).map_or_else(usual, PathBuf::from)
}

pub(crate) const RUNNER: &str = env!("CARGO_BIN_EXE_runner");

/// As cargo writes it, so that it leaves it alone.
const LOCK: &str = "# This file is automatically @generated by Cargo.\n# It is not intended for manual editing.\nversion = 4\n";

const HINTS: &str = "\
hints = [\"Which number comes after zero?\", \"A literal is an expression.\", \"For three one would write `3`.\"]
learned = [\"A function's last expression is its value.\"]";

/// Runs a command to its end; `root` is written `[ROOT]` in what it said.
pub(crate) fn finish_within(patience: Duration, command: &mut Command, root: &Path) -> Done {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let stdout = in_background(child.stdout.take().expect("it is piped"));
    let stderr = in_background(child.stderr.take().expect("it is piped"));
    let code = wait_within(patience, &mut child);
    let code = code.unwrap_or_else(|| panic!("{command:?} did not end"));
    let text = |bytes: thread::JoinHandle<Vec<u8>>| {
        let bytes = bytes.join().expect("reading does not panic");
        String::from_utf8(bytes)
            .expect("UTF-8")
            .replace(&root.display().to_string(), "[ROOT]")
    };
    Done {
        command: format!("{command:?}"),
        code,
        stdout: text(stdout),
        stderr: text(stderr),
    }
}

fn in_background(mut from: impl Read + Send + 'static) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // What was read before a failure is compared all the same.
        let _ = from.read_to_end(&mut bytes);
        bytes
    })
}

/// The exit code; -1 for a signal. Nothing if it had to be killed.
pub(crate) fn wait(child: &mut Child) -> Option<i32> {
    wait_within(PATIENCE, child)
}

fn wait_within(patience: Duration, child: &mut Child) -> Option<i32> {
    let end = Instant::now() + patience;
    while Instant::now() < end {
        if let Some(status) = child.try_wait().expect("a child can be waited for") {
            return Some(status.code().unwrap_or(-1));
        }
        thread::sleep(Duration::from_millis(5));
    }
    let _ = child.kill();
    let _ = child.wait();
    None
}

/// Waits until `condition` gives something.
#[track_caller]
pub(crate) fn until<T>(what: &str, mut condition: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(value) = condition() {
            return value;
        }
        assert!(Instant::now() < end, "waited in vain: {what}");
        thread::sleep(Duration::from_millis(10));
    }
}

/// A program that runs beside the test; killed if the test fails.
pub(crate) struct Running {
    command: String,
    root: PathBuf,
    pub(crate) child: Child,
    stdout: Arc<Mutex<Vec<u8>>>,
    reader: Option<thread::JoinHandle<()>>,
    stderr: Option<thread::JoinHandle<Vec<u8>>>,
}

impl Running {
    pub(crate) fn start(course: &Course, args: &str) -> Self {
        Self::of(course.command(args), course)
    }

    /// Any command that works on the course.
    pub(crate) fn of(mut command: Command, course: &Course) -> Self {
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command
            .spawn()
            .unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let mut out = child.stdout.take().expect("it is piped");
        let stdout = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&stdout);
        let reader = thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(n) = out.read(&mut buffer)
                && n > 0
            {
                seen.lock()
                    .expect("no reader panics")
                    .extend_from_slice(&buffer[..n]);
            }
        });
        Self {
            command: format!("{command:?}"),
            root: course.root().to_path_buf(),
            stderr: child.stderr.take().map(in_background),
            reader: Some(reader),
            stdout,
            child,
        }
    }

    /// Standard output so far.
    pub(crate) fn stdout(&self) -> String {
        let bytes = self.stdout.lock().expect("no reader panics");
        String::from_utf8_lossy(&bytes).replace(&self.root.display().to_string(), "[ROOT]")
    }

    /// Waits until standard output has `text` so many times.
    #[track_caller]
    pub(crate) fn says(&mut self, text: &str, times: usize) {
        let end = Instant::now() + PATIENCE;
        while self.stdout().matches(text).count() < times {
            let gone = self.child.try_wait().expect("a child can be waited for");
            assert!(
                gone.is_none(),
                "ended with {gone:?} before it said {text:?}:\n{}",
                self.stdout()
            );
            assert!(
                Instant::now() < end,
                "waited in vain for {text:?}:\n{}",
                self.stdout()
            );
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits for its end.
    #[track_caller]
    pub(crate) fn end(mut self) -> Done {
        let code = wait(&mut self.child)
            .unwrap_or_else(|| panic!("{} did not end:\n{}", self.command, self.stdout()));
        self.reader
            .take()
            .expect("taken once")
            .join()
            .expect("reading does not panic");
        let stderr = self
            .stderr
            .take()
            .expect("taken once")
            .join()
            .expect("reading does not panic");
        let stderr =
            String::from_utf8_lossy(&stderr).replace(&self.root.display().to_string(), "[ROOT]");
        Done {
            command: self.command.clone(),
            code,
            stdout: self.stdout(),
            stderr,
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        end_with_all_it_started(&mut self.child);
    }
}

/// Asks a runner to end, so that it ends what it has started; whatever still runs then is killed. Most often it has ended.
pub(crate) fn end_with_all_it_started(child: &mut Child) {
    #[cfg(unix)]
    if let Ok(None) = child.try_wait() {
        use rustix::process::{Pid, Signal, kill_process};
        let _ = kill_process(Pid::from_child(child), Signal::TERM);
        let end = Instant::now() + Duration::from_secs(10);
        while Instant::now() < end && matches!(child.try_wait(), Ok(None)) {
            thread::sleep(Duration::from_millis(5));
        }
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// A program that has ended.
#[derive(Debug)]
pub(crate) struct Done {
    command: String,
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Done {
    /// Exit code, all of standard output, all of standard error, with the wildcards of [`matches`].
    #[track_caller]
    pub(crate) fn is(&self, code: i32, stdout: &str, stderr: &str) {
        let said = self.stderr.replace(OTHER_CARGO, "");
        let wrong: Vec<String> = [
            ("standard output", stdout, &self.stdout),
            ("standard error", stderr, &said),
        ]
        .iter()
        .filter(|(_, expected, actual)| !matches(expected, actual))
        .map(|(what, expected, actual)| {
            format!(
                "{what} should be\n{}\nand is\n{}\n",
                quoted(expected),
                quoted(actual)
            )
        })
        .collect();
        assert!(
            wrong.is_empty() && self.code == code,
            "{}\nexit code {} (should be {code})\n{}{}",
            self.command,
            self.code,
            wrong.join("\n"),
            if wrong.is_empty() {
                format!("{}{said}", self.stdout)
            } else {
                String::new()
            }
        );
    }
}

/// Said when two cargos meet, which is the machine's doing.
const OTHER_CARGO: &str = "waiting for another cargo to finish (an editor's rust-analyzer?)\n";

fn quoted(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(|line| format!("  |{line}")).collect();
    lines.join("\n")
}

/// Whether `actual` is `expected`, where `[..]` stands for any text within a line and a line `[...]` for any lines.
pub(crate) fn matches(expected: &str, actual: &str) -> bool {
    let expected: Vec<&str> = expected.split('\n').collect();
    let actual: Vec<&str> = actual.split('\n').collect();
    lines_match(&expected, &actual)
}

fn lines_match(expected: &[&str], actual: &[&str]) -> bool {
    match expected {
        [] => actual.is_empty(),
        ["[...]", rest @ ..] => {
            (0..=actual.len()).any(|skipped| lines_match(rest, &actual[skipped..]))
        }
        [first, rest @ ..] => {
            actual.first().is_some_and(|line| line_matches(first, line))
                && lines_match(rest, &actual[1..])
        }
    }
}

fn line_matches(expected: &str, actual: &str) -> bool {
    match expected.split_once("[..]") {
        None => expected == actual,
        Some((before, after)) => actual.strip_prefix(before).is_some_and(|rest| {
            let mut starts = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
            starts.any(|at| line_matches(after, &rest[at..]))
        }),
    }
}

/// Sends a signal to a child that runs.
#[cfg(unix)]
pub(crate) fn signal(child: &Child, signal: rustix::process::Signal) {
    rustix::process::kill_process(rustix::process::Pid::from_child(child), signal)
        .expect("it runs");
}

/// The command lines of running programs that name a place in the course: its compilers and its exercises.
#[cfg(unix)]
pub(crate) fn running_in(course: &Course) -> Vec<String> {
    let root = course.root().display().to_string();
    processes_in(&root)
        .into_iter()
        .map(|(_, line)| line)
        .collect()
}

/// Number and command line of those that name `place`.
#[cfg(unix)]
fn processes_in(place: &str) -> Vec<(i32, String)> {
    let all: Vec<(i32, String)> = if cfg!(target_os = "linux") {
        let processes = fs::read_dir("/proc").expect("Linux has it").flatten();
        processes
            .filter_map(|process| {
                let pid = process.file_name().to_str()?.parse().ok()?;
                let line = fs::read(process.path().join("cmdline")).ok()?;
                Some((pid, String::from_utf8_lossy(&line).replace('\0', " ")))
            })
            .collect()
    } else {
        let ps = Command::new("ps")
            .args(["-A", "-o", "pid=,args="])
            .output()
            .expect("every Unix has it");
        String::from_utf8_lossy(&ps.stdout)
            .lines()
            .filter_map(|line| {
                let (pid, line) = line.trim_start().split_once(' ')?;
                Some((pid.parse().ok()?, line.to_owned()))
            })
            .collect()
    };
    all.into_iter()
        .filter(|(_, line)| line.contains(place))
        .collect()
}

/// Waits until nothing of the course runs.
#[cfg(unix)]
#[track_caller]
pub(crate) fn nothing_runs_in(course: &Course) {
    let end = Instant::now() + PATIENCE;
    while !running_in(course).is_empty() {
        assert!(
            Instant::now() < end,
            "this runs on: {:#?}",
            running_in(course)
        );
        thread::sleep(Duration::from_millis(10));
    }
}

/// Whether this process may do what file permissions forbid.
#[cfg(unix)]
pub(crate) fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// `command` without root's power to write where permissions forbid it. Nothing where that cannot be had.
#[cfg(unix)]
pub(crate) fn unprivileged(command: &Command) -> Option<Command> {
    const POWERS: &str = "-dac_override,-dac_read_search";
    let bounds = [
        format!("--bounding-set={POWERS}"),
        format!("--inh-caps={POWERS}"),
    ];
    let works = || {
        Command::new("setpriv")
            .args(&bounds)
            .arg("true")
            .status()
            .is_ok_and(|status| status.success())
    };
    let mut without = if !is_root() {
        Command::new(command.get_program())
    } else if works() {
        let mut setpriv = Command::new("setpriv");
        setpriv.args(&bounds).arg(command.get_program());
        setpriv
    } else {
        return None;
    };
    without.args(command.get_args()).env_clear();
    without.envs(
        command
            .get_envs()
            .filter_map(|(name, value): (&OsStr, _)| Some((name, value?))),
    );
    without.current_dir(command.get_current_dir().expect("courses set it"));
    Some(without)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn wildcards_match_what_they_should_and_nothing_else() {
        assert!(matches("a [..] c\n", "a b c\n"));
        assert!(matches("([..] s)", "(0.12 s)"));
        assert!(matches("[..]", ""));
        assert!(matches("a[..]b[..]c", "aXbYbZc"));
        assert!(matches("a\n[...]\nz\n", "a\nb\nc\nz\n"));
        assert!(matches("a\n[...]\nz\n", "a\nz\n"));
        assert!(!matches("a [..] c", "a b d"));
        assert!(!matches("a [..] c", "a b\n c"), "within a line only");
        assert!(!matches("a\n", "a"));
        assert!(!matches("a", "a\n"));
        assert!(!matches("a\n[...]\nz\n", "a\nb\n"));
        assert!(!matches("", "a"));
    }
}
