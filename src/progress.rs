//! What the learner has solved: `.runner/progress.toml`, saved atomically at the moment of passing.
//!
//! Every change reads the file, alters one thing and writes it back under a lock, so that a hint taken in a second
//! terminal and a pass in the first are both kept. What this version does not know is carried along untouched.

mod review;
mod tries;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use serde::{Deserialize, Serialize};

use crate::{
    catalog::{Catalog, Exercise, Kind, Texts},
    error::{Context, Error, Result},
    files,
};

const VERSION: i64 = 1;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Progress {
    version: i64,
    /// Id of the exercise the learner is at.
    #[serde(skip_serializing_if = "Option::is_none")]
    current: Option<String>,
    /// Unix time at which `watch` said last that reviews are due.
    #[serde(skip_serializing_if = "Option::is_none")]
    reminded_at: Option<i64>,
    #[serde(default)]
    exercises: BTreeMap<String, Entry>,
    #[serde(flatten)]
    unknown: toml::Table,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Entry {
    /// Unix time of the first pass.
    #[serde(skip_serializing_if = "Option::is_none")]
    passed_at: Option<i64>,
    /// Hash of the text that passed last.
    #[serde(skip_serializing_if = "Option::is_none")]
    passed_hash: Option<String>,
    /// Checks of changed texts up to the first pass.
    #[serde(default)]
    attempts: u32,
    /// How many hints were shown.
    #[serde(default)]
    hints: u32,
    /// Which ones, in the order in which they were shown. A file without it means the first ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    hints_shown: Vec<usize>,
    /// Seconds in front of it in `watch`, up to the first pass.
    #[serde(default)]
    seconds: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    review: Option<review::Review>,
    #[serde(flatten)]
    unknown: toml::Table,
}

impl Progress {
    pub(crate) fn is_done(&self, exercise: &Exercise) -> bool {
        self.entry(exercise)
            .is_some_and(|entry| entry.passed_at.is_some())
    }

    /// How many hints were shown.
    pub(crate) fn hints_taken(&self, exercise: &Exercise) -> usize {
        self.entry(exercise).map_or(0, |entry| entry.hints as usize)
    }

    /// Indices of the hints that were shown, in that order.
    pub(crate) fn hints_shown(&self, exercise: &Exercise) -> Vec<usize> {
        let count = exercise.hints.len();
        self.entry(exercise)
            .map_or_else(Vec::new, |entry| entry.shown(count))
    }

    pub(crate) fn attempts(&self, exercise: &Exercise) -> u32 {
        self.entry(exercise).map_or(0, |entry| entry.attempts)
    }

    /// Unix time of the first pass.
    pub(crate) fn passed_at(&self, exercise: &Exercise) -> Option<i64> {
        self.entry(exercise).and_then(|entry| entry.passed_at)
    }

    /// Seconds in front of it, up to the first pass.
    pub(crate) fn seconds(&self, exercise: &Exercise) -> u64 {
        self.entry(exercise).map_or(0, |entry| entry.seconds)
    }

    /// Where the learner is: the stored place, else the first exercise that is not done, else the last one.
    pub(crate) fn current(&self, catalog: &Catalog) -> usize {
        self.current
            .as_deref()
            .and_then(|id| catalog.index_of(id))
            .or_else(|| self.next_pending(catalog, None))
            .unwrap_or(catalog.exercises().len() - 1)
    }

    /// The next exercise in the order of the course that is not done: after `from` first, then from the beginning.
    ///
    /// Levels whose quiz is solved are left out. Whoever is at another exercise of such a level chose it, and goes on there.
    pub(crate) fn next_pending(&self, catalog: &Catalog, from: Option<usize>) -> Option<usize> {
        let exercises = catalog.exercises();
        let mut excused: BTreeSet<usize> = exercises
            .iter()
            .filter(|exercise| exercise.kind == Kind::Quiz && self.is_done(exercise))
            .map(|quiz| quiz.level)
            .collect();
        if let Some(here) = from.and_then(|from| exercises.get(from))
            && here.kind != Kind::Quiz
        {
            excused.remove(&here.level);
        }
        let count = exercises.len();
        let first = from.map_or(0, |from| from + 1);
        (first..count).chain(0..first.min(count)).find(|&index| {
            let exercise = &exercises[index];
            Some(index) != from && !self.is_done(exercise) && !excused.contains(&exercise.level)
        })
    }

    /// How many exercises the solved quiz of `level` excuses from: those that are not done.
    pub(crate) fn open_after_quiz(&self, catalog: &Catalog, level: usize) -> usize {
        let of_level = || catalog.of_level(level);
        if of_level().any(|exercise| exercise.kind == Kind::Quiz && self.is_done(exercise)) {
            of_level().filter(|other| !self.is_done(other)).count()
        } else {
            0
        }
    }

    pub(crate) fn move_to(&mut self, exercise: &Exercise) {
        self.current = Some(exercise.id.clone());
    }

    pub(crate) fn add_pass(&mut self, exercise: &Exercise, hash: &str) {
        let entry = self.entry_mut(exercise);
        entry.passed_at.get_or_insert_with(now);
        entry.passed_hash = Some(hash.to_owned());
    }

    pub(crate) fn add_attempt(&mut self, exercise: &Exercise) {
        let entry = self.entry_mut(exercise);
        if entry.passed_at.is_none() {
            entry.attempts = entry.attempts.saturating_add(1);
        }
    }

    pub(crate) fn add_hint(&mut self, exercise: &Exercise, index: usize) {
        let mut shown = self.hints_shown(exercise);
        if shown.contains(&index) {
            return;
        }
        shown.push(index);
        let entry = self.entry_mut(exercise);
        entry.hints = u32::try_from(shown.len()).unwrap_or(u32::MAX);
        entry.hints_shown = shown;
    }

    pub(crate) fn add_time(&mut self, exercise: &Exercise, seconds: u64) {
        let entry = self.entry_mut(exercise);
        if entry.passed_at.is_none() {
            entry.seconds = longest(entry.seconds.saturating_add(seconds));
        }
    }

    /// The exercise counts as open again.
    pub(crate) fn reopen(&mut self, exercise: &Exercise) {
        let entry = self.entry_mut(exercise);
        entry.passed_at = None;
        entry.passed_hash = None;
        // Solved anew, it is learned anew.
        entry.review = None;
    }

    /// What was kept under former names goes on under the present ones.
    fn follow(&mut self, renamed: &BTreeMap<String, String>) {
        for (former, id) in renamed {
            if self.current.as_ref() == Some(former) {
                self.current = Some(id.clone());
            }
            if let Some(entry) = self.exercises.remove(former) {
                self.exercises.entry(id.clone()).or_default().absorb(entry);
            }
        }
    }

    fn entry(&self, exercise: &Exercise) -> Option<&Entry> {
        self.exercises.get(&exercise.id)
    }

    fn entry_mut(&mut self, exercise: &Exercise) -> &mut Entry {
        self.exercises.entry(exercise.id.clone()).or_default()
    }
}

impl Entry {
    /// Of a ladder with `count` hints. Where the number is larger than the list, a runner that knows only the number has
    /// shown the next ones in order.
    fn shown(&self, count: usize) -> Vec<usize> {
        let mut shown = Vec::new();
        for &index in &self.hints_shown {
            if index < count && !shown.contains(&index) {
                shown.push(index);
            }
        }
        for index in 0..count {
            if shown.len() < self.hints as usize && !shown.contains(&index) {
                shown.push(index);
            }
        }
        shown
    }

    /// Both are about the same exercise. Nothing is lost of either, and this one knows better.
    fn absorb(&mut self, former: Self) {
        self.passed_at = self.passed_at.into_iter().chain(former.passed_at).min();
        self.passed_hash = self.passed_hash.take().or(former.passed_hash);
        self.attempts = self.attempts.saturating_add(former.attempts);
        if self.hints == 0 {
            self.hints_shown = former.hints_shown;
        }
        self.hints = self.hints.max(former.hints);
        self.seconds = longest(self.seconds.saturating_add(former.seconds));
        self.review = self.review.take().or(former.review);
        for (name, value) in former.unknown {
            self.unknown.entry(name).or_insert(value);
        }
    }
}

/// TOML has no larger number.
fn longest(seconds: u64) -> u64 {
    seconds.min(i64::MAX.unsigned_abs())
}

/// Unix time; 0 for a clock that stands before 1970.
pub(crate) fn now() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|since| i64::try_from(since.as_secs()).ok())
        .unwrap_or(0)
}

/// The file. Reading it changes nothing.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    file: PathBuf,
    lock: PathBuf,
    /// The file as messages name it.
    shown: String,
    /// Former ids of exercises, each with the present one.
    renamed: BTreeMap<String, String>,
}

/// What the file says.
pub(crate) struct Loaded {
    pub(crate) progress: Progress,
    /// The file is there but cannot be understood; the reason. The next change keeps it aside.
    pub(crate) unreadable: Option<String>,
}

impl Store {
    pub(crate) fn of(catalog: &Catalog) -> Self {
        let dir = match catalog.texts() {
            Texts::Exercises => catalog.state_dir(),
            Texts::Review => catalog.review_dir(),
        };
        let file = dir.join("progress.toml");
        Self {
            shown: catalog.shown(&file),
            file,
            lock: dir.join("progress.lock"),
            renamed: catalog.renamed().clone(),
        }
    }

    pub(crate) fn load(&self) -> Result<Loaded> {
        let fresh = || Progress {
            version: VERSION,
            ..Progress::default()
        };
        let bytes = match fs::read(&self.file) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Loaded {
                    progress: fresh(),
                    unreadable: None,
                });
            }
            Err(error) => {
                return Err(
                    Error::new(format!("cannot read the progress file {}", self.shown))
                        .caused_by(error)
                        .help("make it readable; nothing was changed"),
                );
            }
        };
        match parse(&bytes) {
            Ok(progress) if progress.version > VERSION => Err(Error::new(format!(
                "cannot use the progress file {}",
                self.shown
            ))
            .caused_by(format!(
                "it was written by a newer runner (format {}, this one knows {VERSION})",
                progress.version
            ))
            .help("update the runner; nothing was changed")),
            Ok(mut progress) => {
                progress.follow(&self.renamed);
                Ok(Loaded {
                    progress,
                    unreadable: None,
                })
            }
            Err(reason) => Ok(Loaded {
                progress: fresh(),
                unreadable: Some(reason),
            }),
        }
    }

    /// Applies `change` to what the file says now, and saves. Returns what was saved, and where an unreadable file went.
    pub(crate) fn change(
        &self,
        change: impl FnOnce(&mut Progress),
    ) -> Result<(Progress, Option<PathBuf>)> {
        let unwritable = || format!("cannot save the progress in {}", self.shown);
        let help = "make the course's folder writable; the exercise files are as you left them";
        let dir = self.file.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(dir)
            .context(unwritable)
            .map_err(|error| error.help(help))?;
        // Its content is nobody's concern and stays.
        let lock = File::options()
            .create(true)
            .append(true)
            .open(&self.lock)
            .context(unwritable)
            .map_err(|error| error.help(help))?;
        // Held for a moment only. Where locks do not exist, the atomic write still keeps the file whole.
        let _ = lock.lock();

        let Loaded {
            mut progress,
            unreadable,
        } = self.load()?;
        let mut aside = None;
        if unreadable.is_some() {
            let kept = free_name(&self.file);
            fs::rename(&self.file, &kept)
                .context(unwritable)
                .map_err(|error| error.help(help))?;
            aside = Some(kept);
        }
        change(&mut progress);
        let text = toml::to_string(&progress).context(unwritable)?;
        files::write_atomically(&self.file, text.as_bytes())
            .context(unwritable)
            .map_err(|error| error.help(help))?;
        Ok((progress, aside))
    }
}

fn parse(bytes: &[u8]) -> std::result::Result<Progress, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".to_owned())?;
    if text.trim().is_empty() {
        return Err("it is empty".to_owned());
    }
    toml::from_str(text).map_err(|error| error.message().to_owned())
}

/// `progress.toml.unreadable`, or with a number behind it.
fn free_name(file: &Path) -> PathBuf {
    let base = format!("{}.unreadable", file.display());
    (1..)
        .map(|n| {
            PathBuf::from(if n == 1 {
                base.clone()
            } else {
                format!("{base}-{n}")
            })
        })
        .find(|path| !path.exists())
        .unwrap_or_else(|| PathBuf::from(base))
}

#[cfg(test)]
mod tests;
