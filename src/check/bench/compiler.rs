//! The compiler at the bench: called, limited, listened to.

use std::{fs, path::PathBuf, process::Command, time::Duration};

use super::{Bench, FULL_WIDTH, News, PACKAGE_DIR};
use crate::{
    diagnostics::{self, Notices},
    error::{Context, Error, Result},
    process::{self, Cancel, Ending, Finished, Limits, Standby},
    toolchain::{
        self,
        command::{Artefact, Compile},
    },
    training::Training,
};

/// A compile of one small file; generous, since a first one of a big level is slow on a busy machine.
const COMPILE_LIMIT: Duration = Duration::from_secs(120);
/// Another limit, in seconds.
const COMPILE_LIMIT_VARIABLE: &str = "RUNNER_COMPILE_SECONDS";
/// Address space; an exercise with the largest crates takes an eighth of it.
const COMPILE_MEMORY: u64 = 8 << 30;
/// Ten thousand warnings are a tenth of it.
const COMPILE_OUTPUT: u64 = 256 << 20;

impl Bench<'_> {
    /// What the compiler said, drawn for a narrow terminal. There it shortens types in its words too, so that nobody can tell
    /// any more what they are about: they are asked for at full width, and once more for the drawing.
    pub(in crate::check) fn narrowed(
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

    pub(in crate::check) fn compile(
        &self,
        artefact: Artefact,
        cancel: &Cancel,
    ) -> Result<Finished> {
        let recipe = self.recipe(artefact);
        self.forget_dependencies(&recipe);
        self.run_compiler(&recipe, cancel, &mut |_| {})
    }

    fn forget_dependencies(&self, recipe: &Compile) {
        // Those of an earlier text would be read as this one's; most often there are none.
        let _ = fs::remove_file(self.command.dependency_file(recipe));
    }

    /// Compiles, and runs the program as soon as it is written: the compiler clears up meanwhile.
    pub(in crate::check) fn compile_and_follow(
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
    pub(in crate::check) fn stand_by(&self, standby: &Standby) {
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
    pub(in crate::check) fn included(&self, artefact: Artefact) -> Option<Vec<PathBuf>> {
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
