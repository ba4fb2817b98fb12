//! What the bosses' `main` printed after a pass: `.runner/results/LEVEL/NAME.txt`, for the learner's report.

use std::{
    fs::{self, File},
    io::Read,
};

use crate::{
    catalog::{Catalog, Exercise, Kind},
    files,
};

/// Bytes kept of one result.
const MOST: usize = 32 << 10;

/// Keeps what a boss printed. An exercise's own check does not depend on it: a place that cannot be written to keeps nothing.
pub(super) fn keep(catalog: &Catalog, exercise: &Exercise, printed: &str) {
    if exercise.kind == Kind::Boss {
        let file = catalog.result_file(exercise);
        let _ = files::write_disposable(&file, bounded(printed, MOST).as_bytes());
    }
}

/// What was kept. Anybody may have changed the file since.
pub(crate) fn load(catalog: &Catalog, exercise: &Exercise) -> Option<String> {
    let path = catalog.result_file(exercise);
    // Not a link, which could name a file elsewhere.
    if !fs::symlink_metadata(&path).ok()?.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    let file = File::open(&path).ok()?;
    file.take(2 * MOST as u64).read_to_end(&mut bytes).ok()?;
    Some(bounded(&String::from_utf8_lossy(&bytes), MOST))
}

/// The first lines, and the last ones, where results stand most often.
pub(super) fn bounded(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let head = &text[..text.floor_char_boundary(most / 2)];
    let tail = &text[text.ceil_char_boundary(text.len() - most / 4)..];
    let head = head.rfind('\n').map_or(head, |end| &head[..end]);
    let tail = tail.find('\n').map_or(tail, |end| &tail[end + 1..]);
    format!("{head}\n... more was printed here ...\n{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn course() -> (tempfile::TempDir, Catalog) {
        let dir = tempfile::tempdir().unwrap();
        let text = "format_version = 1\nlevels = [{ dir = \"l\" }]\nexercises = [\n\
                    { name = \"a\", dir = \"l\" }, { name = \"b\", dir = \"l\", kind = \"boss\" }]\n";
        fs::write(dir.path().join("info.toml"), text).unwrap();
        let catalog = Catalog::open(dir.path()).unwrap();
        (dir, catalog)
    }

    #[test]
    fn bosses_are_kept_and_others_are_not() {
        let (dir, catalog) = course();
        for exercise in catalog.exercises() {
            keep(&catalog, exercise, "alarm in frame 41\n");
        }
        let loaded: Vec<_> = catalog
            .exercises()
            .iter()
            .map(|exercise| load(&catalog, exercise))
            .collect();
        assert_eq!(loaded, [None, Some("alarm in frame 41\n".to_owned())]);
        assert!(dir.path().join(".runner/results/l/b.txt").is_file());
    }

    #[test]
    fn a_long_result_keeps_its_first_and_last_lines() {
        let long: String = (0..10_000).map(|n| format!("epoch {n} é\n")).collect();
        let kept = bounded(&long, MOST);
        assert!(kept.len() <= MOST, "{}", kept.len());
        assert!(kept.starts_with("epoch 0 é\nepoch 1 é\n"));
        assert!(kept.ends_with("epoch 9998 é\nepoch 9999 é\n"));
        assert_eq!(kept.matches("more was printed here").count(), 1);
        assert!(bounded(&"é".repeat(MOST), MOST).len() <= MOST + 40);
        assert_eq!(bounded("short\n", MOST), "short\n");
    }

    #[test]
    fn what_is_no_text_is_shown_as_far_as_it_is() {
        let (dir, catalog) = course();
        let file = dir.path().join(".runner/results/l/b.txt");
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, b"a\xffb").unwrap();
        let boss = &catalog.exercises()[1];
        assert_eq!(load(&catalog, boss).unwrap(), "a\u{fffd}b");
        #[cfg(unix)]
        {
            fs::remove_file(&file).unwrap();
            fs::write(dir.path().join("secret"), "secret").unwrap();
            std::os::unix::fs::symlink(dir.path().join("secret"), &file).unwrap();
            assert_eq!(load(&catalog, boss), None);
        }
    }
}
