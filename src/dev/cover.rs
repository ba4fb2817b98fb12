//! `runner dev cover`: which topics of a list no exercise has, and which topics of exercises are in no list.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::problem::count;
use crate::{
    Outcome,
    catalog::{Catalog, INFO, closest},
    cli::DevCover,
    error::{Context, Error, Result, read_text},
    session::{Session, print},
};

pub(crate) fn cover(session: &Session, args: &DevCover) -> Result<Outcome> {
    let (shown, text) = read(&session.catalog, args.topics.as_deref())?;
    let coverage = Coverage::of(&session.catalog, &topics(&shown, &text)?);
    if args.json {
        let json = serde_json::to_string_pretty(&coverage)
            .context(|| "cannot write the coverage".to_owned())?;
        print(&format!("{json}\n"))?;
    } else {
        print(&coverage.told(&shown))?;
    }
    Ok(if coverage.is_complete() {
        Outcome::Fine
    } else {
        Outcome::NotSolved
    })
}

/// The list of topics: the one named, or the course's own.
fn read(catalog: &Catalog, named: Option<&Path>) -> Result<(String, String)> {
    let own = || {
        catalog
            .topics_files()
            .into_iter()
            .find(|file| file.is_file())
    };
    let file: PathBuf = named.map(Path::to_path_buf).or_else(own).ok_or_else(|| {
        Error::new("there is no list of topics")
            .caused_by(format!(
                "{} has neither topics.tsv nor tests/topics.tsv",
                catalog.root().display()
            ))
            .help("write one, a topic a line: id, what it is, kind, level, with tabs between them, below a line of titles")
            .help("or name a file: `runner dev cover TOPICS.tsv`")
    })?;
    let shown = catalog.shown(&file);
    let text = read_text(&file, &shown)?;
    Ok((shown, text))
}

/// A line of the list. A level `-` says that the course leaves the topic out on purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Topic {
    pub(super) id: String,
    what: String,
    level: String,
    line: usize,
}

const LEFT_OUT: &str = "-";

/// The topics of a list: columns with tabs between them, below a line of titles.
pub(super) fn topics(shown: &str, text: &str) -> Result<Vec<Topic>> {
    let mut lines = text.lines().enumerate();
    let titles: Vec<&str> = lines
        .next()
        .map(|(_, line)| line.split('\t').map(str::trim).collect())
        .unwrap_or_default();
    if titles.first() != Some(&"id") {
        return Err(Error::new(format!("cannot read the topics of {shown}"))
            .caused_by("its first line does not begin with the title `id`")
            .help("the first line has the titles of the columns, with tabs between them: id, topic, kind, level"));
    }
    let column = |title: &str| titles.iter().position(|found| *found == title);
    let (what, level) = (column("topic"), column("level"));
    let mut found: Vec<Topic> = Vec::new();
    let mut twice = Vec::new();
    for (index, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let cell = |column: Option<usize>| {
            column
                .and_then(|column| cells.get(column).copied())
                .unwrap_or_default()
                .to_owned()
        };
        let topic = Topic {
            id: cell(Some(0)),
            what: cell(what),
            level: cell(level),
            line: index + 1,
        };
        if let Some(first) = found.iter().find(|known| known.id == topic.id) {
            twice.push(format!(
                "{shown}:{}: topic `{}` is in line {} already",
                topic.line, topic.id, first.line
            ));
        }
        found.push(topic);
    }
    if twice.is_empty() {
        return Ok(found);
    }
    let error = Error::new(format!("cannot read the topics of {shown}"));
    Err(twice
        .into_iter()
        .fold(error, Error::caused_by)
        .help("each id stands once"))
}

/// For people and programs.
#[derive(Debug, Serialize, PartialEq, Eq)]
struct Coverage {
    version: u32,
    topics: usize,
    covered: usize,
    left_out: usize,
    missing: Vec<Missing>,
    unknown: Vec<Unknown>,
}

/// A topic without an exercise.
#[derive(Debug, Serialize, PartialEq, Eq)]
struct Missing {
    id: String,
    topic: String,
    level: String,
    line: usize,
}

/// A topic of an exercise that no line has.
#[derive(Debug, Serialize, PartialEq, Eq)]
struct Unknown {
    exercise: String,
    topic: String,
    likely: Option<String>,
    /// Of the entry in `info.toml`.
    line: usize,
}

impl Coverage {
    fn of(catalog: &Catalog, topics: &[Topic]) -> Self {
        let has = |id: &str| {
            catalog
                .exercises()
                .iter()
                .any(|exercise| exercise.topics.iter().any(|topic| topic == id))
        };
        let (covered, open): (Vec<&Topic>, Vec<&Topic>) =
            topics.iter().partition(|topic| has(&topic.id));
        let (left_out, missing): (Vec<&Topic>, Vec<&Topic>) =
            open.into_iter().partition(|topic| topic.level == LEFT_OUT);
        let known = |id: &String| topics.iter().any(|topic| topic.id == *id);
        let unknown = catalog.exercises().iter().flat_map(|exercise| {
            exercise
                .topics
                .iter()
                .filter(|topic| !known(topic))
                .map(|topic| Unknown {
                    exercise: exercise.id.clone(),
                    topic: topic.clone(),
                    likely: closest(topic, topics.iter().map(|topic| topic.id.as_str()))
                        .map(str::to_owned),
                    line: exercise.line,
                })
        });
        Self {
            version: 1,
            topics: topics.len(),
            covered: covered.len(),
            left_out: left_out.len(),
            unknown: unknown.collect(),
            missing: missing
                .into_iter()
                .map(|topic| Missing {
                    id: topic.id.clone(),
                    topic: topic.what.clone(),
                    level: topic.level.clone(),
                    line: topic.line,
                })
                .collect(),
        }
    }

    fn is_complete(&self) -> bool {
        self.missing.is_empty() && self.unknown.is_empty()
    }

    /// A line for each gap, and the sum.
    fn told(&self, shown: &str) -> String {
        let mut text = String::new();
        for Missing {
            id,
            topic,
            level,
            line,
        } in &self.missing
        {
            let about = [
                (!topic.is_empty()).then(|| topic.clone()),
                (!level.is_empty()).then(|| format!("level {level}")),
            ];
            let about: Vec<String> = about.into_iter().flatten().collect();
            let about = if about.is_empty() {
                String::new()
            } else {
                format!(" ({})", about.join("; "))
            };
            text.push_str(&format!("{shown}:{line}: no exercise has `{id}`{about}\n"));
        }
        for Unknown {
            exercise,
            topic,
            likely,
            line,
        } in &self.unknown
        {
            let likely = likely
                .as_ref()
                .map_or_else(String::new, |likely| format!("; did you mean `{likely}`?"));
            text.push_str(&format!(
                "{INFO}:{line}: {exercise} has the topic `{topic}`, which is not in {shown}{likely}\n"
            ));
        }
        if !text.is_empty() {
            text.push('\n');
        }
        let mut parts = vec![format!("{} have an exercise", self.covered)];
        if self.left_out > 0 {
            parts.push(format!("{} are left out on purpose", self.left_out));
        }
        parts.push(format!("{} have none", self.missing.len()));
        if !self.unknown.is_empty() {
            parts.push(format!(
                "{} of exercises are not listed",
                self.unknown.len()
            ));
        }
        text.push_str(&format!(
            "{}: {}\n",
            count(self.topics, "topic"),
            parts.join(", ")
        ));
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dev::rules::testing;

    const LIST: &str = "id\ttopic\tkind\tlevel\nnumpy\tArrays\tlibrary\t01\nplots\tPlots\tconcept\t03\n\ngit\tGit\tpractice\t-\n";

    fn told(topics_of_x: &str, list: &str) -> (String, bool) {
        let catalog = testing::catalog(&format!(
            "levels = [{{ dir = \"01_a\" }}]\nexercises = [{{ dir = \"01_a\", name = \"01_x\", topics = [{topics_of_x}] }}]"
        ));
        let coverage = Coverage::of(&catalog, &topics("t.tsv", list).unwrap());
        (coverage.told("t.tsv"), coverage.is_complete())
    }

    #[test]
    fn gaps_and_unknown_topics_are_told_with_their_lines() {
        assert_eq!(
            told("\"numpy\", \"plosts\"", LIST),
            (
                "t.tsv:3: no exercise has `plots` (Plots; level 03)\n\
                 info.toml:3: 01_a/01_x has the topic `plosts`, which is not in t.tsv; did you mean `plots`?\n\
                 \n3 topics: 1 have an exercise, 1 are left out on purpose, 1 have none, 1 of exercises are not listed\n"
                    .to_owned(),
                false
            )
        );
        assert_eq!(
            told("\"numpy\", \"plots\"", LIST),
            (
                "3 topics: 2 have an exercise, 1 are left out on purpose, 0 have none\n".to_owned(),
                true
            )
        );
        assert_eq!(
            told("", "id\na\n").0,
            "t.tsv:2: no exercise has `a`\n\n1 topic: 0 have an exercise, 1 have none\n"
        );
    }

    #[test]
    fn a_list_that_is_none_is_refused() {
        let error = |text: &str| topics("t.tsv", text).unwrap_err().to_string();
        assert!(error("").contains("does not begin with the title `id`"));
        assert!(error("numpy\tArrays\n").contains("does not begin with the title `id`"));
        assert!(error("id\na\nb\na\n").contains("t.tsv:4: topic `a` is in line 2 already"));
    }
}
