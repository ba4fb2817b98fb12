//! Where one subject is compiled and run: our own build directory, the recorded command, the limits.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use super::{Source, Subject, place, program::remarks_in, scratch::Scratch, slots};
use crate::{
    catalog::{Catalog, JudgedBy, Texts},
    diagnostics::{self, Diagnostic, Level, Notices},
    error::{Context, Error, Result},
    libtest::{self, Panic},
    process::{self, Cancel, Ending, Finished, Limits, Standby, Trust},
    toolchain::{
        self,
        command::{Artefact, Compile, RecordedCommand},
    },
    training::{self, Tail, Training},
    verdict::{self, Compiler, Verdict},
};

/// A compile of one small file; generous, since a first one of a big level is slow on a busy machine.
const COMPILE_LIMIT: Duration = Duration::from_secs(120);
/// Another limit, in seconds.
const COMPILE_LIMIT_VARIABLE: &str = "RUNNER_COMPILE_SECONDS";
/// Address space; an exercise with the largest crates takes an eighth of it.
const COMPILE_MEMORY: u64 = 8 << 30;
/// Ten thousand warnings are a tenth of it.
const COMPILE_OUTPUT: u64 = 256 << 20;
/// Cargo's name for the directory of the level's package.
const PACKAGE_DIR: &str = "CARGO_MANIFEST_DIR";
/// Columns from which on rustc leaves whole the types that are met here.
const FULL_WIDTH: usize = 80;
/// Tells the kit where pictures go.
const PICTURES: &str = "RUNNER_PICTURES";
const TEST_MEMORY: u64 = 4 << 30;
const TEST_OUTPUT: u64 = 64 << 20;
/// A test that ran out of time is run once more for so long, to see the last line it prints.
const SECOND_LOOK: Duration = Duration::from_secs(1);
/// In the build directory, while a run that trains something goes on.
const LOSSES: &str = "losses.txt";
/// There too: where the tests and the program run.
const TESTS_PLACE: &str = "work";
const MAIN_PLACE: &str = "work-main";

/// Where one subject is compiled and run, with the command to do it. One process at a time uses a bench.
pub(super) struct Bench<'a> {
    subject: &'a Subject<'a>,
    command: &'a RecordedCommand,
    catalog: &'a Catalog,
    source: PathBuf,
    dir: PathBuf,
    _lock: fs::File,
}

/// What happens during a check.
pub(super) enum News<'a> {
    /// The program is there, and is started.
    Written,
    Trains(&'a Training),
}

/// One run of a program.
struct Run<'a> {
    artefact: Artefact,
    args: &'a [&'a str],
    time: Duration,
    backtraces: Backtraces,
}

/// Whether a panic says who called whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Backtraces {
    Off,
    On,
}

impl<'a> Bench<'a> {
    pub(super) fn new(
        catalog: &'a Catalog,
        subject: &'a Subject,
        command: &'a RecordedCommand,
    ) -> Result<Self> {
        let own = command.own_dir(catalog.root());
        let dir = own.join(subject.slot(catalog));
        let unwritable = || format!("cannot write to {}", dir.display());
        let help = "make the directory writable, or set CARGO_TARGET_DIR to one that is";
        fs::create_dir_all(&dir)
            .context(unwritable)
            .map_err(|error| error.help(help))?;
        if slots::is_new(&dir) {
            slots::prune(&own, slots::ROOM, slots::LAST_FEW);
        }
        let lock = fs::File::create(dir.join(slots::LOCK))
            .context(unwritable)
            .map_err(|error| error.help(help))?;
        // Two runners on one exercise take turns. A file system without locks has one runner.
        let _ = lock.lock();
        let file = subject.file(catalog);
        let source = file
            .strip_prefix(&command.cwd)
            .map_or_else(|_| file.clone(), Path::to_path_buf);
        Ok(Self {
            subject,
            command,
            catalog,
            source,
            dir,
            _lock: lock,
        })
    }

    fn recipe(&self, artefact: Artefact) -> Compile<'_> {
        Compile {
            source: &self.source,
            artefact,
            dir: &self.dir,
            shown_as: self.scratch().map(Scratch::shown_as),
            width: self.subject.width.max(FULL_WIDTH),
        }
    }

    fn scratch(&self) -> Option<&Scratch> {
        match &self.subject.source {
            Source::Copy(scratch) => Some(scratch),
            Source::Exercise | Source::Solution | Source::Other { .. } => None,
        }
    }

    /// What the compiler said, drawn for a narrow terminal. There it shortens types in its words too, so that nobody can tell
    /// any more what they are about: they are asked for at full width, and once more for the drawing.
    pub(super) fn narrowed(
        &self,
        artefact: Artefact,
        mut compile: Finished,
        cancel: &Cancel,
    ) -> Result<Finished> {
        if compile.succeeded() || self.subject.width >= FULL_WIDTH {
            return Ok(compile);
        }
        let recipe = Compile {
            width: self.subject.width,
            ..self.recipe(artefact)
        };
        let narrow = self.run_compiler(&recipe, cancel, &mut |_| {})?;
        compile.stderr = diagnostics::with_drawings_of(&compile.stderr, &narrow.stderr);
        Ok(compile)
    }

    pub(super) fn compile(&self, artefact: Artefact, cancel: &Cancel) -> Result<Finished> {
        let recipe = self.recipe(artefact);
        self.forget_dependencies(&recipe);
        self.run_compiler(&recipe, cancel, &mut |_| {})
    }

    fn forget_dependencies(&self, recipe: &Compile) {
        // Those of an earlier text would be read as this one's; most often there are none.
        let _ = fs::remove_file(self.command.dependency_file(recipe));
    }

    /// Compiles, and runs the program as soon as it is written: the compiler clears up meanwhile.
    pub(super) fn compile_and_follow(
        &self,
        artefact: Artefact,
        cancel: &Cancel,
        on_news: &mut dyn FnMut(News),
    ) -> Result<(Finished, Option<(Finished, Training)>)> {
        let recipe = self.recipe(artefact);
        let mut follow = || {
            on_news(News::Written);
            let limit = self.subject.exercise.limit;
            self.follow(artefact, &[], limit, cancel, &mut |training| {
                on_news(News::Trains(training));
            })
        };
        self.forget_dependencies(&recipe);
        let mut notices = Notices::default();
        let mut run = None;
        let compile = self.run_compiler(&recipe, cancel, &mut |bytes| {
            if run.is_none() && notices.program_is_written(bytes) {
                run = Some(follow());
            }
        })?;
        if !compile.succeeded() {
            return Ok((compile, None));
        }
        let run = run.unwrap_or_else(follow)?;
        Ok((compile, Some(run)))
    }

    /// Loads the compiler for the next check of this subject.
    pub(super) fn stand_by(&self, standby: &Standby) {
        standby.prepare(&self.compiler(&self.recipe(Artefact::Tests)));
    }

    fn compiler(&self, recipe: &Compile) -> Command {
        let mut command = self.command.command(recipe);
        if let Some(scratch) = self.scratch() {
            command.env(PACKAGE_DIR, scratch.package_dir());
        }
        command
    }

    fn run_compiler(
        &self,
        recipe: &Compile,
        cancel: &Cancel,
        on_stderr: &mut dyn FnMut(&[u8]),
    ) -> Result<Finished> {
        let mut command = self.compiler(recipe);
        let time = compile_limit();
        let limits = Limits {
            memory: Some(COMPILE_MEMORY),
            output: Some(COMPILE_OUTPUT),
            ..Limits::time(time)
        };
        let standby = self.subject.standby;
        let mut finished = process::run_waiting(standby, &mut command, &limits, cancel, on_stderr)
            .context(|| format!("cannot start {}", command.get_program().display()))?;
        if finished.ending == Ending::Cancelled {
            return Err(Error::interrupted());
        }
        if let Some(why) = given_up(&finished, time) {
            finished.stderr = format!("{}\n{why}", finished.stderr.trim_end())
                .trim_start()
                .to_owned();
        }
        Ok(finished)
    }

    /// The files besides the source that the last compile read.
    pub(super) fn included(&self, artefact: Artefact) -> Option<Vec<PathBuf>> {
        let listed =
            fs::read_to_string(self.command.dependency_file(&self.recipe(artefact))).ok()?;
        let source = self.command.cwd.join(&self.source);
        Some(
            toolchain::listed_sources(&listed, &self.command.cwd)
                .into_iter()
                .filter(|file| *file != source)
                .collect(),
        )
    }

    pub(super) fn run(
        &self,
        artefact: Artefact,
        args: &[&str],
        time: Duration,
        cancel: &Cancel,
    ) -> Result<Finished> {
        let (finished, _) = self.follow(artefact, args, time, cancel, &mut |_| {})?;
        Ok(finished)
    }

    /// As [`Bench::run`], with the losses that it reports: while it goes on, and all of them.
    pub(super) fn follow(
        &self,
        artefact: Artefact,
        args: &[&str],
        time: Duration,
        cancel: &Cancel,
        on_news: &mut dyn FnMut(&Training),
    ) -> Result<(Finished, Training)> {
        let run = Run {
            artefact,
            args,
            time,
            backtraces: Backtraces::Off,
        };
        self.follow_run(&run, cancel, on_news)
    }

    fn follow_run(
        &self,
        run: &Run,
        cancel: &Cancel,
        on_news: &mut dyn FnMut(&Training),
    ) -> Result<(Finished, Training)> {
        let &Run {
            artefact,
            args,
            time,
            backtraces,
        } = run;
        let program = self.command.artefact_path(&self.recipe(artefact));
        let losses = self.dir.join(LOSSES);
        let mut tail = Tail::of(&losses);
        let place = self.place(artefact)?;
        let mut command = Command::new(&program);
        if matches!(artefact, Artefact::Tests | Artefact::Traced) {
            // One thread: the test that hangs is the one whose name was printed last.
            command
                .args(["--test-threads=1", "--color=never"])
                .args(args);
        }
        let backtraces = match backtraces {
            Backtraces::Off => "0",
            Backtraces::On => "1",
        };
        command
            .envs(&self.command.env)
            .env(PACKAGE_DIR, self.package_dir())
            .env("RUST_BACKTRACE", backtraces)
            .env_remove("RUST_LIB_BACKTRACE")
            .env(training::VARIABLE, &losses)
            .current_dir(&place);
        if let Some(pictures) = self.pictures() {
            command.env(PICTURES, pictures);
        }
        let limits = Limits {
            time,
            memory: Some(TEST_MEMORY),
            output: Some(TEST_OUTPUT),
            trust: Trust::Learner,
        };
        let finished = process::run_followed(&mut command, &limits, cancel, &mut || {
            if let Some(training) = tail.news() {
                on_news(training);
            }
        })
        .context(|| format!("cannot start {}", program.display()))?;
        let training = tail.finish();
        match finished.ending {
            Ending::Cancelled => Err(Error::interrupted()),
            Ending::Exited(_) | Ending::Signalled(_) | Ending::TimedOut | Ending::TooMuchOutput => {
                Ok((finished, training))
            }
        }
    }

    /// Where the program runs: what it writes lies there until the next run, and not among the learner's files.
    fn place(&self, artefact: Artefact) -> Result<PathBuf> {
        match self.scratch() {
            Some(scratch) => Ok(scratch.package_dir().to_path_buf()),
            None => {
                let name = match artefact {
                    Artefact::Main => MAIN_PLACE,
                    Artefact::Tests | Artefact::Traced | Artefact::Lints => TESTS_PLACE,
                };
                place::made(self.catalog, self.package_dir(), &self.dir.join(name))
            }
        }
    }

    /// Where pictures go; the kit knows by itself where a copy's go.
    fn pictures(&self) -> Option<PathBuf> {
        if self.catalog.texts() == Texts::Review {
            // The pictures of the learner's own file stay.
            return Some(self.catalog.review_pictures_dir());
        }
        let chosen = std::env::var_os(PICTURES).is_some_and(|dir| !dir.is_empty());
        (!chosen && self.scratch().is_none()).then(|| self.catalog.pictures_dir())
    }

    /// The directory in which cargo runs tests.
    fn package_dir(&self) -> &Path {
        let recorded = self.command.env.get(PACKAGE_DIR);
        let package_dir = recorded.map_or(self.catalog.root(), Path::new);
        self.scratch().map_or(package_dir, Scratch::package_dir)
    }

    /// The source as messages of the compiler and of panics name it.
    pub(super) fn source(&self) -> String {
        if self.scratch().is_some() {
            self.subject.shown()
        } else {
            self.source.to_string_lossy().into_owned()
        }
    }

    /// Whether `place` in a backtrace is the source.
    pub(super) fn is_source(&self, place: &str) -> bool {
        let place = place.strip_prefix("./").unwrap_or(place);
        self.package_dir().join(place) == self.command.cwd.join(self.source())
    }

    /// The panics of these tests, run once more, with who called whom.
    pub(super) fn panics_of(
        &self,
        artefact: Artefact,
        tests: &[&str],
        time: Duration,
        cancel: &Cancel,
    ) -> Result<Vec<(String, Panic)>> {
        let args = [&["--exact"], tests].concat();
        let run = Run {
            artefact,
            args: &args,
            time,
            backtraces: Backtraces::On,
        };
        let (run, _) = self.follow_run(&run, cancel, &mut |_| {})?;
        Ok(libtest::parse(&run.stdout)
            .tests
            .into_iter()
            .filter_map(|test| Some((test.name, libtest::split_panic(&test.output).0?)))
            .collect())
    }

    /// libtest keeps a test's output to itself until the test ends; one that never ends is asked again, aloud.
    pub(super) fn last_line_of(&self, test: &str, cancel: &Cancel) -> Result<Option<String>> {
        let run = self.run(
            Artefact::Tests,
            &["--exact", test, "--nocapture"],
            SECOND_LOOK,
            cancel,
        )?;
        let printed = run
            .stdout
            .replacen(&format!("test {test} ... "), "", 1)
            .replacen("running 1 test", "", 1);
        Ok(verdict::last_line(&Finished {
            stdout: printed,
            ..run
        }))
    }

    /// What rustlings asks of a program whose tests pass: that it compiles without them, and that `main` ends well.
    pub(super) fn program_too(&self, passed: Verdict, cancel: &Cancel) -> Result<Verdict> {
        if self.subject.exercise.judged_by == JudgedBy::Main {
            return Ok(passed);
        }
        let compile = self.compile(Artefact::Main, cancel)?;
        let run = compile
            .succeeded()
            .then(|| self.run(Artefact::Main, &[], self.subject.exercise.limit, cancel))
            .transpose()?;
        let limit = self.subject.exercise.limit;
        Ok(verdict::with_program(passed, limit, &compile, run.as_ref()))
    }

    /// Code that works, unless clippy has a remark of level `least` or worse.
    pub(super) fn without_remarks(
        &self,
        passed: Verdict,
        least: Level,
        cancel: &Cancel,
    ) -> Result<Verdict> {
        let compile = self.compile(Artefact::Lints, cancel)?;
        let (found, other) = diagnostics::parse(&compile.stderr);
        let remarks: Vec<Diagnostic> = match least {
            Level::Error => diagnostics::errors(&found).cloned().collect(),
            Level::Warning | Level::Note => remarks_in(&compile),
        };
        Ok(if remarks.is_empty() {
            passed
        } else {
            Verdict::DoesNotCompile {
                by: Compiler::Clippy,
                diagnostics: remarks,
                other,
            }
        })
    }
}

fn compile_limit() -> Duration {
    let seconds = std::env::var(COMPILE_LIMIT_VARIABLE).ok();
    let seconds = seconds.and_then(|text| text.parse().ok());
    seconds.map_or(COMPILE_LIMIT, Duration::from_secs)
}

/// Why the compiler did not come to an end, where that is the text's doing.
fn given_up(compile: &Finished, time: Duration) -> Option<String> {
    const CAUSES: &str =
        "Usual causes: a macro, a type or a const that grows or calls itself without end.";
    let out_of_memory = ["memory allocation of", "LLVM ERROR: out of memory"];
    let what = match compile.ending {
        Ending::TimedOut => format!("did not finish within {} s", time.as_secs()),
        Ending::TooMuchOutput => format!("said more than {} MiB", COMPILE_OUTPUT >> 20),
        Ending::Exited(_) | Ending::Signalled(_)
            if out_of_memory
                .iter()
                .any(|words| compile.stderr.contains(words)) =>
        {
            format!("asked for more than {} GiB of memory", COMPILE_MEMORY >> 30)
        }
        Ending::Exited(_) | Ending::Signalled(_) | Ending::Cancelled => return None,
    };
    Some(format!("The compiler {what} and was stopped.\n{CAUSES}\n"))
}
