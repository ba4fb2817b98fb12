//! Cargo builds the dependencies, rustc the exercise: recorded commands, and whether they still hold.

pub(crate) mod command;
pub(crate) mod fingerprint;
pub(crate) mod package;
pub(crate) mod progress;
mod record;
pub(crate) mod wrapper;

use std::{
    collections::{BTreeSet, HashMap, hash_map::Entry},
    fs,
    path::PathBuf,
};

pub(crate) use record::{cargo_program, listed_sources};

use self::{command::RecordedCommand, package::Package, progress::Preparing, record::Record};
use crate::{
    catalog::{Catalog, Exercise},
    error::{Error, Result},
    process::Cancel,
};

/// Where they are kept, in the course's `.runner`.
const COMMANDS: &str = "cache/commands";

/// The compiler call for `exercise`: a recorded one if nothing has changed, otherwise cargo is asked.
pub(crate) fn command_for(
    catalog: &Catalog,
    exercise: &Exercise,
    cancel: &Cancel,
    watcher: &mut dyn FnMut(Preparing),
) -> Result<RecordedCommand> {
    Commands::default().of(catalog, exercise, cancel, watcher)
}

/// The compiler calls of many exercises, asked for in one go: each manifest and each record is read and verified once.
#[derive(Default)]
pub(crate) struct Commands {
    packages: HashMap<PathBuf, Package>,
    records: HashMap<PathBuf, Record>,
}

impl Commands {
    pub(crate) fn of(
        &mut self,
        catalog: &Catalog,
        exercise: &Exercise,
        cancel: &Cancel,
        watcher: &mut dyn FnMut(Preparing),
    ) -> Result<RecordedCommand> {
        let manifest = Package::manifest_of(catalog, exercise);
        let shown = manifest.strip_prefix(catalog.root()).unwrap_or(&manifest);
        let package = match self.packages.entry(manifest.clone()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(Package::read(&manifest, &shown.to_string_lossy())?),
        };
        let bin = package.bin(&catalog.home_file(exercise)).ok_or_else(|| {
            Error::new(format!(
                "{} has no [[bin]] for {}",
                shown.display(),
                exercise.path
            ))
            .help("`runner dev update` writes the lists of binaries")
        })?;

        let file = record_file(catalog, package, &bin.required_features);
        if !self.records.contains_key(&file)
            && let Some(record) = Record::load(catalog, &file)
        {
            self.records.insert(file.clone(), record);
        }
        if let Some(command) = self
            .records
            .get(&file)
            .and_then(|record| record.command(bin))
        {
            return Ok(command.clone());
        }
        let made = Record::make(catalog, exercise, package, bin, &file, cancel, watcher)?;
        let command = made.command(bin).cloned();
        self.records.insert(file, made);
        command.ok_or_else(|| {
            Error::new(format!(
                "cargo built what {} needs, but the files are gone",
                exercise.path
            ))
            .help("is something else cleaning the target directory? try again")
        })
    }
}

/// Whether [`command_for`] would answer at once.
pub(crate) fn is_prepared(catalog: &Catalog, exercise: &Exercise) -> bool {
    let Ok(package) = Package::of(catalog, exercise) else {
        return false;
    };
    let Some(bin) = package.bin(&catalog.home_file(exercise)) else {
        return false;
    };
    Record::load(
        catalog,
        &record_file(catalog, &package, &bin.required_features),
    )
    .is_some_and(|record| record.command(bin).is_some())
}

/// Where the runner has built something for the course: one place for each target directory it was told to use.
pub(crate) fn own_dirs(catalog: &Catalog) -> BTreeSet<PathBuf> {
    let records = fs::read_dir(catalog.state_dir().join(COMMANDS));
    records
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Record::any(&entry.path()))
        .flat_map(|record| record.own_dirs(catalog.root()))
        .collect()
}

fn record_file(catalog: &Catalog, package: &Package, features: &[String]) -> PathBuf {
    let mut name = package.name.clone();
    for feature in features {
        name.push('+');
        name.push_str(feature);
    }
    catalog
        .state_dir()
        .join(COMMANDS)
        .join(format!("{}.json", name.replace('/', "_")))
}
