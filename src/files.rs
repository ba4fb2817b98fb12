//! Writing so that a crash leaves the old file or the new one, never half of it.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
    time::Duration,
};

use tempfile::NamedTempFile;

/// Begins the name of a file that is being written; so many letters and digits follow.
const UNFINISHED: &str = ".runner-tmp-";
const RANDOM: usize = 6;
/// A writer needs a moment to lock its file.
const SETTLED: Duration = Duration::from_secs(2);

/// As [`write_atomically`], without waiting for the disk: for what can be made again.
pub(crate) fn write_disposable(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let dir = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(dir)?;
    let mut file = unfinished_in(dir)?;
    file.write_all(bytes)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Writes to a temporary file beside `path`, makes it durable, and renames it. Parent directories are made.
pub(crate) fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let file = durable_beside(path, bytes)?;
    file.persist(path).map_err(|error| error.error)?;
    make_rename_durable(path);
    Ok(())
}

/// As [`write_atomically`], where nothing is yet: a file that is there is an error.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let file = durable_beside(path, bytes)?;
    file.persist_noclobber(path).map_err(|error| error.error)?;
    make_rename_durable(path);
    Ok(())
}

/// What became of [`replace`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Replaced {
    Done,
    /// The file is no longer what the caller has seen; it stays as it is.
    Changed,
}

/// As [`write_atomically`], if the file still is `seen`, or still missing: somebody may have saved since.
pub(crate) fn replace(path: &Path, seen: Option<&[u8]>, bytes: &[u8]) -> io::Result<Replaced> {
    let file = durable_beside(path, bytes)?;
    if read_if_there(path)?.as_deref() != seen {
        return Ok(Replaced::Changed);
    }
    file.persist(path).map_err(|error| error.error)?;
    make_rename_durable(path);
    Ok(Replaced::Done)
}

/// Nothing if there is no such file.
pub(crate) fn read_if_there(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Removes from `dir` what writers left there that were killed. Nobody else's file has such a name.
pub(crate) fn remove_unfinished(dir: &Path) {
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        let is_ours = entry.file_name().to_str().is_some_and(is_unfinished)
            && entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_ours && is_abandoned(&entry.path()) {
            // It stays where nothing can be written, and costs nothing.
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn is_unfinished(name: &str) -> bool {
    name.strip_prefix(UNFINISHED)
        .is_some_and(|rest| rest.len() == RANDOM && rest.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// A writer holds a lock for as long as it lives.
fn is_abandoned(path: &Path) -> bool {
    let Ok(file) = File::open(path) else {
        return false;
    };
    let age = file.metadata().and_then(|meta| meta.modified());
    let is_settled = age.is_ok_and(|time| time.elapsed().is_ok_and(|age| age >= SETTLED));
    is_settled && file.try_lock().is_ok()
}

fn unfinished_in(dir: &Path) -> io::Result<NamedTempFile> {
    let file = tempfile::Builder::new()
        .prefix(UNFINISHED)
        .rand_bytes(RANDOM)
        .tempfile_in(dir)?;
    // A file system without locks: then the age alone tells.
    let _ = file.as_file().try_lock();
    Ok(file)
}

fn durable_beside(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let dir = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(dir)?;
    let mut file = unfinished_in(dir)?;
    file.write_all(bytes)?;
    // Temporary files are private; what replaces them is as readable as any other file of the course.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(path).map_or(0o644, |meta| meta.permissions().mode() & 0o777);
        file.as_file()
            .set_permissions(fs::Permissions::from_mode(mode))?;
    }
    file.as_file().sync_all()?;
    Ok(file)
}

/// A rename is durable once the directory is; some file systems cannot sync one.
fn make_rename_durable(path: &Path) {
    if let Ok(dir) = File::open(path.parent().unwrap_or(Path::new("."))) {
        let _ = dir.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, time::SystemTime};

    use super::*;

    #[test]
    fn directories_are_made_and_no_temporary_file_stays() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a/b/file.toml");
        write_atomically(&path, b"one").unwrap();
        write_atomically(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_save_that_came_between_is_not_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file.rs");
        assert_eq!(replace(&path, None, b"one").unwrap(), Replaced::Done);
        assert_eq!(replace(&path, None, b"two").unwrap(), Replaced::Changed);
        assert_eq!(
            replace(&path, Some(b"x"), b"two").unwrap(),
            Replaced::Changed
        );
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert_eq!(
            replace(&path, Some(b"one"), b"two").unwrap(),
            Replaced::Done
        );
        assert!(write_new(&path, b"three").is_err());
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_a_killed_writer_left_is_removed_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let old = SystemTime::now() - Duration::from_secs(60);
        let file = |name: &str, modified: SystemTime| {
            let file = File::create(dir.path().join(name)).unwrap();
            file.set_modified(modified).unwrap();
        };
        let (_, left) = durable_beside(&dir.path().join("a.rs"), b"half")
            .unwrap()
            .keep()
            .unwrap();
        let left = left.file_name().unwrap().to_str().unwrap().to_owned();
        file(&left, old);
        let others = [
            ".runner-tmp-abc",
            ".runner-tmp-abcdefg",
            ".runner-tmp-abc.ef",
            "runner-tmp-abcdef",
            ".tmp-abcdef",
            "a.rs",
        ];
        for name in others {
            file(name, old);
        }
        file(".runner-tmp-NewOne", SystemTime::now());
        file(
            ".runner-tmp-LatEst",
            SystemTime::now() + Duration::from_secs(60),
        );
        fs::create_dir(dir.path().join(".runner-tmp-folder")).unwrap();
        let at_work = durable_beside(&dir.path().join("b.rs"), b"at work").unwrap();
        at_work.as_file().set_modified(old).unwrap();

        let names = || -> BTreeSet<String> {
            let entries = fs::read_dir(dir.path()).unwrap();
            let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
            names.collect()
        };
        let mut wanted = names();
        remove_unfinished(dir.path());
        assert!(wanted.remove(&left), "{wanted:?}");
        assert_eq!(names(), wanted);
        assert_eq!(fs::read(at_work.path()).unwrap(), b"at work");
    }
}
