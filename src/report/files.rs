//! What a report is made of besides catalog and progress: printed results and drawn pictures, read from `.runner`.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
};

use super::picture::{LARGEST, Picture};
use crate::{
    catalog::{Catalog, Exercise},
    check::results,
    error::Result,
    toolchain::package::Package,
};

/// Bytes of pictures on one page; as text they are a third more.
const ROOM: usize = 6 << 20;

/// By the exercise's id.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) outputs: BTreeMap<String, String>,
    pub(crate) pictures: BTreeMap<String, Vec<Picture>>,
    /// Pictures for which there is no room.
    pub(crate) left_out: usize,
}

impl Found {
    /// What cannot be read is not there: a report shows what it can.
    pub(crate) fn in_course(catalog: &Catalog) -> Self {
        let mut found = Self::default();
        let mut files = pictures_by_program(&catalog.pictures_dir());
        let mut packages: BTreeMap<PathBuf, Option<Package>> = BTreeMap::new();
        let mut room = ROOM;
        for exercise in catalog.exercises() {
            if let Some(output) = results::load(catalog, exercise) {
                found.outputs.insert(exercise.id.clone(), output);
            }
            let program = program_of(catalog, exercise, &mut packages);
            let Some(files) = program.and_then(|program| files.remove(&program)) else {
                continue;
            };
            for (name, path) in files {
                match read_regular(&path, LARGEST.min(room)) {
                    Ok(bytes) => {
                        let size = bytes.len();
                        if let Some(picture) = Picture::of(name, bytes) {
                            room -= size;
                            let pictures = found.pictures.entry(exercise.id.clone()).or_default();
                            pictures.push(picture);
                        }
                    }
                    Err(Unread::TooLarge) => found.left_out += 1,
                    Err(Unread::NotThere) => {}
                }
            }
        }
        found
    }
}

/// The name of the program that an exercise becomes: its pictures begin with it.
fn program_of(
    catalog: &Catalog,
    exercise: &Exercise,
    packages: &mut BTreeMap<PathBuf, Option<Package>>,
) -> Option<String> {
    let manifest = Package::manifest_of(catalog, exercise);
    let package = packages.entry(manifest).or_insert_with_key(|manifest| {
        let read: Result<Package> = Package::read(manifest, &catalog.shown(manifest));
        read.ok()
    });
    let bin = package.as_ref()?.bin(&catalog.exercise_file(exercise))?;
    Some(bin.crate_name())
}

/// Names and paths of the pictures in `dir`, by name, for each program: `PROGRAM-TITLE.svg`.
fn pictures_by_program(dir: &Path) -> BTreeMap<String, Vec<(String, PathBuf)>> {
    let mut files: BTreeMap<String, Vec<(String, PathBuf)>> = BTreeMap::new();
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        // A name that is not UTF-8 is none that the kit gave.
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        if let (true, Some((program, _))) = (name.ends_with(".svg"), name.split_once('-')) {
            let of_program = files.entry(program.to_owned()).or_default();
            of_program.push((name.clone(), entry.path()));
        }
    }
    for of_program in files.values_mut() {
        of_program.sort();
    }
    files
}

#[derive(Debug, PartialEq, Eq)]
enum Unread {
    TooLarge,
    /// Or no file: a link could name a file elsewhere, which nobody wants on a page for others.
    NotThere,
}

fn read_regular(path: &Path, most: usize) -> std::result::Result<Vec<u8>, Unread> {
    let about = fs::symlink_metadata(path).map_err(|_| Unread::NotThere)?;
    if !about.is_file() {
        return Err(Unread::NotThere);
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(most as u64 + 1).read_to_end(&mut bytes))
        .map_err(|_| Unread::NotThere)?;
    if bytes.len() > most {
        return Err(Unread::TooLarge);
    }
    Ok(bytes)
}
