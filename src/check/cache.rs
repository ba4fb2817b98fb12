//! Verdicts on texts that have not changed since: `.runner/cache/verdicts/`. Disposable, unlike progress.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{Source, Subject};
use crate::{
    catalog::{Catalog, Exercise, Form},
    files,
    toolchain::{command::RecordedCommand, fingerprint::hash_of},
    training::Training,
    verdict::Verdict,
};

/// Raised when the same steps come to be judged in another way than before.
const RULES: u32 = 5;

#[derive(Serialize, Deserialize)]
struct Entry {
    key: String,
    /// Other files that the text includes, with their hashes.
    #[serde(default)]
    included: BTreeMap<PathBuf, String>,
    verdict: Verdict,
    #[serde(default)]
    training: Training,
}

/// Everything that a verdict depends on: the text, the untouched one (its tests must have run), the compiler call
/// (its extern crates carry their hashes), the form of the course, the runner.
pub(super) fn key(
    form: Form,
    text_hash: &str,
    original: Option<&str>,
    command: &RecordedCommand,
    subject: &Subject,
) -> String {
    let crates: Vec<_> = command
        .externs()
        .map(|file| {
            fs::metadata(file)
                .ok()
                .map(|meta| (meta.len(), meta.modified().ok()))
        })
        .collect();
    let exercise = subject.exercise;
    let original = original.map(|text| hash_of(text.as_bytes()));
    hash_of(
        format!(
            "{RULES} {form:?} {text_hash} {original:?} {:?} {crates:?} {:?} {:?} {:?} {}",
            command.args,
            exercise.limit,
            exercise.judged_by,
            exercise.lints,
            env!("CARGO_PKG_VERSION")
        )
        .as_bytes(),
    )
}

/// A run that a busy machine may have stopped is not taken for granted.
pub(super) fn is_worth_keeping(verdict: &Verdict) -> bool {
    !matches!(
        verdict.on_the_code(),
        Verdict::TimedOut { .. } | Verdict::Crashed { .. }
    )
}

pub(super) fn load(catalog: &Catalog, subject: &Subject, key: &str) -> Option<(Verdict, Training)> {
    let entry: Entry = serde_json::from_slice(&fs::read(file(catalog, subject)?).ok()?).ok()?;
    let same = |(file, hash): (&PathBuf, &String)| hash_of_file(file).as_ref() == Some(hash);
    (entry.key == key && entry.included.iter().all(same)).then_some((entry.verdict, entry.training))
}

/// The verdict that was kept last, whatever became of the text since.
pub(super) fn latest(catalog: &Catalog, exercise: &Exercise) -> Option<Verdict> {
    let bytes = fs::read(file(catalog, &Subject::exercise(exercise))?).ok()?;
    let entry: Entry = serde_json::from_slice(&bytes).ok()?;
    Some(entry.verdict)
}

pub(super) fn save(
    catalog: &Catalog,
    subject: &Subject,
    key: &str,
    included: &[PathBuf],
    (verdict, training): (&Verdict, &Training),
) {
    let Some(file) = file(catalog, subject).filter(|_| is_worth_keeping(verdict)) else {
        return;
    };
    let included = included
        .iter()
        .filter_map(|file| Some((file.clone(), hash_of_file(file)?)))
        .collect();
    let entry = Entry {
        key: key.to_owned(),
        included,
        verdict: verdict.clone(),
        training: training.clone(),
    };
    if let Ok(json) = serde_json::to_vec(&entry) {
        // Without it the next check runs again, and that is all.
        let _ = files::write_disposable(&file, &json);
    }
}

fn hash_of_file(file: &Path) -> Option<String> {
    fs::read(file).ok().map(|bytes| hash_of(&bytes))
}

fn file(catalog: &Catalog, subject: &Subject) -> Option<PathBuf> {
    let tree = match subject.source {
        Source::Exercise => catalog.texts().name(),
        Source::Solution => "solutions",
        Source::Other { .. } | Source::Copy(_) => return None,
    };
    Some(
        catalog
            .state_dir()
            .join("cache/verdicts")
            .join(tree)
            .join(format!("{}.json", subject.exercise.id)),
    )
}
