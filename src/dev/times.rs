//! `runner dev check --times`: how long the tests of each solution take, written down in `tests/times.tsv`.

use std::{collections::BTreeMap, fs, path::Path};

use super::course::Files;
use crate::{
    catalog::{Catalog, JudgedBy},
    check::{self, Subject},
    error::{Context, Kind, Result},
    files,
    session::Session,
};

const FILE: &str = "tests/times.tsv";
const HEAD: &str = "exercise\tseconds";

/// Measures one after the other, so that none waits for another; what was measured earlier of other exercises is kept.
pub(super) fn measure(session: &Session, ready: &[&Files]) -> Result<String> {
    let mut text = "\nseconds  tests of\n".to_owned();
    let mut sum = 0.0;
    let file = session.catalog.root().join(FILE);
    let mut known = read(&file);
    for files in ready
        .iter()
        .filter(|files| files.solution.is_some() && files.exercise.judged_by == JudgedBy::Tests)
    {
        let seconds = match check::test_time(
            &session.catalog,
            &Subject::solution(files.exercise),
            &session.cancel,
        ) {
            Ok(time) => time.as_secs_f64(),
            Err(error) if error.kind() == Kind::Setup => continue,
            Err(error) => return Err(error),
        };
        sum += seconds;
        text.push_str(&format!("{seconds:7.2}  {}\n", files.exercise.solution));
        known.insert(files.exercise.id.clone(), format!("{seconds:.2}"));
    }
    text.push_str(&format!("{sum:7.2}  all; written to {FILE}\n"));
    files::write_atomically(&file, table(&known, &session.catalog).as_bytes())
        .context(|| format!("cannot write {FILE}"))?;
    Ok(text)
}

fn read(file: &Path) -> BTreeMap<String, String> {
    // No file, or one of somebody else: begun anew.
    let text = fs::read_to_string(file).unwrap_or_default();
    text.lines()
        .skip(1)
        .filter_map(|line| line.split_once('\t'))
        .map(|(id, seconds)| (id.to_owned(), seconds.to_owned()))
        .collect()
}

/// In the order of the course, without exercises that are gone.
fn table(known: &BTreeMap<String, String>, catalog: &Catalog) -> String {
    let mut text = format!("{HEAD}\n");
    for exercise in catalog.exercises() {
        if let Some(seconds) = known.get(&exercise.id) {
            text.push_str(&format!("{}\t{seconds}\n", exercise.id));
        }
    }
    text
}
