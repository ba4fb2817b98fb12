//! How large the target directories are that the other rows left.

use std::{collections::HashSet, fs, os::unix::fs::MetadataExt, path::Path};

use super::table::{Line, Unit};

pub(crate) fn measure(dir: &Path) {
    for (what, runner, rustlings) in [
        ("target directory of the course", "runner", "rustlings"),
        (
            "target directory of rustlings' exercises",
            "check-runner",
            "check-rustlings",
        ),
    ] {
        let [runner, rustlings] = [runner, rustlings].map(|course| dir.join(course).join("target"));
        if runner.exists() && rustlings.exists() {
            let mut line = Line::of(Unit::Bytes, what);
            line.runner.push(size(&runner));
            line.rustlings.push(size(&rustlings));
            line.print();
        }
    }
}

/// Bytes that are taken on the disk. Cargo links many of its files: they count once.
fn size(dir: &Path) -> f64 {
    /// What the file system counts in, whatever its own blocks are.
    const BLOCK: u64 = 512;
    let (mut seen, mut blocks) = (HashSet::new(), 0);
    let mut open = vec![dir.to_path_buf()];
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(&dir).expect("it can be read") {
            let path = entry.expect("it can be read").path();
            let about = fs::symlink_metadata(&path).expect("it is there");
            if seen.insert((about.dev(), about.ino())) {
                blocks += about.blocks();
            }
            if about.is_dir() {
                open.push(path);
            }
        }
    }
    (blocks * BLOCK) as f64
}
