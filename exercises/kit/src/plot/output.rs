//! Where pictures go.

use super::sheet::wrap;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::{env, fs};

/// The course's list of exercises: the folder it lies in is the course.
const COURSE: &str = "info.toml";

/// The folder for pictures; none outside a course.
pub(super) fn folder() -> Option<PathBuf> {
    match env::var_os("RUNNER_PICTURES") {
        Some(folder) if !folder.is_empty() => Some(folder.into()),
        _ => folder_of_course(&env::current_dir().ok()?),
    }
}

fn folder_of_course(here: &Path) -> Option<PathBuf> {
    let course = here
        .ancestors()
        .find(|folder| folder.join(COURSE).is_file())?;
    Some(course.join(".runner").join("pictures"))
}

/// The name of the running program without what cargo appends to a test's.
pub(super) fn program() -> String {
    let program = env::current_exe().ok();
    let stem = program.as_deref().and_then(Path::file_stem);
    let stem = stem.map(|stem| stem.to_string_lossy().into_owned());
    without_hash(&stem.unwrap_or_default()).to_owned()
}

fn without_hash(stem: &str) -> &str {
    let is_hash = |end: &str| end.len() == 16 && end.chars().all(|c| c.is_ascii_hexdigit());
    match stem.rsplit_once('-') {
        Some((name, end)) if is_hash(end) => name,
        _ => stem,
    }
}

/// Lower-case letters and digits, joined by hyphens.
pub(super) fn slug(title: &str) -> String {
    let letters = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            ' '
        }
    };
    let words: String = title.replace('\'', "").chars().map(letters).collect();
    let words: Vec<&str> = words.split_whitespace().collect();
    let short = wrap(&words.join(" "), 60);
    short
        .first()
        .map_or("picture".to_owned(), |words| words.replace(' ', "-"))
}

/// A name this program has not used yet: the second picture of a title does not replace the first.
pub(super) fn unused(name: &str) -> String {
    static USED: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let mut used = USED.lock().unwrap_or_else(PoisonError::into_inner);
    let numbered = (2..).map(|n| format!("{name}-{n}"));
    let mut names = [name.to_owned()].into_iter().chain(numbered);
    let name = names.find(|name| !used.contains(name)).unwrap_or_default();
    used.insert(name.clone());
    name
}

/// The line that tells where the picture is, or why it is nowhere.
pub(super) fn write(folder: &Path, name: &str, svg: &str) -> String {
    let path = folder.join(format!("{name}.svg"));
    match write_whole(&path, svg) {
        Ok(()) => format!("picture: {}", from_here(&path).display()),
        Err(why) => format!("picture: not written to {}: {why}", path.display()),
    }
}

/// A reader never sees half a file.
fn write_whole(path: &Path, svg: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let unfinished = path.with_extension(format!("{}.tmp", std::process::id()));
    fs::write(&unfinished, svg)?;
    fs::rename(&unfinished, path).inspect_err(|_| {
        // The reason to tell is the first one.
        let _ = fs::remove_file(&unfinished);
    })
}

/// Relative if it lies in or below the current folder.
fn from_here(path: &Path) -> PathBuf {
    let here = env::current_dir().ok();
    let below = here.and_then(|here| Some(path.strip_prefix(here).ok()?.to_owned()));
    below.unwrap_or_else(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder that is removed in the end.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let folder = env::temp_dir().join(format!("kit-plot-{name}-{}", std::process::id()));
            fs::create_dir_all(&folder).unwrap();
            Self(folder)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_slug_is_made_of_plain_letters_digits_and_hyphens() {
        assert_eq!(slug("Price against area (m2)"), "price-against-area-m2");
        assert_eq!(slug("k-means' 2nd step: ../../x"), "k-means-2nd-step-x");
        assert_eq!(slug("σ²"), "picture");
        assert_eq!(slug(""), "picture");
        assert!(slug(&"word ".repeat(50)).len() <= 60);
        assert_eq!(slug(&"w".repeat(500)).len(), 60);
    }

    #[test]
    fn cargos_hash_is_no_part_of_a_programs_name() {
        assert_eq!(
            without_hash("04_regression_01_line-0123456789abcdef"),
            "04_regression_01_line"
        );
        assert_eq!(without_hash("my-program"), "my-program");
        assert!(!program().is_empty());
    }

    #[test]
    fn a_second_picture_of_a_name_gets_a_number() {
        let names = [
            unused("output-test"),
            unused("output-test"),
            unused("output-test"),
        ];
        assert_eq!(names, ["output-test", "output-test-2", "output-test-3"]);
    }

    #[test]
    fn pictures_belong_to_the_nearest_course() {
        let folder = Folder::new("course");
        let below = folder.0.join("exercises/01");
        fs::create_dir_all(&below).unwrap();
        assert_eq!(folder_of_course(&below), None);
        fs::write(folder.0.join(COURSE), "").unwrap();
        assert_eq!(
            folder_of_course(&below),
            Some(folder.0.join(".runner/pictures"))
        );
    }

    #[test]
    fn a_picture_is_written_and_told_in_one_line() {
        let folder = Folder::new("write");
        let pictures = folder.0.join("new/pictures");
        let line = write(&pictures, "a.b", "<svg/>");
        let path = pictures.join("a.b.svg");
        assert_eq!(line, format!("picture: {}", path.display()));
        assert_eq!(fs::read_to_string(&path).unwrap(), "<svg/>");
        assert_eq!(
            write(&pictures, "a.b", "<svg></svg>"),
            line,
            "an older one is replaced"
        );
        assert_eq!(fs::read_dir(&pictures).unwrap().count(), 1);
    }

    #[test]
    fn a_picture_that_cannot_be_written_is_told_in_one_line_too() {
        let folder = Folder::new("fail");
        let file = folder.0.join("file");
        fs::write(&file, "").unwrap();
        let line = write(&file, "a", "<svg/>");
        assert!(line.starts_with("picture: not written to "), "{line}");
        assert_eq!(line.lines().count(), 1);
    }
}
