//! `runner grade merge`: the results of all shards in one directory, once it is sure that they are all, and each once.

use std::collections::{BTreeMap, BTreeSet};

use super::records::{Results, Sheet, TABLE};
use crate::{
    Outcome,
    cli::Merge,
    error::{Error, Result},
    session::print,
};

pub(crate) fn merge(args: &Merge) -> Result<Outcome> {
    let parts: Vec<(Results, Sheet)> = args
        .results
        .iter()
        .map(|dir| {
            let results = Results::at(dir);
            let sheet = results.sheet()?;
            Ok((results, sheet))
        })
        .collect::<Result<_>>()?;
    let output = Results::at(&args.output);
    if output.are_there() {
        return Err(
            Error::new(format!("{} has results already", args.output.display()))
                .help("name a new directory: --output DIR"),
        );
    }
    let named: Vec<Part> = parts
        .iter()
        .map(|(results, sheet)| Part {
            name: results.dir().display().to_string(),
            sheet,
            recorded: sheet
                .submissions
                .iter()
                .filter(|name| results.record(name).is_some())
                .cloned()
                .collect(),
        })
        .collect();
    let problems = problems(&named);
    if !problems.is_empty() {
        let mut error = Error::new("these results are not one whole");
        for problem in problems {
            error = error.caused_by(problem);
        }
        return Err(
            error.help("nothing was written; `check --courses --resume` grades what is missing")
        );
    }

    let mut records = BTreeMap::new();
    for (results, sheet) in &parts {
        for name in &sheet.submissions {
            if let Some(record) = results.record(name) {
                output.keep(&record, &results.document(&record)?)?;
                records.insert(name.clone(), record);
            }
        }
    }
    if let Some((_, first)) = parts.first() {
        let rows: Vec<_> = records.values().map(|record| record.row.clone()).collect();
        output.keep_table(&first.exercises, &rows)?;
        output.keep_sheet(&first.joined(records.keys().cloned().collect()))?;
    }
    print(&format!(
        "{} submissions of {} shards: {}\n",
        records.len(),
        parts.len(),
        args.output.join(TABLE).display()
    ))?;
    Ok(Outcome::Fine)
}

/// What one directory says.
struct Part<'a> {
    name: String,
    sheet: &'a Sheet,
    /// Of the sheet's submissions, those with a result.
    recorded: BTreeSet<String>,
}

/// Why the parts are not all of one grading, each once.
fn problems(parts: &[Part]) -> Vec<String> {
    let mut problems = Vec::new();
    let Some(first) = parts.first() else {
        return problems;
    };
    for part in &parts[1..] {
        if !part.sheet.belongs_to(first.sheet) {
            problems.push(format!(
                "{} is of another grading than {}: other submissions, exercises, format or number of shards",
                part.name, first.name
            ));
        }
    }
    if !problems.is_empty() {
        return problems;
    }
    for number in 1..=first.sheet.shard.of {
        let of_number: Vec<&str> = parts
            .iter()
            .filter(|part| part.sheet.shard.number == number)
            .map(|part| part.name.as_str())
            .collect();
        let of = first.sheet.shard.of;
        match of_number.as_slice() {
            [] => problems.push(format!("shard {number}/{of} is missing")),
            [_] => {}
            several => problems.push(format!(
                "shard {number}/{of} is there more than once: {}",
                several.join(", ")
            )),
        }
    }
    let mut places: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for part in parts {
        for name in &part.sheet.submissions {
            places.entry(name).or_default().push(&part.name);
            if !part.recorded.contains(name) {
                problems.push(format!("{} has no result for `{name}`", part.name));
            }
        }
    }
    for (name, places) in &places {
        if places.len() > 1 && problems.is_empty() {
            problems.push(format!("`{name}` is in {}", places.join(" and in ")));
        }
    }
    let all = first.sheet.all_submissions;
    if problems.is_empty() && places.len() != all {
        problems.push(format!("{} of {all} submissions are there", places.len()));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grading::{records::tests::record, shard::Shard};
    use std::path::PathBuf;

    struct Place {
        dir: tempfile::TempDir,
        names: Vec<String>,
    }

    impl Place {
        /// Results of nine submissions in three shards.
        fn new() -> Self {
            let place = Self {
                dir: tempfile::tempdir().unwrap(),
                names: (0..9).map(|n| format!("s{n}")).collect(),
            };
            for number in 1..=3 {
                place.shard(number, &number.to_string(), &place.names);
            }
            place
        }

        fn path(&self, name: &str) -> PathBuf {
            self.dir.path().join(name)
        }

        fn shard(&self, number: u32, dir: &str, names: &[String]) {
            let shard = Shard { number, of: 3 };
            let sheet = Sheet::new("C", "json", vec!["a/1".to_owned()], names, shard);
            let results = Results::at(&self.path(dir));
            results.keep_sheet(&sheet).unwrap();
            for name in &sheet.submissions {
                results.keep(&record(name), name.as_bytes()).unwrap();
            }
        }

        fn merge(&self, dirs: &[&str]) -> std::result::Result<Vec<u8>, String> {
            let args = Merge {
                results: dirs.iter().map(|dir| self.path(dir)).collect(),
                output: self.path("all"),
            };
            merge(&args).map_err(|error| error.to_string())?;
            Ok(std::fs::read(self.path("all/all.csv")).unwrap())
        }

        fn refusal(&self, dirs: &[&str]) -> String {
            let error = self.merge(dirs).unwrap_err();
            assert!(!self.path("all").exists(), "{error}");
            error
        }
    }

    #[test]
    fn the_shards_make_one_whole() {
        let place = Place::new();
        let table = String::from_utf8(place.merge(&["3", "1", "2"]).unwrap()).unwrap();
        let names: Vec<&str> = table
            .lines()
            .skip(1)
            .map(|line| line.split(',').next().unwrap())
            .collect();
        assert_eq!(names, place.names);
        for name in &place.names {
            let document = std::fs::read_to_string(place.path(&format!("all/{name}.json")));
            assert_eq!(document.unwrap(), *name);
        }
        // It is whole by itself, and not written over.
        let results = Results::at(&place.path("all"));
        assert_eq!(results.sheet().unwrap().shard, Shard::WHOLE);
        assert!(
            place
                .merge(&["1", "2", "3"])
                .unwrap_err()
                .contains("has results already")
        );
    }

    #[test]
    fn what_is_missing_or_double_is_told_and_nothing_is_written() {
        let place = Place::new();
        assert!(place.refusal(&["1", "3"]).contains("shard 2/3 is missing"));
        let twice = place.refusal(&["1", "2", "3", "2"]);
        assert!(
            twice.contains("shard 2/3 is there more than once"),
            "{twice}"
        );
        place.shard(3, "other", &place.names[1..]);
        assert!(
            place
                .refusal(&["1", "2", "other"])
                .contains("another grading")
        );
        assert!(place.refusal(&["1", "gone"]).contains("cannot read"));
        let shard = Results::at(&place.path("2"));
        let name = shard.sheet().unwrap().submissions[0].clone();
        std::fs::remove_file(place.path(&format!("2/{name}.json"))).unwrap();
        let without = place.refusal(&["1", "2", "3"]);
        assert!(
            without.contains(&format!("has no result for `{name}`")),
            "{without}"
        );
    }
}
