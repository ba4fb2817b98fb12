//! Nothing outside the course is read or written: symbolic links that lead out of it are refused when it is opened.
//!
//! Names cannot lead out (see [`super::validate`]). A link within the course is fine, and so is one to the course.

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
};

use super::{Catalog, INFO, problems::MOST_SHOWN, text::quotable};
use crate::error::{Error, Result};

/// Before it is read.
pub(super) fn check_info(root: &Path) -> Result<()> {
    let mut links = Links::of(root);
    links.look(&root.join(INFO), None);
    links.into_result()
}

/// Every path that is read or written by name.
pub(super) fn check(catalog: &Catalog) -> Result<()> {
    let mut links = Links::of(catalog.root());
    let [exercises, solutions] = [catalog.exercises_dir(), catalog.solutions_dir()];
    for path in [&exercises, &solutions, &catalog.archive_file()] {
        links.look(path, None);
    }
    for level in catalog
        .levels()
        .iter()
        .filter(|level| !level.dir.is_empty())
    {
        links.look(&exercises.join(&level.dir), None);
        links.look(&solutions.join(&level.dir), None);
    }
    let mut directories = Directories::default();
    for exercise in catalog.exercises() {
        for file in [
            catalog.exercise_file(exercise),
            catalog.solution_file(exercise),
        ] {
            if directories.may_have_a_link_at(&file) {
                links.look(&file, Some(exercise.line));
            }
        }
    }
    // The state is written to, at any depth.
    links.look(&catalog.state_dir(), None);
    for link in links_below(&catalog.state_dir()) {
        links.look(&link, None);
    }
    links.into_result()
}

/// The same for one file, which may have become a link since.
pub(crate) fn check_file(catalog: &Catalog, path: &Path) -> Result<()> {
    let mut links = Links::of(catalog.root());
    if path.is_symlink() {
        links.look(path, None);
    }
    links.into_result()
}

/// Whether there are links in a directory: it is read once, in place of asking for every file.
#[derive(Default)]
struct Directories(HashMap<PathBuf, bool>);

impl Directories {
    /// The entry may have another name than the path, where the file system takes upper and lower case for the same.
    fn may_have_a_link_at(&mut self, path: &Path) -> bool {
        let Some(dir) = path.parent() else {
            return true;
        };
        if let Some(&has_links) = self.0.get(dir) {
            return has_links;
        }
        // Where the directory cannot be read, the file itself may tell.
        let has_links = has_links(dir).unwrap_or(true);
        self.0.insert(dir.to_path_buf(), has_links);
        has_links
    }
}

fn has_links(dir: &Path) -> io::Result<bool> {
    for entry in fs::read_dir(dir)? {
        if entry?.file_type()?.is_symlink() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Links that lead out, each as a sentence.
struct Links<'a> {
    root: &'a Path,
    /// Without links of its own; nothing can be said about a course that is gone.
    resolved: Option<PathBuf>,
    found: Vec<String>,
}

impl<'a> Links<'a> {
    fn of(root: &'a Path) -> Self {
        Self {
            root,
            resolved: root.canonicalize().ok(),
            found: Vec::new(),
        }
    }

    /// `line` is that of the entry in `info.toml` that names the path.
    fn look(&mut self, path: &Path, line: Option<usize>) {
        let target = self.resolved.as_ref().and_then(|root| way_out(path, root));
        if let Some(target) = target {
            let at = line.map_or_else(String::new, |line| format!("{INFO}:{line}: "));
            let shown = path.strip_prefix(self.root).unwrap_or(path);
            self.found.push(quotable(&format!(
                "{at}{} is a link to {}",
                shown.display(),
                target.display()
            )));
        }
    }

    fn into_result(self) -> Result<()> {
        if self.found.is_empty() {
            return Ok(());
        }
        let error = Error::new("the course leads out of its own directory");
        let shown = self.found.into_iter().take(MOST_SHOWN);
        Err(shown
            .fold(error, Error::caused_by)
            .help("put the files themselves there: nothing outside the course is read or written"))
    }
}

/// Where `path` leads, if it is a link to something that does not lie below `root`.
fn way_out(path: &Path, root: &Path) -> Option<PathBuf> {
    if !fs::symlink_metadata(path).ok()?.is_symlink() {
        return None;
    }
    match path.canonicalize() {
        Ok(target) => (!target.starts_with(root)).then_some(target),
        // A link to nothing: writing would make the file that it names.
        Err(error) if error.kind() == io::ErrorKind::NotFound => fs::read_link(path)
            .ok()
            .or_else(|| Some(PathBuf::from("?"))),
        Err(_) => fs::read_link(path).ok(),
    }
}

fn links_below(dir: &Path) -> Vec<PathBuf> {
    let mut links = Vec::new();
    let mut open = vec![dir.to_path_buf()];
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_symlink() => links.push(entry.path()),
                Ok(kind) if kind.is_dir() => open.push(entry.path()),
                Ok(_) | Err(_) => {}
            }
        }
    }
    links
}
