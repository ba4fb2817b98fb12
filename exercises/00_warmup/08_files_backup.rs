//! Files, directories, modules: a backup tool
//!
//! Results that took a night to compute want a copy, and a copy that costs nothing when
//! nothing has changed. `backup` copies the new and the changed files of `src` to the same
//! place below `dst`. It never writes into `src`, and it deletes nothing.
//!
//! The code is in modules, here in one file; `mod scan;` would fetch one from `scan.rs`. What
//! is in a module is private unless it says `pub`; `use` brings a name in from elsewhere,
//! `super::` is the module around. This file does not compile: one name is still private.
//!
//!     fs::read_dir(dir)?               its entries, each an io::Result, in no certain order;
//!                                      `entry.path()`, `entry.file_type()?.is_dir()`
//!     path.strip_prefix(root)          the part of the path below root, a Result
//!     path.join(p), path.parent()      p below path; the directory of path, an Option
//!     path.starts_with(other)          by whole names: "a/bc" does not start with "a/b"
//!     path.exists()                    is there a file, or a directory?
//!     fs::read(path)?                  all bytes; `fs::metadata(path)?.len()` is their number
//!     fs::create_dir_all(dir)?         the directory and those above it, if they are missing
//!     fs::copy(from, to)?              the number of bytes copied
//!     std::path::absolute(path)?       the path from the root of the file system
//!     io::Error::new(io::ErrorKind::InvalidInput, "why")      an error of our own

use std::{env, fs, io, path::Path, path::PathBuf, process};

mod scan {
    use std::{fs, io, path::Path, path::PathBuf};

    /// All files below `root`, in all directories: paths below `root`, sorted.
    // TODO 1: let the other modules use it, and list the files.
    fn list_files(root: &Path) -> io::Result<Vec<PathBuf>> {
        todo!(
            "files below {}, as in {:?}",
            root.display(),
            fs::read_dir(root)
        )
    }
}

mod copy {
    use super::scan::list_files;
    use std::{fs, io, path, path::Path};

    #[derive(Debug, Default, PartialEq)]
    pub struct Report {
        pub copied: usize,
        pub skipped: usize,
        pub bytes: u64, // of the copied files
    }

    /// Whether `copy` is missing or has other bytes than `original`.
    // TODO 2: compare the two files.
    pub fn is_outdated(original: &Path, copy: &Path) -> io::Result<bool> {
        todo!(
            "{:?} against {:?}",
            fs::metadata(original),
            fs::metadata(copy)
        )
    }

    /// Copies what is new or changed. An error if `dst` is `src` or lies in it: the next
    /// backup would then copy the backup. Nothing is written in this case, nor if `src` does
    /// not exist.
    // TODO 3: refuse what must be refused, copy what is outdated, and count.
    pub fn backup(src: &Path, dst: &Path) -> io::Result<Report> {
        let (src, dst) = (path::absolute(src)?, path::absolute(dst)?);
        todo!(
            "{:?} to {}, with {:?}",
            list_files(&src),
            dst.display(),
            Report::default()
        )
    }
}

/// A directory for a short time: it is deleted when its owner goes out of scope, as at the end
/// of a `with` block in Python. Finished.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> io::Result<Self> {
        let path = env::temp_dir().join(format!("backup-{name}-{}", process::id()));
        fs::create_dir_all(&path)?;
        Ok(Self(path))
    }

    /// Writes a file below the directory, and the directories it needs.
    fn write(&self, file: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.0.join(file);
        fs::create_dir_all(path.parent().unwrap_or(&self.0))?;
        fs::write(path, bytes)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn main() -> io::Result<()> {
    let scratch = Scratch::new("main")?;
    scratch.write("data/notes.txt", b"three runs, the second is best")?;
    scratch.write("data/2026/run1.csv", b"epoch,loss\n1,0.53\n2,0.31\n")?;
    let (src, dst) = (scratch.0.join("data"), scratch.0.join("backup"));
    println!("first:  {:?}", copy::backup(&src, &dst)?);
    println!("second: {:?}", copy::backup(&src, &dst)?);
    scratch.write("data/2026/run1.csv", b"epoch,loss\n1,0.53\n2,0.30\n")?;
    println!("edited: {:?}", copy::backup(&src, &dst)?);
    for file in scan::list_files(&dst)? {
        let original: &Path = &src.join(&file);
        let outdated = copy::is_outdated(original, &dst.join(&file))?;
        println!("in the backup: {} (outdated: {outdated})", file.display());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use copy::{Report, backup, is_outdated};
    use scan::list_files;

    /// data/{b.csv, a/z.csv, a/deep/c.bin}: 9 + 4 + 3 bytes, the last no UTF-8.
    fn data(name: &str) -> (Scratch, PathBuf, PathBuf) {
        let scratch = Scratch::new(name).unwrap();
        scratch.write("data/b.csv", b"1,0.5\n2,1").unwrap();
        scratch.write("data/a/z.csv", b"0.1\n").unwrap();
        scratch
            .write("data/a/deep/c.bin", &[0xff, 0, 0xfe])
            .unwrap();
        let (src, dst) = (scratch.0.join("data"), scratch.0.join("data_backup"));
        (scratch, src, dst)
    }

    fn contents(root: &Path) -> Vec<(PathBuf, Vec<u8>)> {
        let files = list_files(root).unwrap().into_iter();
        let with_bytes = files.map(|file| (file.clone(), fs::read(root.join(file)).unwrap()));
        with_bytes.collect()
    }

    fn report(copied: usize, skipped: usize, bytes: u64) -> Report {
        Report {
            copied,
            skipped,
            bytes,
        }
    }

    #[test]
    fn a_scratch_directory_is_gone_with_its_owner() {
        let (scratch, src, _) = data("gone");
        assert!(src.join("a/deep/c.bin").exists());
        drop(scratch);
        assert!(!src.exists(), "{} is still there", src.display());
    }

    #[test]
    fn files_are_listed_below_the_root_and_sorted() {
        let (scratch, src, _) = data("list");
        let expected = ["a/deep/c.bin", "a/z.csv", "b.csv"].map(PathBuf::from);
        assert_eq!(list_files(&src).unwrap(), expected);
        for i in (0..40).rev() {
            scratch
                .write(&format!("many/{:02}", i * 37 % 40), b"")
                .unwrap();
        }
        let many = list_files(&scratch.0.join("many")).unwrap();
        assert!(many.len() == 40 && many.is_sorted(), "{many:?}");
    }

    #[test]
    fn an_empty_directory_has_no_files_and_a_missing_one_is_an_error() {
        let scratch = Scratch::new("empty").unwrap();
        fs::create_dir_all(scratch.0.join("one/two")).unwrap();
        assert_eq!(list_files(&scratch.0).unwrap(), Vec::<PathBuf>::new());
        let missing = list_files(&scratch.0.join("three"));
        assert_eq!(missing.unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn a_copy_is_outdated_if_a_byte_differs_or_it_is_missing() {
        let (scratch, ..) = data("outdated");
        for (name, bytes) in [
            ("x", "0.1"),
            ("same", "0.1"),
            ("edited", "0.2"),
            ("cut", "0."),
            ("empty", ""),
        ] {
            scratch.write(name, bytes.as_bytes()).unwrap();
        }
        let outdated = |copy: &str| is_outdated(&scratch.0.join("x"), &scratch.0.join(copy));
        assert!(!outdated("same").unwrap());
        assert!(outdated("edited").unwrap(), "an edit of equal length");
        assert!(outdated("cut").unwrap());
        assert!(outdated("missing").unwrap());
        let empty = is_outdated(&scratch.0.join("empty"), &scratch.0.join("missing"));
        assert!(empty.unwrap(), "a file without bytes is a file");
        let missing = is_outdated(&scratch.0.join("gone"), &scratch.0.join("x"));
        assert!(missing.is_err(), "there is no original");
    }

    #[test]
    fn the_first_backup_copies_all_and_the_second_nothing() {
        let (_scratch, src, dst) = data("first");
        let before = contents(&src);
        assert_eq!(backup(&src, &dst).unwrap(), report(3, 0, 16));
        assert_eq!(contents(&dst), before);
        assert_eq!(contents(&src), before, "src must not be changed");
        assert_eq!(backup(&src, &dst).unwrap(), report(0, 3, 0));
    }

    #[test]
    fn an_edit_of_equal_length_is_copied() {
        let (scratch, src, dst) = data("edit");
        backup(&src, &dst).unwrap();
        scratch.write("data/a/z.csv", b"0.2\n").unwrap();
        assert_eq!(backup(&src, &dst).unwrap(), report(1, 2, 4));
        assert_eq!(contents(&dst), contents(&src));
    }

    #[test]
    fn a_file_deleted_in_src_stays_in_the_backup() {
        let (_scratch, src, dst) = data("deleted");
        backup(&src, &dst).unwrap();
        fs::remove_file(src.join("b.csv")).unwrap();
        assert_eq!(backup(&src, &dst).unwrap(), report(0, 2, 0));
        assert!(dst.join("b.csv").exists());
    }

    #[test]
    fn a_backup_inside_of_src_is_refused_and_writes_nothing() {
        let (_scratch, src, _) = data("inside");
        let before = contents(&src);
        for dst in [src.join("a/backup"), src.clone()] {
            let error = backup(&src, &dst).expect_err("dst lies in src");
            assert_eq!(error.kind(), io::ErrorKind::InvalidInput, "{error}");
        }
        assert_eq!(contents(&src), before);
        assert!(!src.join("a/backup").exists(), "a directory was made");
    }

    #[test]
    fn a_backup_beside_src_may_begin_with_the_same_letters() {
        let (scratch, src, dst) = data("beside");
        assert!(backup(&src, &dst).is_ok(), "data_backup is not in data");
        let above = scratch.0.join("a/data");
        fs::create_dir_all(&above).unwrap();
        assert!(backup(&above, &scratch.0.join("a")).is_ok(), "src in dst");
    }

    #[test]
    fn without_src_there_is_an_error_and_no_backup() {
        let scratch = Scratch::new("missing").unwrap();
        let (src, dst) = (scratch.0.join("data"), scratch.0.join("backup"));
        let error = backup(&src, &dst).expect_err("there is no src");
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
        assert!(!dst.exists());
    }
}
