//! What one learner handed in: a copy of the course, or the exercise files alone. Only texts are taken from it.

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
};

use crate::{catalog::Exercise, check::overlay};

/// Larger than any file that somebody wrote by hand.
const LARGEST: u64 = 1 << 20;
/// Directories that an archive may have put around the files.
const DEEPEST: usize = 3;
/// Directories that are looked into, of those as deep.
const WIDEST: usize = 100;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Submission {
    /// The directory's name: under it the results are kept.
    pub(crate) name: String,
    pub(super) dir: PathBuf,
}

/// The text of one exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    Text(String),
    Missing,
    /// The file is there, and why it cannot be judged.
    Unreadable(String),
}

impl Found {
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Missing | Self::Unreadable(_) => 0,
        }
    }
}

impl Submission {
    /// The text of each of `exercises`, and what a teacher should know about the whole.
    pub(crate) fn read(&self, exercises: &[&Exercise]) -> (Vec<Found>, Vec<String>) {
        let nothing = |why: &str| (vec![Found::Missing; exercises.len()], vec![why.to_owned()]);
        if fs::symlink_metadata(&self.dir).is_ok_and(|meta| meta.is_symlink()) {
            return nothing("it is a link, and links are not followed");
        }
        let (Ok(inside), Ok(_)) = (self.dir.canonicalize(), fs::read_dir(&self.dir)) else {
            return nothing("its directory cannot be read");
        };
        let root = root_of(&inside, exercises);
        let found: Vec<Found> = exercises
            .iter()
            .map(|exercise| match place_of(&root, exercise, exercises) {
                Some(file) => read(&file, &inside),
                None => Found::Missing,
            })
            .collect();
        if found.iter().all(|one| *one == Found::Missing) {
            return nothing("none of the exercise files is in it");
        }
        let mut remarks = Vec::new();
        let missing: Vec<&str> = exercises
            .iter()
            .zip(&found)
            .filter(|(_, found)| **found == Found::Missing)
            .map(|(exercise, _)| exercise.id.as_str())
            .collect();
        if !missing.is_empty() {
            remarks.push(format!("missing: {}", missing.join(" ")));
        }
        for (exercise, found) in exercises.iter().zip(&found) {
            if let Found::Unreadable(why) = found {
                remarks.push(format!("{}: {why}", exercise.id));
            }
        }
        (found, remarks)
    }
}

/// The directory with the files: the submission, or the one below it that has most of them. An archive may have put some
/// around them, and notes or builds beside them.
fn root_of(dir: &Path, exercises: &[&Exercise]) -> PathBuf {
    let mut level = vec![dir.to_path_buf()];
    for _ in 0..=DEEPEST {
        let count = |root: &Path| {
            let places = exercises.iter();
            places
                .filter(|exercise| place_of(root, exercise, exercises).is_some())
                .count()
        };
        // The first of several with as many.
        let best = level.iter().rev().max_by_key(|root| count(root));
        if let Some(best) = best.filter(|root| count(root) > 0) {
            return best.clone();
        }
        level = level
            .iter()
            .flat_map(|dir| dirs_in(dir))
            .take(WIDEST)
            .collect();
    }
    dir.to_path_buf()
}

/// Where exercise files may be, by name.
fn dirs_in(dir: &Path) -> Vec<PathBuf> {
    let mut dirs: Vec<PathBuf> = fs::read_dir(dir)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| {
            let name = entry.file_name();
            let hidden = name.as_encoded_bytes().starts_with(b".");
            // Solutions lie in the same directories as exercises.
            let other = ["__MACOSX", "solutions", "target"]
                .iter()
                .any(|other| name == *other);
            !hidden && !other && entry.file_type().is_ok_and(|kind| kind.is_dir())
        })
        .map(|entry| entry.path())
        .collect();
    dirs.sort();
    dirs
}

/// `exercises/LEVEL/FILE`, `LEVEL/FILE`, or `FILE` where one of the exercises only is called so.
fn place_of(root: &Path, exercise: &Exercise, exercises: &[&Exercise]) -> Option<PathBuf> {
    let file = format!("{}.rs", exercise.name);
    let short = exercise.home.strip_prefix("exercises/");
    let namesakes = exercises.iter().filter(|one| one.name == exercise.name);
    let flat = (namesakes.count() == 1).then_some(file.as_str());
    [Some(exercise.home.as_str()), short, flat]
        .into_iter()
        .flatten()
        .map(|place| root.join(place))
        .find(|file| fs::symlink_metadata(file).is_ok())
}

fn read(file: &Path, inside: &Path) -> Found {
    match text_of(file, inside) {
        Ok(text) => Found::Text(text),
        Err(why) => Found::Unreadable(why),
    }
}

/// Nothing but an ordinary file below `inside`: what a link or a pipe would give is not the learner's work.
pub(crate) fn text_of(file: &Path, inside: &Path) -> Result<String, String> {
    let real = file
        .canonicalize()
        .map_err(|_| "it is a link that leads nowhere".to_owned())?;
    if !real.starts_with(inside) {
        return Err("it is a link to a file outside of the submission".to_owned());
    }
    let kind = fs::metadata(&real).map_err(|error| error.to_string())?;
    if !kind.is_file() {
        return Err("it is not a file".to_owned());
    }
    let mut bytes = Vec::new();
    fs::File::open(&real)
        .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
        .map_err(|error| error.to_string())?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("it is larger than {LARGEST} bytes"));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + valid.iter().filter(|&&byte| byte == b'\n').count();
        format!("line {line} is not UTF-8 text")
    })?;
    Ok(overlay::as_the_compiler_reads(&text).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalog::Catalog, grading::listed::list};

    fn catalog() -> Catalog {
        Catalog::parse(
            Path::new("/course"),
            "format_version = 1\nlevels = [{ dir = \"a\" }, { dir = \"b\" }]\nexercises = [\n\
             { name = \"01_one\", dir = \"a\" }, { name = \"02_quiz\", dir = \"a\" }, { name = \"02_quiz\", dir = \"b\" }]\n",
        )
        .unwrap()
    }

    /// What is read of submissions with these files, by name.
    fn read_all(files: &[(&str, &[u8])]) -> Vec<(String, Vec<Found>, Vec<String>)> {
        let dir = tempfile::tempdir().unwrap();
        for (file, bytes) in files {
            let file = dir.path().join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, bytes).unwrap();
        }
        read_dir(dir.path())
    }

    fn read_dir(dir: &Path) -> Vec<(String, Vec<Found>, Vec<String>)> {
        let catalog = catalog();
        let exercises: Vec<&Exercise> = catalog.exercises().iter().collect();
        let listed = list(dir, &dir.join("results")).unwrap();
        let read = |one: &Submission| {
            let (found, remarks) = one.read(&exercises);
            (one.name.clone(), found, remarks)
        };
        listed.submissions.iter().map(read).collect()
    }

    fn text(text: &str) -> Found {
        Found::Text(text.to_owned())
    }

    #[test]
    fn every_layout_is_found() {
        let read = read_all(&[
            ("1_whole/exercises/a/01_one.rs", b"one"),
            ("1_whole/exercises/b/02_quiz.rs", b"quiz"),
            ("2_levels/a/01_one.rs", b"one"),
            ("3_flat/01_one.rs", b"one"),
            ("3_flat/02_quiz.rs", b"of which level?"),
            ("4_packed/ml-course/exercises/a/01_one.rs", b"one"),
            ("4_packed/__MACOSX/x", b""),
            ("5_other/notes.txt", b""),
            (
                "6_beside/copy of it/exercises/a/01_one.rs",
                b"\xef\xbb\xbfone\r\n",
            ),
            ("6_beside/another/exercises/b/x.rs", b""),
            ("6_beside/solutions/a/02_quiz.rs", b""),
            ("7_two/old/a/01_one.rs", b"old"),
            ("7_two/z_new/a/01_one.rs", b"new"),
            ("7_two/z_new/b/02_quiz.rs", b"quiz"),
            ("8_taken/solutions/a/01_one.rs", b"solved"),
            ("results/5_other.json", b""),
            (".git/config", b""),
            ("list.csv", b""),
        ]);
        let names: Vec<&str> = read.iter().map(|one| one.0.as_str()).collect();
        assert_eq!(
            names,
            [
                "1_whole", "2_levels", "3_flat", "4_packed", "5_other", "6_beside", "7_two",
                "8_taken"
            ]
        );
        assert_eq!(read[0].1, [text("one"), Found::Missing, text("quiz")]);
        assert_eq!(read[0].2, ["missing: a/02_quiz"]);
        for one in &read[1..4] {
            assert_eq!(one.1, [text("one"), Found::Missing, Found::Missing]);
        }
        assert_eq!(read[4].2, ["none of the exercise files is in it"]);
        assert_eq!(read[5].1, [text("one\n"), Found::Missing, Found::Missing]);
        assert_eq!(read[6].1, [text("new"), Found::Missing, text("quiz")]);
        assert_eq!(read[7].2, read[4].2);
    }

    #[test]
    fn what_is_no_text_says_why() {
        let large = vec![b'/'; 2 << 20];
        let read = read_all(&[
            ("s/a/01_one.rs", b"fine\n\xff"),
            ("s/a/02_quiz.rs/inner", b"a directory"),
            ("s/b/02_quiz.rs", &large),
        ]);
        assert_eq!(
            read[0].2,
            [
                "a/01_one: line 2 is not UTF-8 text",
                "a/02_quiz: it is not a file",
                "b/02_quiz: it is larger than 1048576 bytes",
            ]
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_out_are_not_followed() {
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().unwrap();
        let all = dir.path().join("all");
        let ada = all.join("ada/a");
        fs::create_dir_all(&ada).unwrap();
        fs::write(dir.path().join("solution.rs"), "secret").unwrap();
        symlink(dir.path().join("solution.rs"), ada.join("01_one.rs")).unwrap();
        symlink("nowhere", ada.join("02_quiz.rs")).unwrap();
        fs::create_dir(all.join("ada/b")).unwrap();
        fs::write(all.join("ada/b/mine.rs"), "mine").unwrap();
        symlink("mine.rs", all.join("ada/b/02_quiz.rs")).unwrap();
        symlink("ada", all.join("bob")).unwrap();
        let read = read_dir(&all);
        assert_eq!(
            read[0].2,
            [
                "a/01_one: it is a link to a file outside of the submission",
                "a/02_quiz: it is a link that leads nowhere",
            ]
        );
        assert_eq!(read[0].1[2], text("mine"));
        assert_eq!(read[1].2, ["it is a link, and links are not followed"]);
    }
}
