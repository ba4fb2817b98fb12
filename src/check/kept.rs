//! Verdicts on copies, whoever handed them in: `.runner/cache/graded/`. A text that was judged before is not judged again.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Instant, SystemTime},
};

use super::{Checked, Subject, cache, honest, shortened::shortened};
use crate::{
    catalog::Catalog,
    error::Result,
    files,
    process::Cancel,
    toolchain::{command::RecordedCommand, fingerprint::hash_of},
    training::Training,
    verdict::Verdict,
};

/// Verdicts that are kept: some 100 MB.
const MOST: usize = 40_000;

/// As [`honest::check_copy`], with the earlier verdict where there is one.
pub(crate) fn check_copy(
    catalog: &Catalog,
    subject: &Subject,
    command: &RecordedCommand,
    text: &str,
    cancel: &Cancel,
) -> Result<Checked> {
    let started = Instant::now();
    let hash = hash_of(text.as_bytes());
    let key = cache::key(catalog.form(), &hash, subject.original, command, subject);
    let file = dir(catalog).join(&key[..2]).join(format!("{key}.json"));
    if let Some(verdict) = load(&file) {
        return Ok(Checked {
            verdict,
            took: started.elapsed(),
            hash,
            cached: true,
            training: Training::default(),
        });
    }
    let mut checked = honest::check_copy(catalog, subject, text, cancel)?;
    checked.verdict = shortened(checked.verdict);
    // What it includes may be another text tomorrow.
    let alone = !text.contains("include");
    let judged = !matches!(checked.verdict, Verdict::NotAttempted { .. });
    if alone
        && judged
        && cache::is_worth_keeping(&checked.verdict)
        && let Ok(json) = serde_json::to_vec(&checked.verdict)
    {
        // Without it the next run judges again, and that is all.
        let _ = files::write_disposable(&file, &json);
    }
    Ok(checked)
}

fn load(file: &Path) -> Option<Verdict> {
    serde_json::from_slice(&fs::read(file).ok()?).ok()
}

/// Removes the oldest verdicts beyond what is kept.
pub(crate) fn trim(catalog: &Catalog) {
    trim_to(&dir(catalog), MOST);
}

fn trim_to(dir: &Path, most: usize) {
    let inside = |dir: &Path| fs::read_dir(dir).into_iter().flatten().flatten();
    let mut kept: Vec<(SystemTime, PathBuf)> = inside(dir)
        .flat_map(|entry| inside(&entry.path()))
        .map(|entry| {
            let made = entry.metadata().and_then(|meta| meta.modified());
            (made.unwrap_or(SystemTime::UNIX_EPOCH), entry.path())
        })
        .collect();
    kept.sort();
    for (_, file) in kept.iter().rev().skip(most) {
        let _ = fs::remove_file(file);
    }
}

fn dir(catalog: &Catalog) -> PathBuf {
    catalog.state_dir().join("cache/graded")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn the_oldest_make_room() {
        let dir = tempfile::tempdir().unwrap();
        for age in 1..=4 {
            let file = dir.path().join(format!("a{}/{age}.json", age % 2));
            files::write_disposable(&file, b"{}").unwrap();
            let opened = fs::File::options().write(true).open(&file).unwrap();
            opened
                .set_modified(SystemTime::now() - Duration::from_secs(100 * age))
                .unwrap();
        }
        trim_to(dir.path(), 2);
        let left = |name: &str| dir.path().join(name).exists();
        assert!(left("a1/1.json") && left("a0/2.json"));
        assert!(!left("a1/3.json") && !left("a0/4.json"));
    }
}
