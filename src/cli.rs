//! What may be typed: clap's types and nothing else.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::grading::shard::Shard;

/// Learn machine learning by solving small Rust exercises.
///
/// Open an exercise in an editor, keep `runner watch` running beside it, and save.
///
/// Exit codes: 0 passed or done, 1 not solved, 2 usage or set-up, 130 interrupted.
#[derive(Debug, Parser)]
#[command(name = "runner", version, args_conflicts_with_subcommands = false)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

#[derive(Debug, Args)]
pub(crate) struct Global {
    /// The course's directory [default: the nearest one upward with an info.toml]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) course: Option<PathBuf>,
    /// Plain lines: no colour, no redrawing, no drawing characters
    #[arg(long, global = true)]
    pub(crate) plain: bool,
    /// When to use colour (`NO_COLOR` is honoured too)
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorChoice,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorChoice {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check the current exercise at every save and move on when it passes (the default)
    Watch(Watch),
    /// Check one exercise once
    Run(Named),
    /// Show the next hint of an exercise
    Hint(Hint),
    /// Browse the roadmap with your progress: search, go to an exercise, reset it
    ///
    /// On a terminal the list is interactive (`?` in it shows the keys). With --plain, or with its output
    /// in a pipe or a file, the roadmap is printed.
    List(List),
    /// Move to the next exercise that is not done
    Next,
    /// Move to an exercise
    Goto(Name),
    /// Check many exercises
    Check(Check),
    /// For teachers: join the results of `check --courses --shard`
    #[command(subcommand)]
    Grade(Grade),
    /// Show where the solution is and how it differs from your file
    Solution(Solution),
    /// Solve once more what is due, in copies, so that it stays learned
    Review(Review),
    /// Show what a level teaches, in a page
    Readme(Readme),
    /// Bring the untouched file back; yours goes to a backup
    Reset(Reset),
    /// Write a new course
    Init(Init),
    /// Bring the course up to this program's version; edited files stay as they are
    Update(Update),
    /// Write your progress and pictures as one HTML page, to keep or to show
    Report(Report),
    /// Check the set-up: toolchain, course, file watching, disk
    Doctor {
        /// Give back the disk space that compiled exercises take
        #[arg(long)]
        free: bool,
    },
    /// Print completions for a shell
    Completions { shell: Shell },
    /// For authors of courses
    ///
    /// `dev init` starts a course, `dev new` adds an exercise, `dev update` writes what is derived, `dev check` proves
    /// that everything is right. README.md has a chapter about it.
    #[command(subcommand)]
    Dev(Dev),
}

#[derive(Debug, Args, Default)]
pub(crate) struct Watch {
    /// Stay at a solved exercise until `n` is pressed
    #[arg(long)]
    pub(crate) stay: bool,
    #[command(flatten)]
    pub(crate) edit: Edit,
    /// Open each exercise by itself when it comes up, in an editor with a window of its own
    #[arg(long)]
    pub(crate) open: bool,
}

#[derive(Debug, Args, Default)]
pub(crate) struct Edit {
    /// Command that `o` opens files with; `{file}` and `{line}` stand for the place
    ///
    /// Without `{file}` the file goes behind the rest. [default: `RUNNER_EDIT_CMD`, `VISUAL`, `EDITOR`, the editor whose
    /// terminal this is, or one on the PATH]
    #[arg(long, value_name = "CMD")]
    pub(crate) edit_cmd: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Named {
    /// Exercise: id, name, number such as 4.9, path or prefix [default: the current one]
    pub(crate) name: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Name {
    /// Exercise: id, name, number such as 4.9, path or prefix
    pub(crate) name: String,
}

#[derive(Debug, Args)]
pub(crate) struct Hint {
    #[command(flatten)]
    pub(crate) exercise: Named,
    /// All hints at once
    #[arg(long, conflicts_with = "again")]
    pub(crate) all: bool,
    /// Those already shown, without a new one
    #[arg(long)]
    pub(crate) again: bool,
}

#[derive(Debug, Args)]
pub(crate) struct List {
    /// Only this level
    pub(crate) level: Option<String>,
    /// For programs
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) edit: Edit,
}

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

#[derive(Debug, Args)]
pub(crate) struct Solution {
    #[command(flatten)]
    pub(crate) exercise: Named,
    /// Do not ask, even if the exercise is not solved
    #[arg(long)]
    pub(crate) yes: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Review {
    /// This solved exercise, whether or not it is due. Without a terminal its copy is checked once, as by `run`
    pub(crate) name: Option<String>,
    /// The next one even if nothing is due
    #[arg(long, conflicts_with = "name")]
    pub(crate) any: bool,
    /// What is due, and when the others are
    #[arg(long, conflicts_with_all = ["name", "any", "hint", "give_up"])]
    pub(crate) list: bool,
    /// For programs
    #[arg(long, requires = "list")]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) help: ReviewHelp,
}

/// What the keys `h` and `s` do in a session.
#[derive(Debug, Args)]
pub(crate) struct ReviewHelp {
    /// The next hint; it counts for this review
    #[arg(long, conflicts_with = "give_up")]
    pub(crate) hint: bool,
    /// Show the solution; the exercise counts as forgotten
    #[arg(long)]
    pub(crate) give_up: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Readme {
    /// Level [default: that of the current exercise]
    pub(crate) level: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Reset {
    /// Exercise or level
    pub(crate) name: String,
    /// Bring the text of the last reset back
    #[arg(long)]
    pub(crate) undo: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// A directory that is empty or does not exist yet
    #[arg(default_value = "ml-course")]
    pub(crate) dir: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Update {
    /// Say what would be done, and do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Even though the course is a git repository
    #[arg(long)]
    pub(crate) in_git: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Report {
    /// Where to write it [default: .runner/report.html of the course]
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Show it in the browser
    #[arg(long)]
    pub(crate) open: bool,
}

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

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_definitions_hold_together() {
        super::Cli::command().debug_assert();
    }
}
