//! Everything of a course that the rules look at, read once.

use std::{
    collections::{BTreeSet, HashSet},
    fs,
    path::Path,
};

use super::{
    near_miss::{self, NearMiss},
    problem::{Problem, Rule},
};
use crate::{
    catalog::{Catalog, Exercise},
    course::{archive::Texts, untouched},
    error::{Context, Result, read_text},
};

pub(super) struct Course<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) exercises: Vec<Files<'a>>,
    /// One for each level of the catalog.
    pub(super) levels: Vec<LevelFiles>,
    /// Directories in `exercises/` that are no level.
    pub(super) other_dirs: Vec<String>,
    pub(super) archive: Option<Texts>,
    /// Ids, where the course lists them.
    pub(super) topics: Option<HashSet<String>>,
    pub(super) near_misses: Vec<NearMiss>,
    /// What is wrong with the files of near-miss answers.
    pub(super) near_miss_problems: Vec<Problem>,
}

/// An exercise with its two texts; a file that does not exist is `None`.
pub(super) struct Files<'a> {
    pub(super) exercise: &'a Exercise,
    pub(super) untouched: Option<String>,
    pub(super) solution: Option<String>,
}

#[derive(Default)]
pub(super) struct LevelFiles {
    pub(super) manifest: Option<String>,
    pub(super) readme: Option<String>,
    /// Names of the files in `exercises/LEVEL` and in `solutions/LEVEL`.
    pub(super) exercises: BTreeSet<String>,
    pub(super) solutions: BTreeSet<String>,
}

impl<'a> Course<'a> {
    pub(super) fn read(catalog: &'a Catalog) -> Result<Self> {
        let read = |path: &Path| text_of(catalog, path);
        let exercises = catalog.exercises().iter().map(|exercise| {
            Ok(Files {
                exercise,
                untouched: read(&catalog.exercise_file(exercise))?,
                solution: read(&catalog.solution_file(exercise))?,
            })
        });
        let levels = (0..catalog.levels().len()).map(|level| {
            Ok(LevelFiles {
                manifest: read(&catalog.level_manifest(level))?,
                readme: read(&catalog.level_readme(level))?,
                exercises: names(&catalog.level_dir(level), Entry::File)?,
                solutions: names(
                    &catalog.solutions_dir().join(&catalog.levels()[level].dir),
                    Entry::File,
                )?,
            })
        });
        let mut other_dirs = names(&catalog.exercises_dir(), Entry::Dir)?;
        other_dirs.retain(|name| catalog.levels().iter().all(|level| level.dir != *name));
        let (near_misses, near_miss_problems) = near_misses(catalog)?;
        Ok(Self {
            catalog,
            exercises: exercises.collect::<Result<_>>()?,
            levels: levels.collect::<Result<_>>()?,
            other_dirs: other_dirs.into_iter().collect(),
            archive: untouched::archived(catalog),
            topics: topics(catalog)?,
            near_misses,
            near_miss_problems,
        })
    }

    /// The near-miss answers of one exercise.
    pub(super) fn near_misses_of(&self, exercise: &Exercise) -> Vec<&NearMiss> {
        self.near_misses
            .iter()
            .filter(|entry| entry.exercise == exercise.id)
            .collect()
    }
}

fn text_of(catalog: &Catalog, path: &Path) -> Result<Option<String>> {
    path.is_file()
        .then(|| read_text(path, &catalog.shown(path)))
        .transpose()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Entry {
    File,
    Dir,
}

/// Names in a directory, but no hidden ones; none if there is no such directory.
fn names(dir: &Path, wanted: Entry) -> Result<BTreeSet<String>> {
    if !dir.is_dir() {
        return Ok(BTreeSet::new());
    }
    let cannot = || format!("cannot list {}", dir.display());
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(dir).context(cannot)? {
        let entry = entry.context(cannot)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = if entry.path().is_dir() {
            Entry::Dir
        } else {
            Entry::File
        };
        if kind == wanted && !name.starts_with('.') {
            names.insert(name);
        }
    }
    Ok(names)
}

/// The first column of the course's list of topics.
fn topics(catalog: &Catalog) -> Result<Option<HashSet<String>>> {
    for file in catalog.topics_files() {
        if let Some(text) = text_of(catalog, &file)? {
            let ids = text
                .lines()
                .skip(1)
                .filter_map(|line| line.split('\t').next());
            return Ok(Some(ids.map(str::to_owned).collect()));
        }
    }
    Ok(None)
}

fn near_misses(catalog: &Catalog) -> Result<(Vec<NearMiss>, Vec<Problem>)> {
    let (mut entries, mut problems) = (Vec::new(), Vec::new());
    for name in names(&catalog.wrong_dir(), Entry::File)? {
        let path = catalog.wrong_dir().join(&name);
        let shown = catalog.shown(&path);
        let Some(level) = near_miss::level_of(catalog, &name) else {
            let message =
                "no level has this name: near-miss answers stand in LEVEL.toml or LEVEL_PART.toml";
            problems.push(Problem::new(shown, 1, Rule::NearMiss, message));
            continue;
        };
        let (found, wrong) = near_miss::parse(catalog, level, &shown, &read_text(&path, &shown)?);
        entries.extend(found);
        problems.extend(wrong);
    }
    Ok((entries, problems))
}
