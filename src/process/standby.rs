//! A program that was started before anybody knew its arguments. Loading the compiler takes longer than all that the
//! runner does between a save and a verdict; one that waits already loaded is not waited for.

use std::{
    ffi::{OsStr, OsString},
    io::Write,
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{Mutex, PoisonError},
    time::SystemTime,
};

use super::{group::kill_group, strays};

/// Rustc reads arguments from a file behind `@`, a line each, before it does anything. When the runner is gone, however
/// it went, the file ends and so does rustc.
const ARGS_FROM_STDIN: &str = "@/dev/stdin";

/// At most one process that waits for its arguments. It ends with this.
#[derive(Debug, Default)]
pub(crate) struct Standby(Mutex<Option<Waiting>>);

#[derive(Debug)]
struct Waiting {
    /// Until it is taken.
    child: Option<Child>,
    start: Start,
}

/// All that is settled when a process starts.
#[derive(Debug, PartialEq, Eq)]
struct Start {
    program: OsString,
    /// An update may put another one in its place.
    version: Option<(SystemTime, u64)>,
    dir: Option<PathBuf>,
    env: Vec<(OsString, Option<OsString>)>,
}

impl Start {
    fn of(command: &Command) -> Self {
        let file = std::fs::metadata(command.get_program()).ok();
        Self {
            program: command.get_program().to_owned(),
            version: file.and_then(|file| Some((file.modified().ok()?, file.len()))),
            dir: command.get_current_dir().map(PathBuf::from),
            env: command
                .get_envs()
                .map(|(name, value)| (name.to_owned(), value.map(OsStr::to_owned)))
                .collect(),
        }
    }
}

impl Standby {
    /// Starts the program of `command`, which must take arguments as rustc does, unless it waits already.
    pub(crate) fn prepare(&self, command: &Command) {
        if !cfg!(unix) {
            return;
        }
        let start = Start::of(command);
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.as_ref().is_some_and(|one| one.start == start) {
            return;
        }
        *waiting = None;
        let mut ahead = Command::new(&start.program);
        ahead.arg(ARGS_FROM_STDIN);
        if let Some(dir) = &start.dir {
            ahead.current_dir(dir);
        }
        for (name, value) in &start.env {
            match value {
                Some(value) => ahead.env(name, value),
                None => ahead.env_remove(name),
            };
        }
        ahead
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut ahead, 0);
        // One that cannot be started ahead is started when it is needed, and the failure told then.
        *waiting = strays::start(&mut ahead, None).ok().map(|child| Waiting {
            child: Some(child),
            start,
        });
    }

    /// The process that waits, with the arguments of `command`, if it is that program and arguments can be told that way.
    pub(super) fn take(&self, command: &Command) -> Option<Child> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.as_ref()?.start != Start::of(command) {
            return None;
        }
        let mut one = waiting.take()?;
        let mut args = String::new();
        for arg in command.get_args() {
            args.push_str(arg.to_str().filter(|arg| !arg.contains(['\n', '\r']))?);
            args.push('\n');
        }
        let stdin = one.child.as_mut()?.stdin.take();
        stdin?.write_all(args.as_bytes()).ok()?;
        one.child.take()
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            kill_group(child.id());
            // It is gone at once; nobody asks how it ended.
            let _ = child.wait();
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::{fs, io::Read};

    use super::*;

    /// Stands for a compiler: says which arguments it reads, and how often it was started.
    fn program(dir: &std::path::Path) -> PathBuf {
        use std::os::unix::fs::PermissionsExt;
        let file = dir.join("rustc");
        let text = format!(
            "#!/bin/sh\necho start >> {0}/starts\nif [ \"$1\" = @/dev/stdin ]; then cat; else echo \"cold $*\"; fi\n",
            dir.display()
        );
        fs::write(&file, text).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
        // A child that another test starts at this moment may hold the file open for writing until it is a program of its own.
        let busy = std::io::ErrorKind::ExecutableFileBusy;
        while Command::new(&file)
            .stdout(Stdio::null())
            .status()
            .is_err_and(|error| error.kind() == busy)
        {
            std::thread::yield_now();
        }
        fs::remove_file(dir.join("starts")).unwrap();
        file
    }

    fn said(mut child: Child) -> String {
        let mut text = String::new();
        child
            .stdout
            .take()
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        child.wait().unwrap();
        text
    }

    fn command(program: &std::path::Path, args: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(args).env("LEVEL", "1");
        command
    }

    #[test]
    fn one_that_waits_gets_the_arguments_a_line_each() {
        let dir = tempfile::tempdir().unwrap();
        let program = program(dir.path());
        let standby = Standby::default();
        let call = command(&program, &["--test", "a file.rs"]);
        standby.prepare(&call);
        assert_eq!(said(standby.take(&call).unwrap()), "--test\na file.rs\n");
        assert!(standby.take(&call).is_none(), "it is gone");
    }

    #[test]
    fn one_that_waits_already_is_not_started_again() {
        let dir = tempfile::tempdir().unwrap();
        let program = program(dir.path());
        let standby = Standby::default();
        for args in [["a"], ["b"]] {
            standby.prepare(&command(&program, &args));
        }
        said(standby.take(&command(&program, &["c"])).unwrap());
        let starts = fs::read_to_string(dir.path().join("starts")).unwrap();
        assert_eq!(starts, "start\n");
    }

    #[test]
    fn another_program_place_or_environment_is_no_use() {
        let dir = tempfile::tempdir().unwrap();
        let program = program(dir.path());
        let call = command(&program, &["x"]);
        let mut others = [(); 3].map(|()| command(&program, &["x"]));
        others[0].env("LEVEL", "2");
        others[1].env_remove("LEVEL");
        others[2].current_dir(dir.path());
        for other in &others {
            let standby = Standby::default();
            standby.prepare(&call);
            assert!(standby.take(other).is_none(), "{other:?}");
        }
        // The same path after an update.
        let standby = Standby::default();
        standby.prepare(&call);
        fs::write(&program, "#!/bin/sh\n# newer\n").unwrap();
        assert!(standby.take(&call).is_none());
    }

    #[test]
    fn arguments_that_a_line_cannot_hold_are_told_in_the_ordinary_way() {
        let dir = tempfile::tempdir().unwrap();
        let program = program(dir.path());
        let standby = Standby::default();
        let call = command(&program, &["one\ntwo"]);
        standby.prepare(&call);
        assert!(standby.take(&call).is_none());
    }

    #[test]
    fn it_ends_with_its_owner_and_when_the_owner_is_gone() {
        let dir = tempfile::tempdir().unwrap();
        let standby = Standby::default();
        standby.prepare(&command(&program(dir.path()), &["x"]));
        let group = {
            let mut waiting = standby.0.lock().unwrap();
            let child = waiting.as_mut().unwrap().child.as_mut().unwrap();
            child.id()
        };
        drop(standby);
        assert!(
            !PathBuf::from(format!("/proc/{group}")).exists() || cfg!(not(target_os = "linux"))
        );
    }
}
