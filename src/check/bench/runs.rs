//! Programs at the bench: run in a place of their own, followed, asked again.

use std::{path::PathBuf, process::Command, time::Duration};

use super::{Bench, PACKAGE_DIR};
use crate::{
    catalog::Texts,
    check::place,
    error::{Context, Error, Result},
    libtest::{self, Panic},
    process::{self, Cancel, Ending, Finished, Limits, Trust},
    toolchain::command::Artefact,
    training::{self, Tail, Training},
    verdict,
};

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

impl Bench<'_> {
    pub(in crate::check) fn run(
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
    pub(in crate::check) fn follow(
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

    /// The panics of these tests, run once more, with who called whom.
    pub(in crate::check) fn panics_of(
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
    pub(in crate::check) fn last_line_of(
        &self,
        test: &str,
        cancel: &Cancel,
    ) -> Result<Option<String>> {
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
}
