//! The untouched text of an exercise: from the course's archive, or from the first time the runner saw the file.

use std::fs;

use super::archive;
use crate::{
    catalog::{Catalog, Exercise},
    files,
};

/// The untouched text, if it is known. Reads only.
pub(crate) fn text_of(catalog: &Catalog, exercise: &Exercise) -> Option<String> {
    match fs::read_to_string(catalog.archive_file()) {
        Ok(archive) => archive::read(&archive).remove(&exercise.path),
        Err(_) => fs::read_to_string(first_seen(catalog, exercise)).ok(),
    }
}

/// The untouched texts of the whole course that ships them.
pub(crate) fn archived(catalog: &Catalog) -> Option<archive::Texts> {
    fs::read_to_string(catalog.archive_file()).ok().map(|archive| archive::read(&archive))
}

/// A course that ships no archive: keeps the text of the first check, so that `reset` can bring it back.
pub(crate) fn remember(catalog: &Catalog, exercise: &Exercise, text: &str) {
    let file = first_seen(catalog, exercise);
    if !catalog.archive_file().exists() && !file.exists() {
        // Without a place to write there is no `reset`, and it says so; checking goes on.
        let _ = files::write_atomically(&file, text.as_bytes());
    }
}

fn first_seen(catalog: &Catalog, exercise: &Exercise) -> std::path::PathBuf {
    catalog.state_dir().join("untouched").join(format!("{}.rs", exercise.id))
}
