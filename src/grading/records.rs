//! What a directory of results remembers: which part of which course it is, and what each submission came to. From it
//! `--resume` knows what is done, and `grade merge` what is missing.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{
    shard::Shard,
    table::{self, Row},
};
use crate::{
    error::{Context, Error, Result},
    files,
    toolchain::fingerprint::hash_of,
};

const VERSION: u32 = 1;
/// Not hidden: what collects the results of a pipeline may leave hidden files behind.
const SHEET: &str = "shard.toml";
const RECORDS: &str = "records";
/// Bytes of a name; most file systems have room for 255, endings included.
const LONGEST: usize = 180;
pub(crate) const TABLE: &str = "all.csv";

/// What is the same for all results of the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sheet {
    version: u32,
    pub(crate) course: String,
    pub(crate) format: String,
    /// The columns of the table.
    pub(crate) exercises: Vec<String>,
    /// Of the names of all submissions, in this shard and in others.
    all: String,
    pub(crate) all_submissions: usize,
    /// The names in this shard.
    pub(crate) submissions: Vec<String>,
    pub(crate) shard: Shard,
}

/// What one submission came to, and from what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Record {
    version: u32,
    /// Hash of its texts, of the course, and of what else decides the result.
    pub(crate) digest: String,
    /// The result's file, in the directory of results.
    pub(crate) file: String,
    pub(crate) row: Row,
}

impl Sheet {
    pub(crate) fn new(
        course: &str,
        format: &str,
        exercises: Vec<String>,
        names: &[String],
        shard: Shard,
    ) -> Self {
        let of_shard = names.iter().filter(|name| shard.has(name));
        Self {
            version: VERSION,
            course: course.to_owned(),
            format: format.to_owned(),
            exercises,
            all: hash_of(names.join("\0").as_bytes()),
            all_submissions: names.len(),
            submissions: of_shard.cloned().collect(),
            shard,
        }
    }

    /// Whether both are parts of one grading.
    pub(crate) fn belongs_to(&self, other: &Self) -> bool {
        let whole = |sheet: &Self| Self {
            submissions: Vec::new(),
            shard: Shard {
                number: 1,
                ..sheet.shard
            },
            ..sheet.clone()
        };
        whole(self) == whole(other)
    }

    /// That of all shards together.
    pub(crate) fn joined(&self, submissions: Vec<String>) -> Self {
        Self {
            submissions,
            shard: Shard::WHOLE,
            ..self.clone()
        }
    }
}

impl Record {
    pub(crate) fn new(digest: String, file: String, row: Row) -> Self {
        Self {
            version: VERSION,
            digest,
            file,
            row,
        }
    }
}

/// A directory of results.
#[derive(Debug, Clone)]
pub(crate) struct Results {
    dir: PathBuf,
}

impl Results {
    pub(crate) fn at(dir: &Path) -> Self {
        Self {
            dir: dir.to_path_buf(),
        }
    }

    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    pub(crate) fn are_there(&self) -> bool {
        self.dir.join(SHEET).exists() || self.dir.join(RECORDS).exists()
    }

    pub(crate) fn sheet(&self) -> Result<Sheet> {
        let file = self.dir.join(SHEET);
        let unreadable = || format!("cannot read {}", file.display());
        let help = "name a directory that `runner check --courses` has written";
        let text = fs::read_to_string(&file)
            .context(unreadable)
            .map_err(|error| error.help(help))?;
        toml::from_str(&text)
            .context(unreadable)
            .map_err(|error| error.help(help))
    }

    pub(crate) fn keep_sheet(&self, sheet: &Sheet) -> Result<()> {
        let text = toml::to_string(sheet).context(|| format!("cannot write {SHEET}"))?;
        self.write(SHEET, text.as_bytes())
    }

    /// What the submission came to, if its result is there too.
    pub(crate) fn record(&self, submission: &str) -> Option<Record> {
        let bytes = fs::read(self.dir.join(record_file(submission))).ok()?;
        let record: Record = serde_json::from_slice(&bytes).ok()?;
        let whole = record.version == VERSION
            && record.row.submission == submission
            && self.dir.join(&record.file).is_file();
        whole.then_some(record)
    }

    /// The result first: a record says that there is one.
    pub(crate) fn keep(&self, record: &Record, document: &[u8]) -> Result<()> {
        let json = serde_json::to_vec_pretty(record)
            .context(|| format!("cannot write the record of {}", record.row.submission))?;
        self.write(&record.file, document)?;
        self.write(&record_file(&record.row.submission), &json)
    }

    pub(crate) fn document(&self, record: &Record) -> Result<Vec<u8>> {
        let file = self.dir.join(&record.file);
        fs::read(&file).context(|| format!("cannot read {}", file.display()))
    }

    pub(crate) fn keep_table(&self, exercises: &[String], rows: &[Row]) -> Result<()> {
        self.write(TABLE, table::csv(exercises, rows).as_bytes())
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let file = self.dir.join(name);
        files::write_atomically(&file, bytes)
            .context(|| format!("cannot write {}", file.display()))
            .map_err(|error: Error| {
                error.help("name a directory that can be written to: --output DIR")
            })
    }
}

fn record_file(submission: &str) -> String {
    format!("{RECORDS}/{}.json", stem(submission))
}

/// What the files of a submission are called before the dot: its name, cut where that would be too long for a file's
/// with its end and with what is written beside it first.
pub(super) fn stem(submission: &str) -> String {
    if submission.len() <= LONGEST {
        return submission.to_owned();
    }
    let hash = hash_of(submission.as_bytes());
    let head = &submission[..submission.floor_char_boundary(LONGEST)];
    format!("{head}-{}", &hash[..8])
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in super::super) fn row(name: &str) -> Row {
        Row {
            submission: name.to_owned(),
            passed: 1,
            total: 1,
            score: 1.0,
            points: 1.0,
            outcomes: vec!["passed".to_owned()],
            seconds: 0.5,
            remarks: Vec::new(),
        }
    }

    pub(in super::super) fn record(name: &str) -> Record {
        Record::new("digest".to_owned(), format!("{name}.json"), row(name))
    }

    #[test]
    fn a_record_without_its_result_is_none() {
        let dir = tempfile::tempdir().unwrap();
        let results = Results::at(&dir.path().join("new"));
        assert!(!results.are_there());
        let ada = record("ada");
        results.keep(&ada, b"{}").unwrap();
        assert_eq!(results.record("ada"), Some(ada));
        assert_eq!(results.record("bob"), None);
        assert!(results.are_there());
        fs::remove_file(results.dir().join("ada.json")).unwrap();
        assert_eq!(results.record("ada"), None);
    }

    #[test]
    fn the_longest_names_have_files_of_their_own() {
        let dir = tempfile::tempdir().unwrap();
        let results = Results::at(dir.path());
        let names = [
            "n".repeat(255),
            "n".repeat(254),
            "é".repeat(127),
            "n".to_owned(),
        ];
        for name in &names {
            let file = format!("{}.json", stem(name));
            let record = Record::new("digest".to_owned(), file, row(name));
            results.keep(&record, name.as_bytes()).unwrap();
        }
        for name in &names {
            let record = results.record(name).unwrap();
            assert_eq!(results.document(&record).unwrap(), name.as_bytes());
        }
    }

    #[test]
    fn a_sheet_comes_back_and_knows_its_kin() {
        let names: Vec<String> = (0..9).map(|n| format!("s{n}")).collect();
        let sheet = |number, names: &[String]| {
            Sheet::new(
                "C",
                "json",
                vec!["a/1".to_owned()],
                names,
                Shard { number, of: 2 },
            )
        };
        let dir = tempfile::tempdir().unwrap();
        let results = Results::at(dir.path());
        results.keep_sheet(&sheet(1, &names)).unwrap();
        assert_eq!(results.sheet().unwrap(), sheet(1, &names));
        assert!(sheet(1, &names).belongs_to(&sheet(2, &names)));
        assert!(!sheet(1, &names).belongs_to(&sheet(2, &names[1..])));
        let [one, two] = [1, 2].map(|number| sheet(number, &names).submissions.len());
        assert_eq!(one + two, 9);
    }
}
