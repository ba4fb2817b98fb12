//! One exercise -> one verdict; and many at once.

mod cache;
pub(crate) mod many;

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use crate::{
    catalog::{Catalog, Exercise, JudgedBy, Lints},
    course::untouched,
    diagnostics::{self, Diagnostic},
    error::{Context, Error, Result, read_text},
    libtest,
    process::{self, Cancel, Ending, Finished, Limits},
    toolchain::{
        self,
        command::{Artefact, Compile, RecordedCommand},
        fingerprint::hash_of,
        progress::Preparing,
    },
    verdict::{self, Compiler, Steps, TestNames, Verdict},
};

/// A compile of one small file; generous, since a first one of a big level is slow on a busy machine.
const COMPILE_LIMIT: Duration = Duration::from_secs(300);
const TEST_MEMORY: u64 = 4 << 30;
const TEST_OUTPUT: u64 = 64 << 20;
/// A test that ran out of time is run once more for so long, to see the last line it prints.
const SECOND_LOOK: Duration = Duration::from_secs(1);

/// Columns of rustc's drawings when nobody says otherwise.
pub(crate) const DEFAULT_WIDTH: usize = 100;

/// What to check.
#[derive(Debug, Clone)]
pub(crate) struct Subject<'a> {
    pub(crate) exercise: &'a Exercise,
    pub(crate) source: Source,
    pub(crate) width: usize,
    /// The untouched text, for those who know it better than the course's archive: its authors.
    pub(crate) original: Option<&'a str>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// The learner's file.
    Exercise,
    Solution,
    /// Any other text for the same exercise, with a name for its build directory or an absolute path to one.
    Other {
        file: PathBuf,
        slot: String,
    },
}

/// A verdict with the content it judged.
#[derive(Debug, Clone)]
pub(crate) struct Checked {
    pub(crate) verdict: Verdict,
    pub(crate) took: Duration,
    /// Hash of the text that was judged.
    pub(crate) hash: String,
    pub(crate) cached: bool,
}

/// Whether an earlier verdict on the same text will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Freshness {
    /// What has not changed is not run again.
    Cached,
    Always,
}

/// What happens meanwhile, for those who watch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stage {
    Preparing(Preparing),
    Compiling,
    Testing,
}

impl<'a> Subject<'a> {
    pub(crate) fn exercise(exercise: &'a Exercise) -> Self {
        Self {
            exercise,
            source: Source::Exercise,
            width: DEFAULT_WIDTH,
            original: None,
        }
    }

    pub(crate) fn solution(exercise: &'a Exercise) -> Self {
        Self {
            source: Source::Solution,
            ..Self::exercise(exercise)
        }
    }

    fn file(&self, catalog: &Catalog) -> PathBuf {
        match &self.source {
            Source::Exercise => catalog.exercise_file(self.exercise),
            Source::Solution => catalog.solution_file(self.exercise),
            Source::Other { file, .. } => file.clone(),
        }
    }

    /// The name that messages use.
    fn shown(&self) -> String {
        match &self.source {
            Source::Exercise => self.exercise.path.clone(),
            Source::Solution => self.exercise.solution.clone(),
            Source::Other { file, .. } => file.display().to_string(),
        }
    }

    /// Directory of our own build output, under cargo's target directory.
    fn slot(&self) -> String {
        match &self.source {
            Source::Exercise => format!("exercises/{}", self.exercise.id),
            Source::Solution => format!("solutions/{}", self.exercise.id),
            Source::Other { slot, .. } => format!("{slot}/{}", self.exercise.id),
        }
    }
}

/// Judges the file as it is when the check ends: a text that changes meanwhile is judged again.
pub(crate) fn check(
    catalog: &Catalog,
    subject: &Subject,
    freshness: Freshness,
    cancel: &Cancel,
    watcher: &mut dyn FnMut(Stage),
) -> Result<Checked> {
    let started = Instant::now();
    loop {
        let text = read_subject(catalog, subject)?;
        let hash = hash_of(text.as_bytes());
        let command = toolchain::command_for(catalog, subject.exercise, cancel, &mut |step| {
            watcher(Stage::Preparing(step));
        })?;
        let original = original(catalog, subject, &text);
        let key = cache::key(&hash, original.as_deref(), &command, subject);

        if freshness == Freshness::Cached
            && let Some(verdict) = cache::load(catalog, subject, &key)
        {
            return Ok(Checked {
                verdict,
                took: started.elapsed(),
                hash,
                cached: true,
            });
        }
        let (verdict, included) = judge_text(
            catalog,
            subject,
            &text,
            original.as_deref(),
            &command,
            cancel,
            watcher,
        )?;
        if read_subject(catalog, subject)? != text {
            continue;
        }
        if let Some(included) = included.or_else(|| (!text.contains("include")).then(Vec::new)) {
            cache::save(catalog, subject, &key, &included, &verdict);
        }
        return Ok(Checked {
            verdict,
            took: started.elapsed(),
            hash,
            cached: false,
        });
    }
}

fn read_subject(catalog: &Catalog, subject: &Subject) -> Result<String> {
    let file = subject.file(catalog);
    if subject.source == Source::Exercise && !file.exists() {
        return Err(Error::new(format!("cannot read {}", subject.shown()))
            .caused_by(format!(
                "the file is missing; {} lists it in line {}",
                crate::catalog::INFO,
                subject.exercise.line
            ))
            .help(format!(
                "`runner reset {}` writes the untouched file",
                subject.exercise.id
            )));
    }
    read_text(&file, &subject.shown())
}

/// The untouched text that `text` is held against, if it is known.
fn original(catalog: &Catalog, subject: &Subject, text: &str) -> Option<String> {
    if let Some(original) = subject.original {
        return Some(original.to_owned());
    }
    if subject.source == Source::Exercise {
        untouched::remember(catalog, subject.exercise, text);
    }
    untouched::text_of(catalog, subject.exercise)
}

/// Compile, run, judge. Also says which other files the text includes, if it compiles.
fn judge_text(
    catalog: &Catalog,
    subject: &Subject,
    text: &str,
    original: Option<&str>,
    command: &RecordedCommand,
    cancel: &Cancel,
    watcher: &mut dyn FnMut(Stage),
) -> Result<(Verdict, Option<Vec<PathBuf>>)> {
    let bench = Bench::new(catalog, subject, command)?;

    watcher(Stage::Compiling);
    let artefact = match subject.exercise.judged_by {
        JudgedBy::Tests => Artefact::Tests,
        JudgedBy::Main => Artefact::Main,
    };
    let compile = bench.compile(artefact, cancel)?;
    // The list of a compile that failed lacks the file that it looked for in vain.
    let included = if compile.succeeded() {
        bench.included(artefact)
    } else {
        None
    };
    let mut run = None;
    if compile.succeeded() {
        watcher(Stage::Testing);
        run = Some(bench.run(artefact, &[], subject.exercise.limit, cancel)?);
    }

    let in_file = libtest::functions(text);
    let expected = original.map(libtest::functions).unwrap_or_default();
    let mut verdict = verdict::judge(&Steps {
        judged_by: subject.exercise.judged_by,
        limit: subject.exercise.limit,
        in_file: &in_file,
        expected: &expected,
        names: if catalog.archive_file().exists() {
            TestNames::Binding
        } else {
            TestNames::Loose
        },
        compile: &compile,
        run: run.as_ref(),
    });
    if let Verdict::TimedOut {
        running: Some(test),
        last_line,
        ..
    } = &mut verdict
    {
        *last_line = bench.last_line_of(test, cancel)?;
    }
    if verdict.is_passed() && subject.exercise.lints == Lints::Strict {
        verdict = bench.strict_lints(verdict, cancel)?;
    }
    let untouched =
        subject.source == Source::Exercise && original.is_some_and(|original| original == text);
    if untouched && !verdict.is_passed() {
        verdict = Verdict::NotAttempted {
            verdict: Some(Box::new(verdict)),
        };
    }
    Ok((verdict, included))
}

/// What `main` prints, compiled and run on its own; after a pass, for the learner to look at.
pub(crate) fn demonstrate(catalog: &Catalog, subject: &Subject, cancel: &Cancel) -> Result<String> {
    Ok(match program(catalog, subject, cancel)?.run {
        None => String::new(),
        Some(Finished {
            ending: Ending::Exited(0),
            stdout,
            ..
        }) => stdout,
        Some(Finished { stdout, stderr, .. }) => format!("{stdout}{stderr}"),
    })
}

/// The exercise as a plain program.
pub(crate) struct Program {
    /// What the compiler says about it.
    pub(crate) remarks: Vec<Diagnostic>,
    /// How it ended, if it compiled.
    pub(crate) run: Option<Finished>,
}

pub(crate) fn program(catalog: &Catalog, subject: &Subject, cancel: &Cancel) -> Result<Program> {
    let command = toolchain::command_for(catalog, subject.exercise, cancel, &mut |_| {})?;
    let bench = Bench::new(catalog, subject, &command)?;
    let compile = bench.compile(Artefact::Main, cancel)?;
    let mut run = None;
    if compile.succeeded() {
        run = Some(bench.run(Artefact::Main, &[], subject.exercise.limit, cancel)?);
    }
    Ok(Program {
        remarks: remarks_in(&compile),
        run,
    })
}

/// Clippy's remarks on code that passes.
pub(crate) fn advice(
    catalog: &Catalog,
    subject: &Subject,
    cancel: &Cancel,
) -> Result<Vec<Diagnostic>> {
    remarks(catalog, subject, Artefact::Lints, cancel)
}

/// Warnings and errors of one compile, which is not run.
pub(crate) fn remarks(
    catalog: &Catalog,
    subject: &Subject,
    artefact: Artefact,
    cancel: &Cancel,
) -> Result<Vec<Diagnostic>> {
    let command = toolchain::command_for(catalog, subject.exercise, cancel, &mut |_| {})?;
    Ok(remarks_in(
        &Bench::new(catalog, subject, &command)?.compile(artefact, cancel)?,
    ))
}

fn remarks_in(compile: &Finished) -> Vec<Diagnostic> {
    let (found, _) = diagnostics::parse(&compile.stderr);
    diagnostics::warnings(&found)
        .chain(diagnostics::errors(&found))
        .cloned()
        .collect()
}

/// Changes with all that a verdict depends on besides the texts: the compiler call, the crates, the time limit.
pub(crate) fn circumstances(
    catalog: &Catalog,
    exercise: &Exercise,
    cancel: &Cancel,
) -> Result<String> {
    let command = toolchain::command_for(catalog, exercise, cancel, &mut |_| {})?;
    Ok(cache::key("", None, &command, &Subject::exercise(exercise)))
}

/// How long the test binary runs, on its own.
pub(crate) fn test_time(catalog: &Catalog, subject: &Subject, cancel: &Cancel) -> Result<Duration> {
    let command = toolchain::command_for(catalog, subject.exercise, cancel, &mut |_| {})?;
    let bench = Bench::new(catalog, subject, &command)?;
    bench.compile(Artefact::Tests, cancel)?;
    let started = Instant::now();
    bench.run(Artefact::Tests, &[], subject.exercise.limit, cancel)?;
    Ok(started.elapsed())
}

/// Where one subject is compiled and run, with the command to do it. One process at a time uses a bench.
struct Bench<'a> {
    subject: &'a Subject<'a>,
    command: &'a RecordedCommand,
    root: &'a Path,
    source: PathBuf,
    dir: PathBuf,
    _lock: fs::File,
}

impl<'a> Bench<'a> {
    fn new(
        catalog: &'a Catalog,
        subject: &'a Subject,
        command: &'a RecordedCommand,
    ) -> Result<Self> {
        // target/debug/deps -> target/runner
        let target = command.deps_dir().and_then(|deps| deps.ancestors().nth(2));
        let target = target.map_or_else(|| catalog.root().join("target"), Path::to_path_buf);
        let dir = target.join("runner").join(subject.slot());
        let unwritable = || format!("cannot write to {}", dir.display());
        let help = "make the directory writable, or set CARGO_TARGET_DIR to one that is";
        fs::create_dir_all(&dir)
            .context(unwritable)
            .map_err(|error| error.help(help))?;
        let lock = fs::File::create(dir.join(".lock"))
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
            root: catalog.root(),
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
            width: self.subject.width,
        }
    }

    fn compile(&self, artefact: Artefact, cancel: &Cancel) -> Result<Finished> {
        // That of an earlier text would be read as this one's; most often there is none.
        let _ = fs::remove_file(self.command.dependency_file(&self.recipe(artefact)));
        let mut command = self.command.command(&self.recipe(artefact));
        let finished = process::run(&mut command, &Limits::time(COMPILE_LIMIT), cancel)
            .context(|| format!("cannot start {}", command.get_program().display()))?;
        match finished.ending {
            Ending::Cancelled => Err(Error::interrupted()),
            Ending::TimedOut => Err(Error::new(format!(
                "the compiler did not finish {}",
                self.source.display()
            ))
            .caused_by(format!("stopped after {} s", COMPILE_LIMIT.as_secs()))
            .help("look for a macro or type that grows without end")),
            Ending::Exited(_) | Ending::Signalled(_) | Ending::TooMuchOutput => Ok(finished),
        }
    }

    /// The files besides the source that the last compile read.
    fn included(&self, artefact: Artefact) -> Option<Vec<PathBuf>> {
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

    fn run(
        &self,
        artefact: Artefact,
        args: &[&str],
        time: Duration,
        cancel: &Cancel,
    ) -> Result<Finished> {
        let program = self.command.artefact_path(&self.recipe(artefact));
        let mut command = std::process::Command::new(&program);
        if artefact == Artefact::Tests {
            // One thread: the test that hangs is the one whose name was printed last.
            command
                .args(["--test-threads=1", "--color=never"])
                .args(args);
        }
        let package_dir = self
            .command
            .env
            .get("CARGO_MANIFEST_DIR")
            .map_or(self.root, Path::new);
        command
            .envs(&self.command.env)
            .env("RUST_BACKTRACE", "0")
            .current_dir(package_dir);
        let limits = Limits {
            time,
            memory: Some(TEST_MEMORY),
            output: Some(TEST_OUTPUT),
        };
        let finished = process::run(&mut command, &limits, cancel)
            .context(|| format!("cannot start {}", program.display()))?;
        match finished.ending {
            Ending::Cancelled => Err(Error::interrupted()),
            Ending::Exited(_) | Ending::Signalled(_) | Ending::TimedOut | Ending::TooMuchOutput => {
                Ok(finished)
            }
        }
    }

    /// libtest keeps a test's output to itself until the test ends; one that never ends is asked again, aloud.
    fn last_line_of(&self, test: &str, cancel: &Cancel) -> Result<Option<String>> {
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

    fn strict_lints(&self, passed: Verdict, cancel: &Cancel) -> Result<Verdict> {
        let compile = self.compile(Artefact::Lints, cancel)?;
        let (_, other) = diagnostics::parse(&compile.stderr);
        let remarks = remarks_in(&compile);
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
