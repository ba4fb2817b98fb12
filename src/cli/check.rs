//! What may be typed behind `check` and `grade`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::grading::shard::Shard;

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Levels or exercises [default: the whole course]
    pub(crate) names: Vec<String>,
    /// What to write; the document is all that goes to standard output
    #[arg(
        long,
        value_enum,
        default_value = "human",
        default_value_if("courses", clap::builder::ArgPredicate::IsPresent, "json")
    )]
    pub(crate) format: Format,
    /// Judge by the course's own tests, whatever the file has in their place
    ///
    /// A copy is judged, away from the solutions; the learner's file stays as it is.
    #[arg(long)]
    pub(crate) original_tests: bool,
    /// Judge the exercise files of another copy of the course, with this course's tests, crates and points
    ///
    /// DIR has the learner's `exercises/`; nothing else of it is used, nothing is written to it. Implies --original-tests.
    #[arg(long, value_name = "DIR")]
    pub(crate) from: Option<PathBuf>,
    /// Grade every directory in DIR: each a learner's copy of the course, or just the exercise files
    ///
    /// Judged by this course's tests, crates and points, in parallel. A result for each and `all.csv` of all go to the
    /// directory of --output. The exit code is 0 once all are graded.
    #[arg(long, value_name = "DIR", conflicts_with = "from")]
    pub(crate) courses: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) many: Many,
    /// Write the document to this file instead of standard output
    ///
    /// With --courses the directory of the results [default: DIR-results, beside DIR].
    /// With `--format classroom` and the file that `$GITHUB_OUTPUT` names, the line `result=` (base64) is appended to it.
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// For --courses.
#[derive(Debug, Args)]
pub(crate) struct Many {
    /// How many are judged at once [default: one a core]
    #[arg(long, value_name = "N", requires = "courses", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
    /// Only the K-th of N parts of the submissions, chosen by their names; `runner grade merge` joins the results
    #[arg(long, value_name = "K/N", requires = "courses")]
    pub(crate) shard: Option<Shard>,
    /// Go on in a directory that has results: what has not changed is not graded again
    #[arg(long, requires = "courses")]
    pub(crate) resume: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Grade {
    /// Join the result directories of all shards; says which submissions are missing or double
    Merge(Merge),
}

#[derive(Debug, Args)]
pub(crate) struct Merge {
    /// The directories that `check --courses --shard K/N` wrote
    #[arg(required = true)]
    pub(crate) results: Vec<PathBuf>,
    /// Where to write all of them
    #[arg(long, value_name = "DIR")]
    pub(crate) output: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Lines for people
    Human,
    /// All that is known
    Json,
    /// `JUnit` XML, for Jenkins, GitLab and most others
    Junit,
    /// Annotations for the log of GitHub Actions; a summary goes to `$GITHUB_STEP_SUMMARY`
    Github,
    /// results.json of a Gradescope autograder
    Gradescope,
    /// Result of a GitHub Classroom autograder
    Classroom,
    /// Test Anything Protocol 14
    Tap,
    /// results.json of an Exercism test runner, version 3; the exit code is 0 in any case
    Exercism,
}
