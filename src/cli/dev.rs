//! What may be typed behind `dev`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum Dev {
    /// Start a course of your own: one level, one exercise, everything that belongs to it
    Init(DevInit),
    /// Make a new exercise: file, solution, near-miss answers, info.toml entry; a new level too
    ///
    /// What is made passes `runner dev check` at once; replace it part by part. A level that is not there yet
    /// is made with it: package, page, entry in info.toml. Nothing that exists is overwritten.
    New(DevNew),
    /// Write what is derived: lists of binaries, the archive of untouched files
    ///
    /// To be run after every change of info.toml or of an exercise file. `runner dev check` says if it was forgotten.
    Update,
    /// Check everything that makes a course right, and report all problems
    ///
    /// The untouched file fails for its stated reason; the solution passes without a warning; each near-miss answer
    /// is rejected by the test it names; texts, manifests and pages are complete. A line a problem:
    /// `FILE:LINE: RULE: what is wrong`. What was right and has not changed is not compiled again.
    ///
    /// Exit codes: 0 all right, 1 problems, 2 the check could not be made, 130 interrupted.
    Check(DevCheck),
    /// Show what learners see who make a known mistake
    ///
    /// Every near-miss answer of tests/wrong/LEVEL.toml, judged as the learner's own file, with its title. Exit code 1
    /// if one is not rejected by the test it names.
    Wrong(DevWrong),
    /// List topics without an exercise, and topics of exercises that are not listed
    ///
    /// The list is a file of lines with tabs, the first `id<TAB>topic<TAB>kind<TAB>level`; only `id` is needed. A topic
    /// with the level `-` is left out on purpose. Exit code 1 if a topic is missing or not listed.
    Cover(DevCover),
}

#[derive(Debug, Args)]
pub(crate) struct DevInit {
    /// A directory that is empty or does not exist yet
    pub(crate) dir: PathBuf,
    /// The course's title [default: from the directory's name]
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// The first exercise, LEVEL/FILE
    #[arg(long, value_name = "ID", default_value = "01_basics/01_mean")]
    pub(crate) first: String,
}

#[derive(Debug, Args)]
pub(crate) struct DevCheck {
    /// Levels or exercises [default: the whole course]
    pub(crate) names: Vec<String>,
    /// How long the tests of each solution take, too; written to tests/times.tsv
    #[arg(long)]
    pub(crate) times: bool,
    /// Stay, and check again what a save changes; Ctrl-C ends
    #[arg(long)]
    pub(crate) watch: bool,
}

#[derive(Debug, Args)]
pub(crate) struct DevNew {
    /// LEVEL/FILE, such as `04_regression/14_splines`; a new level is made with it
    pub(crate) id: String,
    /// Of a new level: the levels to have done before [default: the last one]
    #[arg(long, value_name = "LEVEL", value_delimiter = ',')]
    pub(crate) needs: Option<Vec<String>>,
}

#[derive(Debug, Args)]
pub(crate) struct DevWrong {
    /// Exercises or levels
    #[arg(required = true, value_name = "NAME")]
    pub(crate) names: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct DevCover {
    /// The list of topics [default: topics.tsv or tests/topics.tsv of the course]
    #[arg(value_name = "TOPICS.TSV")]
    pub(crate) topics: Option<PathBuf>,
    /// For programs
    #[arg(long)]
    pub(crate) json: bool,
}
