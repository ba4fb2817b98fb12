//! What may be typed: clap's types and nothing else.

mod check;
mod dev;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

pub(crate) use self::{
    check::{Check, Format, Grade, Merge},
    dev::{Dev, DevCheck, DevCover, DevInit, DevNew, DevWrong},
};

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

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_definitions_hold_together() {
        super::Cli::command().debug_assert();
    }
}
