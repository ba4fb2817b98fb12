//! One text file with the untouched text of every exercise: `exercises/untouched.txt`.
//!
//! In a clone the exercise files are the learner's, so the course keeps their original text beside them. `runner dev update`
//! writes the file, `runner dev check` says when it is out of step. Taken from it: `reset`, "not attempted", `init`,
//! `--original-tests`, and which tests must have run.

use std::collections::BTreeMap;

const TITLE: &str = "The untouched exercises, written by `runner dev update`. The files to edit are in the folders beside this one.\n";
const MARK: &str = "\n=====> ";

/// Texts by the path below the course's root, `exercises/01_arrays/01_create.rs`.
pub(crate) type Texts = BTreeMap<String, String>;

/// The archive of `texts`. A text that contains the separator cannot be kept, and none of a course does.
pub(crate) fn write(texts: &Texts) -> String {
    let mut archive = TITLE.to_owned();
    for (path, text) in texts {
        archive.push_str(&format!("{MARK}{path}\n{text}"));
    }
    archive
}

pub(crate) fn read(archive: &str) -> Texts {
    archive
        .split(MARK)
        .skip(1)
        .filter_map(|entry| entry.split_once('\n'))
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .collect()
}

/// One text of the archive, without reading the others.
pub(crate) fn find<'a>(archive: &'a str, path: &str) -> Option<&'a str> {
    let head = format!("{MARK}{path}\n");
    let (_, rest) = archive.split_once(&head)?;
    rest.split(MARK).next()
}

/// Whether `text` comes back as it went in.
pub(crate) fn can_hold(text: &str) -> bool {
    // It stands behind the end of a line.
    !format!("\n{text}").contains(MARK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_byte_for_byte() {
        let texts: Texts = [
            ("exercises/a/1.rs", "fn main() {}\n"),
            ("exercises/a/2.rs", "no newline at the end"),
            ("exercises/b/1.rs", "\n\nblank lines\r\n\n"),
            ("exercises/b/2.rs", ""),
        ]
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .into();
        let archive = write(&texts);
        assert_eq!(read(&archive), texts);
        for (path, text) in &texts {
            assert_eq!(find(&archive, path), Some(text.as_str()), "{path}");
        }
        assert_eq!(find(&archive, "exercises/a/3.rs"), None);
        assert_eq!(find(&archive, "a/1.rs"), None);
    }

    #[test]
    fn a_line_like_the_separator_cannot_be_held() {
        assert!(can_hold("a =====> b\n"));
        assert!(!can_hold("a\n=====> b\n") && !can_hold("=====> b\n"));
    }
}
