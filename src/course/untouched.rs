//! The untouched text of an exercise: from the course's archive, or from the first time the runner saw the file.

use std::{fs, path::PathBuf};

use super::archive;
use crate::{
    catalog::{Catalog, Exercise, Texts},
    files,
};

/// The untouched text, if it is known. Reads only.
pub(crate) fn text_of(catalog: &Catalog, exercise: &Exercise) -> Option<String> {
    match fs::read_to_string(catalog.archive_file()) {
        Ok(archive) => archive::find(&archive, &exercise.home).map(str::to_owned),
        Err(_) => std::iter::once(exercise.id.as_str())
            .chain(catalog.former_ids(exercise))
            .find_map(|id| fs::read_to_string(first_seen(catalog, id)).ok()),
    }
}

/// The untouched texts of the whole course that ships them.
pub(crate) fn archived(catalog: &Catalog) -> Option<archive::Texts> {
    fs::read_to_string(catalog.archive_file())
        .ok()
        .map(|archive| archive::read(&archive))
}

/// Whether nothing was written into the file yet. What git or an editor make of line ends, and a mark in front, are
/// nobody's work.
pub(crate) fn is_untouched(text: &str, original: &str) -> bool {
    let plain = |text: &str| {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        text.replace("\r\n", "\n")
    };
    text == original || (text.contains(['\r', '\u{feff}']) && plain(text) == plain(original))
}

/// A course that ships no archive: keeps the texts as they are when the runner first checks anything in it, so that
/// `reset` can bring them back. Later only exercises that are new to the course are added.
pub(crate) fn remember(catalog: &Catalog, exercise: &Exercise, text: &str) {
    if catalog.archive_file().exists() || catalog.texts() != Texts::Exercises {
        return;
    }
    if !first_seen_dir(catalog).exists() {
        for other in catalog.exercises() {
            if let Ok(text) = fs::read_to_string(catalog.exercise_file(other)) {
                keep(catalog, other, &text);
            }
        }
    }
    keep(catalog, exercise, text);
}

fn keep(catalog: &Catalog, exercise: &Exercise, text: &str) {
    let file = first_seen(catalog, &exercise.id);
    if !file.exists() {
        // Without a place to write there is no `reset`, and it says so; checking goes on.
        let _ = files::write_disposable(&file, text.as_bytes());
    }
}

fn first_seen_dir(catalog: &Catalog) -> PathBuf {
    catalog.state_dir().join("untouched")
}

fn first_seen(catalog: &Catalog, id: &str) -> PathBuf {
    first_seen_dir(catalog).join(format!("{id}.rs"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_check_keeps_all_texts_and_later_ones_change_none() {
        let dir = tempfile::tempdir().unwrap();
        let list = "format_version = 1\nexercises = [{ name = \"a\" }, { name = \"b\" }]\n";
        fs::write(dir.path().join("info.toml"), list).unwrap();
        let catalog = Catalog::open(dir.path()).unwrap();
        fs::create_dir_all(catalog.exercises_dir()).unwrap();
        let [a, b] = catalog.exercises() else {
            panic!()
        };
        fs::write(catalog.exercise_file(b), "b untouched").unwrap();

        remember(&catalog, a, "a untouched");
        remember(&catalog, b, "b edited");
        assert_eq!(text_of(&catalog, a).as_deref(), Some("a untouched"));
        assert_eq!(text_of(&catalog, b).as_deref(), Some("b untouched"));
    }
}
