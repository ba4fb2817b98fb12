//! Boss: an experiment log driven by text commands
//!
//! Who trains models soon asks: which run was the good one, and with which learning rate? This
//! log keeps the answers: a struct with a state, commands as text, JSON on the disk.
//!
//!     command                    answer                     what it does
//!     add NAME KEY=NUMBER ..     added run 3                a new, open run and its parameters
//!     done ID KEY=NUMBER ..      finished run 3             at least one metric; a second
//!                                                           `done` replaces the metrics
//!     best METRIC                the line of the run        with the highest METRIC, of several
//!                                                           the one with the lower id
//!     list open, list done       a line for each run, by id, joined by "\n"; or "no runs"
//!     remove ID                  removed run 3
//!
//! The line of a run is its `to_string()`. Words are separated by white space. Ids count from
//! 1, and the id of a removed run is never given again. A key ends at the first `=` and is not
//! empty; a number is finite; a key that comes twice keeps its last number.
//!
//! An error leaves the store as it was. An unknown first word is `Unknown`, words that do not
//! have the form above are `Usage`, both made by `usage`. An id or a value that is no number is
//! `BadNumber` with its text, `best` without a finished run that has this metric `NoMetric`. If
//! several things are wrong, any of them may be told. The pattern
//! `["add", name, pairs @ ..]` matches a slice of words: "add", a name, and all that follow.

use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt, fs, io, path::Path};

type Numbers = BTreeMap<String, f64>;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Run {
    id: u32,
    name: String,
    params: Numbers,
    metrics: Option<Numbers>, // None while it is open
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Store {
    next_id: u32,
    runs: Vec<Run>, // by id
}

#[derive(Debug, PartialEq)]
enum CliError {
    Unknown(String),
    Usage(String),
    BadNumber(String),
    NoRun(u32),
    NoMetric(String),
}

impl Store {
    fn new() -> Self {
        let runs = Vec::new();
        Self { next_id: 1, runs }
    }

    /// The place of a run in `runs`, or the error that there is none.
    fn place(&self, id: u32) -> Result<usize, CliError> {
        let place = self.runs.iter().position(|run| run.id == id);
        place.ok_or(CliError::NoRun(id))
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} {}", self.id, self.name)?;
        for (key, value) in &self.params {
            write!(f, " {key}={value}")?;
        }
        for (i, (key, value)) in self.metrics.iter().flatten().enumerate() {
            write!(f, "{} {key}={value}", if i == 0 { " ->" } else { "" })?;
        }
        Ok(())
    }
}

/// The error for a command that begins with `word` and is not of its form.
fn usage(word: &str) -> CliError {
    if ["add", "done", "best", "list", "remove"].contains(&word) {
        return CliError::Usage(word.to_string());
    }
    CliError::Unknown(word.to_string())
}

/// The whole number in a text, or `BadNumber`. Finished, as an example.
fn id(text: &str) -> Result<u32, CliError> {
    text.parse()
        .map_err(|_| CliError::BadNumber(text.to_string()))
}

/// The pairs KEY=NUMBER; `otherwise` if one has another form.
fn numbers(pairs: &[&str], otherwise: CliError) -> Result<Numbers, CliError> {
    // "nan" and "inf" parse as f64, and neither can be compared with honest numbers. The store
    // is not in sight here: what fails while it is read cannot leave half a change behind.
    let mut numbers = Numbers::new();
    for pair in pairs {
        let Some((key, text)) = pair.split_once('=').filter(|(key, _)| !key.is_empty()) else {
            return Err(otherwise);
        };
        match text.parse::<f64>() {
            Ok(value) if value.is_finite() => numbers.insert(key.to_string(), value),
            _ => return Err(CliError::BadNumber(text.to_string())),
        };
    }
    Ok(numbers)
}

/// Carries out one command and returns its answer.
fn run(cmd: &str, store: &mut Store) -> Result<String, CliError> {
    // Everything that may fail is asked with `?` before the first change. A run is found by
    // its id and not by its place, which changes when another one is removed. Metrics are
    // numbers: as text, "9" is more than "10". `max_by` keeps the last of equals, so the runs
    // come from the back.
    let words: Vec<&str> = cmd.split_whitespace().collect();
    let first = words.first().copied().unwrap_or_default();
    match words.as_slice() {
        ["add", name, pairs @ ..] => {
            let params = numbers(pairs, usage(first))?;
            let id = store.next_id;
            store.next_id += 1;
            let name = name.to_string();
            let metrics = None;
            store.runs.push(Run {
                id,
                name,
                params,
                metrics,
            });
            Ok(format!("added run {id}"))
        }
        ["done", text, pairs @ ..] if !pairs.is_empty() => {
            let place = store.place(id(text)?)?;
            store.runs[place].metrics = Some(numbers(pairs, usage(first))?);
            Ok(format!("finished run {}", store.runs[place].id))
        }
        ["best", metric] => {
            let value = |run: &Run| run.metrics.as_ref()?.get(*metric).copied();
            let finished = store.runs.iter().rev();
            let with_value = finished.filter_map(|run| value(run).map(|v| (run, v)));
            let best = with_value.max_by(|(_, v), (_, w)| v.total_cmp(w));
            let (run, _) = best.ok_or(CliError::NoMetric(metric.to_string()))?;
            Ok(run.to_string())
        }
        ["list", which @ ("open" | "done")] => {
            let is_wanted = |run: &&Run| run.metrics.is_some() == (*which == "done");
            let runs = store.runs.iter().filter(is_wanted);
            let lines: Vec<String> = runs.map(Run::to_string).collect();
            if lines.is_empty() {
                return Ok("no runs".to_string());
            }
            Ok(lines.join("\n"))
        }
        ["remove", text] => {
            let run = store.runs.remove(store.place(id(text)?)?);
            Ok(format!("removed run {}", run.id))
        }
        _ => Err(usage(first)),
    }
}

/// Writes the store. Finished, as an example.
fn save(store: &Store, path: &Path) -> io::Result<()> {
    let json = serde_json::to_string_pretty(store)?;
    fs::write(path, json)
}

/// The store in a file; an empty one if there is no file yet. A file that is no store is an
/// error of the kind `InvalidData`.
fn load(path: &Path) -> io::Result<Store> {
    // Only a missing file is a new start. An empty store in place of a damaged one would be
    // saved over it at the next command, and all runs were gone.
    let json = match fs::read_to_string(path) {
        Ok(json) => json,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Store::new()),
        Err(error) => return Err(error),
    };
    serde_json::from_str(&json).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))
}

fn main() -> io::Result<()> {
    let path = std::env::temp_dir().join(format!("log-{}.json", std::process::id()));
    let commands = "add tree depth=3; add net lr=0.1; add net lr=0.01; done 1 acc=0.9; \
        done 3 acc=0.97 loss=0.2; best acc; list open; remove 2; done 2 acc=1; list open";
    for cmd in commands.split(';').map(str::trim) {
        let mut store = load(&path)?;
        let answer = run(cmd, &mut store).unwrap_or_else(|error| format!("{error:?}"));
        println!("> {cmd}\n{answer}");
        save(&store, &path)?;
    }
    println!("The file:\n{}", fs::read_to_string(&path)?);
    fs::remove_file(&path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use CliError::{BadNumber, NoMetric, NoRun, Unknown, Usage};

    /// A store after some commands, all of which must succeed.
    fn after(commands: &str) -> Store {
        let mut store = Store::new();
        for cmd in commands.split(';') {
            let answer = run(cmd, &mut store);
            assert!(answer.is_ok(), "{cmd}: {answer:?}");
        }
        store
    }

    fn assert_answer(store: &mut Store, cmd: &str, answer: &str) {
        assert_eq!(run(cmd, store), Ok(answer.to_string()), "{cmd}");
    }

    /// The error of a command, which must leave the store as it is.
    fn refused(cmd: &str, store: &mut Store) -> CliError {
        let before = store.clone();
        let error = run(cmd, store).expect_err(cmd);
        assert_eq!(*store, before, "{cmd:?} is refused and changes the store");
        error
    }

    #[test]
    fn pairs_are_keys_and_finite_numbers() {
        let got = numbers(&["lr=0.1", "depth=-3", "x=1e-3", "lr=0.5"], NoRun(0)).unwrap();
        let expected = [("depth", -3.0), ("lr", 0.5), ("x", 1e-3)];
        let expected = expected.map(|(key, value)| (key.to_string(), value));
        assert_eq!(got, Numbers::from(expected));
        assert_eq!(numbers(&[], NoRun(0)), Ok(Numbers::new()));
        for bad in ["", "0.1x", "nan", "inf", "-inf", "1=2"] {
            let got = numbers(&["a=1", &format!("lr={bad}")], NoRun(0));
            assert_eq!(got, Err(BadNumber(bad.to_string())));
        }
        for bad in ["lr", "=0.1", "="] {
            assert_eq!(numbers(&[bad], NoRun(7)), Err(NoRun(7)), "{bad}");
        }
    }

    #[test]
    fn a_session_of_16_commands() {
        let mut store = Store::new();
        for (cmd, answer) in [
            ("list open", "no runs"),
            ("add tree depth=3", "added run 1"),
            ("add net lr=0.1 layers=2", "added run 2"),
            ("  add\tnet   lr=0.01 ", "added run 3"),
            ("add baseline", "added run 4"),
            ("list done", "no runs"),
            ("done 2 acc=0.9 f1=0.8", "finished run 2"),
            ("done 1 acc=0.88", "finished run 1"),
            ("best acc", "2 net layers=2 lr=0.1 -> acc=0.9 f1=0.8"),
            ("list open", "3 net lr=0.01\n4 baseline"),
            ("done 3 acc=0.97", "finished run 3"),
            ("best acc", "3 net lr=0.01 -> acc=0.97"),
            ("remove 3", "removed run 3"),
            ("done 2 f1=0.5", "finished run 2"),
            ("best acc", "1 tree depth=3 -> acc=0.88"),
            ("best f1", "2 net layers=2 lr=0.1 -> f1=0.5"),
        ] {
            assert_answer(&mut store, cmd, answer);
        }
    }

    #[test]
    fn an_id_is_never_given_again() {
        let mut store = after("add a; add b; add c; remove 3; remove 1");
        assert_answer(&mut store, "add d", "added run 4");
        assert_answer(&mut store, "add e", "added run 5");
        assert_answer(&mut store, "list open", "2 b\n4 d\n5 e");
    }

    #[test]
    fn an_id_is_not_a_place_in_the_list() {
        let mut store = after("add a; add b; add c; remove 1");
        assert_answer(&mut store, "list open", "2 b\n3 c");
        assert_answer(&mut store, "done 2 acc=1", "finished run 2");
        assert_answer(&mut store, "list open", "3 c");
        assert_answer(&mut store, "list done", "2 b -> acc=1");
        assert_eq!(refused("remove 1", &mut store), NoRun(1));
        assert_answer(&mut store, "remove 3", "removed run 3");
    }

    #[test]
    fn the_best_is_a_comparison_of_numbers() {
        let mut store = after("add a; add b; done 1 n=9; done 2 n=10");
        assert_answer(&mut store, "best n", "2 b -> n=10");
        let mut store = after("add a; add b; done 1 gain=-3; done 2 gain=-2");
        assert_answer(&mut store, "best gain", "2 b -> gain=-2");
    }

    #[test]
    fn of_equally_good_runs_the_lower_id_is_best() {
        let mut store = after("add a; add b; add c; done 3 x=5; done 2 x=5; done 1 x=4");
        assert_answer(&mut store, "best x", "2 b -> x=5");
    }

    #[test]
    fn without_a_finished_run_there_is_no_best() {
        let mut store = after("add a acc=0.9; add b; done 2 loss=1");
        assert_eq!(refused("best acc", &mut store), NoMetric("acc".to_string()));
    }

    #[test]
    fn a_command_of_another_form_is_refused() {
        let mut store = after("add a; add b");
        let wrong = "add;done;done 1;done 1 acc;best;best a b;list;list all;list open done;\
            remove;remove 1 2;add c lr;add c lr=1 =2";
        for cmd in wrong.split(';') {
            let word = cmd.split(' ').next().unwrap_or_default();
            assert_eq!(refused(cmd, &mut store), Usage(word.to_string()));
        }
        for (cmd, word) in [("train 1", "train"), ("Add c", "Add"), ("", ""), ("  ", "")] {
            assert_eq!(refused(cmd, &mut store), Unknown(word.to_string()));
        }
    }

    #[test]
    fn an_error_names_the_bad_number_or_the_missing_run() {
        let mut store = after("add a");
        let bad = |text: &str| BadNumber(text.to_string());
        assert_eq!(refused("add b lr=fast", &mut store), bad("fast"));
        assert_eq!(refused("done 1 acc=NaN", &mut store), bad("NaN"));
        assert_eq!(refused("done one acc=1", &mut store), bad("one"));
        assert_eq!(refused("remove -1", &mut store), bad("-1"));
        assert_eq!(refused("done 2 acc=1", &mut store), NoRun(2));
        assert_eq!(refused("remove 0", &mut store), NoRun(0));
        assert_answer(&mut store, "add b", "added run 2");
    }

    #[test]
    fn what_is_saved_is_loaded_and_what_is_damaged_is_an_error() {
        let name = format!("log-test-{}.json", std::process::id());
        let file = std::env::temp_dir().join(name);
        let store = after("add a lr=0.1; add b; done 1 acc=0.91; add c; remove 3");
        save(&store, &file).unwrap();
        let loaded = load(&file);
        let damaged = ["", "{\"next_id\": 3", "[]"].map(|text| {
            fs::write(&file, text).unwrap();
            load(&file).map_err(|error| error.kind())
        });
        fs::remove_file(&file).unwrap();
        let mut loaded = loaded.expect("this store was saved");
        assert_eq!(loaded, store);
        assert_answer(&mut loaded, "add d", "added run 4");
        assert_eq!(damaged, [const { Err(io::ErrorKind::InvalidData) }; 3]);
        assert_eq!(load(&file).unwrap(), Store::new(), "there is no file");
        assert!(load(&std::env::temp_dir()).is_err(), "this is a directory");
    }
}
