//! What the runner itself has built: a slot for each exercise. The newest are kept, the others make room.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::SystemTime,
};

/// What is kept of it, so that coming back to an exercise is quick. One with linfa takes about 50 MB, a small one 2 MB.
pub(super) const ROOM: u64 = 1 << 30;
/// However large they are, the last few are kept.
pub(super) const LAST_FEW: usize = 4;

/// Held by whoever works in the slot; its time is that of the last check.
pub(super) const LOCK: &str = ".lock";

struct Slot {
    dir: PathBuf,
    used: SystemTime,
}

/// Keeps the `at_least` newest slots under `own` and as many more as fit into `room` bytes; empties the others. Those that
/// are being worked in stay.
pub(crate) fn prune(own: &Path, room: u64, at_least: usize) {
    let mut slots = Vec::new();
    find(own, &mut slots);
    slots.sort_by_key(|slot| std::cmp::Reverse(slot.used));
    let mut taken = 0;
    for (newer, slot) in slots.iter().enumerate() {
        taken += size(&slot.dir);
        if newer >= at_least && taken > room {
            empty(&slot.dir);
        }
    }
}

/// Bytes of all files under `dir`; what cannot be read counts nothing.
pub(crate) fn size(dir: &Path) -> u64 {
    entries(dir)
        .map(|entry| match entry.file_type() {
            Ok(kind) if kind.is_dir() => size(&entry.path()),
            Ok(_) => entry.metadata().map_or(0, |meta| meta.len()),
            Err(_) => 0,
        })
        .sum()
}

/// Whether nothing has been built in the slot yet.
pub(super) fn is_new(dir: &Path) -> bool {
    entries(dir).all(|entry| entry.file_name() == LOCK)
}

fn find(dir: &Path, slots: &mut Vec<Slot>) {
    if let Ok(lock) = fs::metadata(dir.join(LOCK)) {
        if !is_new(dir) {
            slots.push(Slot {
                dir: dir.to_path_buf(),
                used: lock.modified().unwrap_or(SystemTime::UNIX_EPOCH),
            });
        }
        return;
    }
    for entry in entries(dir).filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir())) {
        find(&entry.path(), slots);
    }
}

/// The lock file stays: somebody may be waiting for it.
fn empty(slot: &Path) {
    let Ok(lock) = fs::File::open(slot.join(LOCK)) else {
        return;
    };
    if lock.try_lock().is_err() {
        return;
    }
    for entry in entries(slot).filter(|entry| entry.file_name() != LOCK) {
        // What cannot be removed is in nobody's way.
        let _: io::Result<()> = match entry.file_type() {
            Ok(kind) if kind.is_dir() => fs::remove_dir_all(entry.path()),
            _ => fs::remove_file(entry.path()),
        };
    }
}

fn entries(dir: &Path) -> impl Iterator<Item = fs::DirEntry> {
    fs::read_dir(dir).into_iter().flatten().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    /// A slot with a file in it, used `age` seconds ago.
    fn slot(own: &Path, name: &str, age: u64) -> PathBuf {
        let dir = own.join("exercises").join(name);
        fs::create_dir_all(dir.join("tests")).unwrap();
        fs::write(dir.join("tests/program"), "12345").unwrap();
        let lock = fs::File::create(dir.join(LOCK)).unwrap();
        lock.set_modified(SystemTime::now() - Duration::from_secs(age))
            .unwrap();
        dir
    }

    #[test]
    fn the_newest_are_kept_and_those_in_use() {
        let own = tempfile::tempdir().unwrap();
        let old = slot(own.path(), "1/a", 30);
        let older_in_use = slot(own.path(), "1/b", 40);
        let new = slot(own.path(), "2/c", 10);
        let newer = slot(own.path(), "d", 5);
        assert_eq!(size(own.path()), 20);
        let lock = fs::File::open(older_in_use.join(LOCK)).unwrap();
        lock.lock().unwrap();
        prune(own.path(), 20, 0);
        assert!(!is_new(&old), "there is room for four");
        prune(own.path(), 11, 1);
        assert!(is_new(&old) && old.join(LOCK).exists());
        for dir in [&older_in_use, &new, &newer] {
            assert!(dir.join("tests/program").exists(), "{dir:?}");
        }
        drop(lock);
        prune(own.path(), 0, 2);
        assert_eq!(size(own.path()), 10, "the last two");
        prune(own.path(), 0, 0);
        assert_eq!(size(own.path()), 0);
    }

    #[test]
    fn where_nothing_was_built_there_is_nothing_to_do() {
        let own = tempfile::tempdir().unwrap();
        prune(&own.path().join("gone"), 0, 0);
        assert_eq!(size(&own.path().join("gone")), 0);
    }
}
