//! Where one subject is compiled and run: our own build directory, the recorded command, the limits.

mod compiler;
mod runs;

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{Source, Subject, program::remarks_in, scratch::Scratch, slots};
use crate::{
    catalog::{Catalog, JudgedBy},
    diagnostics::{self, Diagnostic, Level},
    error::{Context, Result},
    process::Cancel,
    toolchain::command::{Artefact, Compile, RecordedCommand},
    training::Training,
    verdict::{self, Compiler, Verdict},
};

/// Cargo's name for the directory of the level's package.
const PACKAGE_DIR: &str = "CARGO_MANIFEST_DIR";
/// Columns from which on rustc leaves whole the types that are met here.
const FULL_WIDTH: usize = 80;

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
