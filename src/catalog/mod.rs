//! The course: levels in order, exercises in order, hints. Built once from `info.toml` and trusted from then on.
//!
//! This is the only place that joins paths of the course.

pub(crate) mod inside;
mod names;
mod needs;
mod points;
mod problems;
mod raw;
mod review;
mod text;
mod validate;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::Duration,
};

pub(crate) use self::{
    names::closest,
    problems::{likely_key, line_at},
    validate::words,
};

use crate::error::{Context, Error, Result, read_text};

/// The name of the file that makes a directory a course.
pub(crate) const INFO: &str = "info.toml";
/// The learner's state, beside `info.toml`.
const STATE: &str = ".runner";
const DEFAULT_LIMIT: Duration = Duration::from_secs(10);

/// A validated course.
#[derive(Debug, Clone)]
pub(crate) struct Catalog {
    root: PathBuf,
    title: String,
    form: Form,
    texts: Texts,
    welcome: Option<String>,
    farewell: Option<String>,
    levels: Vec<Level>,
    exercises: Vec<Exercise>,
    /// The exercises of each level, as indices in the order of the course.
    by_level: Vec<Vec<usize>>,
    /// Former ids of exercises, each with the present one.
    renamed: BTreeMap<String, String>,
}

/// Which texts of its exercises a catalog is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Texts {
    /// The learner's files.
    Exercises,
    /// Copies in which solved exercises are solved once more.
    Review,
}

impl Texts {
    /// What is kept for one kind is kept apart from the other under this name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Exercises => "exercises",
            Self::Review => "review",
        }
    }
}

/// Which rules a course follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// `[[levels]]` are listed; each has a package of its own.
    Levels,
    /// rustlings' form: no `[[levels]]`, one package.
    Rustlings,
}

/// A directory of exercises. A course whose files lie flat in `exercises/` has one level, with an empty `dir`.
#[derive(Debug, Clone)]
pub(crate) struct Level {
    pub(crate) dir: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) needs: Vec<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct Exercise {
    /// `LEVEL/FILE`, or `FILE` in a flat course; unique, never changes: progress is kept under it.
    pub(crate) id: String,
    /// Index into [`Catalog::levels`].
    pub(crate) level: usize,
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) difficulty: Option<u8>,
    pub(crate) topics: Vec<String>,
    pub(crate) hints: Vec<Hint>,
    pub(crate) learned: Vec<String>,
    pub(crate) fails_with: Option<FailsWith>,
    pub(crate) kind: Kind,
    pub(crate) judged_by: JudgedBy,
    pub(crate) lints: Lints,
    pub(crate) untouched: Untouched,
    /// What a grader gives for it at most; not negative, finite.
    pub(crate) points: f64,
    pub(crate) credit: Credit,
    /// Time limit of the test binary.
    pub(crate) limit: Duration,
    /// Line of the entry in `info.toml`.
    pub(crate) line: usize,
    /// Relative to the course, with `/`: what is shown, linked, and given to the compiler.
    pub(crate) path: String,
    /// The file as cargo and the archive of untouched texts know it: `path`, except in a review.
    pub(crate) home: String,
    pub(crate) solution: String,
}

/// A step of the ladder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hint {
    pub(crate) text: String,
    /// The name of the test that it helps with, without its module: while that fails, the hint comes first.
    pub(crate) test: Option<String>,
}

/// How the untouched file fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FailsWith {
    /// The first test, in file order, that fails.
    Test(String),
    /// A code of the compiler, such as `E0502`.
    Code(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Exercise,
    Boss,
    Quiz,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Exercise => "exercise",
            Self::Boss => "boss",
            Self::Quiz => "quiz",
        }
    }
}

/// What part of an exercise's points a grader gives while some of its tests fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Credit {
    /// All of them for a pass, otherwise none.
    Whole,
    /// `partial = true`: the share of the tests that pass.
    PerTest,
}

/// What decides whether an exercise is solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JudgedBy {
    Tests,
    /// rustlings' `test = false`: it must compile and `main` must end well.
    Main,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lints {
    /// Clippy's remarks are advice.
    Advice,
    /// rustlings' `strict_clippy`: a remark is a failure.
    Strict,
}

/// Whether the untouched file is known to be unsolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Untouched {
    Fails,
    /// rustlings' `skip_check_unsolved`: it may well pass as it is.
    MayPass,
}

impl Catalog {
    /// Reads and checks `ROOT/info.toml`. All problems are reported at once.
    pub(crate) fn open(root: &Path) -> Result<Self> {
        inside::check_info(root)?;
        let text = read_text(&root.join(INFO), INFO).map_err(|error| {
            error.help(
                "run this inside a course, or name one with --course DIR; `runner init` makes one",
            )
        })?;
        let catalog = Self::parse(root, &text)?;
        inside::check(&catalog)?;
        Ok(catalog)
    }

    /// The course that `text` describes, as the `info.toml` of `root`.
    pub(crate) fn parse(root: &Path, text: &str) -> Result<Self> {
        validate::catalog(root, text)
    }

    /// The course that contains `from`: the nearest directory upward with an `info.toml`.
    pub(crate) fn find_root(from: &Path) -> Result<PathBuf> {
        let from = resolved(from)
            .context(|| format!("cannot open the directory {}", from.display()))
            .map_err(|error| error.help("name the course's directory: --course DIR"))?;
        from.ancestors()
            .find(|dir| dir.join(INFO).is_file())
            .map(Path::to_path_buf)
            .ok_or_else(|| {
                Error::new("this is not a course")
                    .caused_by(format!("no {INFO} in {} or above it", from.display()))
                    .help("change into the course's directory, or name it with --course DIR")
                    .help("`runner init` writes a new course")
            })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn title(&self) -> &str {
        &self.title
    }

    pub(crate) fn texts(&self) -> Texts {
        self.texts
    }

    pub(crate) fn form(&self) -> Form {
        self.form
    }

    pub(crate) fn welcome(&self) -> Option<&str> {
        self.welcome.as_deref()
    }

    pub(crate) fn farewell(&self) -> Option<&str> {
        self.farewell.as_deref()
    }

    pub(crate) fn levels(&self) -> &[Level] {
        &self.levels
    }

    pub(crate) fn level(&self, exercise: &Exercise) -> &Level {
        &self.levels[exercise.level]
    }

    pub(crate) fn exercises(&self) -> &[Exercise] {
        &self.exercises
    }

    pub(crate) fn of_level(&self, level: usize) -> impl Iterator<Item = &Exercise> {
        self.by_level[level]
            .iter()
            .map(|&index| &self.exercises[index])
    }

    /// The exercises of the level, as indices in the order of the course.
    pub(crate) fn indices_of_level(&self, level: usize) -> &[usize] {
        &self.by_level[level]
    }

    /// The last quiz of the level, if it has one.
    pub(crate) fn quiz_of(&self, level: usize) -> Option<&Exercise> {
        self.of_level(level)
            .filter(|exercise| exercise.kind == Kind::Quiz)
            .last()
    }

    pub(crate) fn index_of(&self, id: &str) -> Option<usize> {
        self.exercises.iter().position(|exercise| exercise.id == id)
    }

    /// Former ids of exercises, each with the present one.
    pub(crate) fn renamed(&self) -> &BTreeMap<String, String> {
        &self.renamed
    }

    /// Ids that the exercise had before.
    pub(crate) fn former_ids(&self, exercise: &Exercise) -> impl Iterator<Item = &str> {
        self.renamed
            .iter()
            .filter(|(_, id)| **id == exercise.id)
            .map(|(former, _)| former.as_str())
    }

    /// `3/12`: place of the exercise in its level, counted from one, and the level's size.
    pub(crate) fn place(&self, exercise: &Exercise) -> (usize, usize) {
        let before = self
            .of_level(exercise.level)
            .take_while(|other| other.id != exercise.id)
            .count();
        (before + 1, self.of_level(exercise.level).count())
    }

    // ---- paths -------------------------------------------------------------------------------

    pub(crate) fn exercise_file(&self, exercise: &Exercise) -> PathBuf {
        self.root.join(&exercise.path)
    }

    /// The file that cargo knows.
    pub(crate) fn home_file(&self, exercise: &Exercise) -> PathBuf {
        self.root.join(&exercise.home)
    }

    pub(crate) fn solution_file(&self, exercise: &Exercise) -> PathBuf {
        self.root.join(&exercise.solution)
    }

    pub(crate) fn exercises_dir(&self) -> PathBuf {
        self.root.join("exercises")
    }

    pub(crate) fn solutions_dir(&self) -> PathBuf {
        self.root.join("solutions")
    }

    pub(crate) fn level_dir(&self, level: usize) -> PathBuf {
        self.exercises_dir().join(&self.levels[level].dir)
    }

    pub(crate) fn level_manifest(&self, level: usize) -> PathBuf {
        self.level_dir(level).join("Cargo.toml")
    }

    pub(crate) fn level_readme(&self, level: usize) -> PathBuf {
        self.level_dir(level).join("README.md")
    }

    /// Near-miss answers, in files that begin with the name of their level.
    pub(crate) fn wrong_dir(&self) -> PathBuf {
        self.root.join("tests/wrong")
    }

    /// Everything the runner remembers about this learner.
    pub(crate) fn state_dir(&self) -> PathBuf {
        self.root.join(STATE)
    }

    /// What the kit draws for an exercise's `main`.
    pub(crate) fn pictures_dir(&self) -> PathBuf {
        self.state_dir().join("pictures")
    }

    /// What a boss printed after its pass.
    pub(crate) fn result_file(&self, exercise: &Exercise) -> PathBuf {
        self.state_dir()
            .join("results")
            .join(format!("{}.txt", exercise.id))
    }

    /// The learner's report, unless it is to be elsewhere.
    pub(crate) fn report_file(&self) -> PathBuf {
        self.state_dir().join("report.html")
    }

    /// The untouched text of every exercise, where the course ships it.
    pub(crate) fn archive_file(&self) -> PathBuf {
        self.exercises_dir().join("untouched.txt")
    }

    /// Where the known topics may be listed.
    pub(crate) fn topics_files(&self) -> [PathBuf; 2] {
        ["topics.tsv", "tests/topics.tsv"].map(|file| self.root.join(file))
    }

    /// `path` as messages show it: below the course, with `/`.
    pub(crate) fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.root)
            .unwrap_or(path)
            .to_string_lossy()
            .replace('\\', "/")
    }
}

/// Without symbolic links and `..`: cargo and the compiler know files by that name, and what they print is shown below
/// the course. Windows' own form of such a path is one that cargo does not take.
fn resolved(dir: &Path) -> std::io::Result<PathBuf> {
    let canonical = dir.canonicalize()?;
    if cfg!(windows) {
        std::path::absolute(dir)
    } else {
        Ok(canonical)
    }
}
