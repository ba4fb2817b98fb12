//! A course of one's own: the README's chapter followed to the letter, and the commands it names.

use std::{fs, path::PathBuf};

use crate::support::{Course, Done, Running, signal};

const README: &str = include_str!("../../README.md");
const CHAPTER: &str = "## Writing a course\n";

/// Where a course is made, and the environment that the program runs in.
struct Author {
    place: Course,
    dir: PathBuf,
}

impl Author {
    /// Beside an empty directory.
    fn new() -> Self {
        let place = Course::new();
        let dir = place.beside("home");
        Self { place, dir }
    }

    /// In a course that `dev init` has made.
    fn at_work() -> Self {
        let mut author = Self::new();
        let made = author.runs("dev init made --first 01_sums/01_mean");
        assert_eq!(made.code, 0, "{made:?}");
        author.dir.push("made");
        author
    }

    /// The program with the arguments of a command line; a text in quotes is one.
    fn runs(&self, line: &str) -> Done {
        let mut command = self.place.command("");
        for (index, part) in line.split('"').enumerate() {
            if index % 2 == 1 {
                command.arg(part);
            } else {
                command.args(part.split_whitespace());
            }
        }
        self.place.finish(command.current_dir(&self.dir))
    }

    fn read(&self, file: &str) -> String {
        let path = self.dir.join(file);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    #[track_caller]
    fn edit(&self, file: &str, old: &str, new: &str) {
        let text = self.read(file);
        assert!(text.contains(old), "{old:?} in {file}:\n{text}");
        fs::write(self.dir.join(file), text.replace(old, new)).expect("it can be written");
    }

    /// What the chapter leaves to the author: the template's mean becomes a range, in the file `id`.
    fn fill(&self, id: &str) {
        let (level, name) = id.split_once('/').expect("LEVEL/FILE");
        for tree in ["exercises", "solutions"] {
            let file = format!("{tree}/{id}.rs");
            for (old, new) in [
                (
                    "(values[0] + ... + values[n - 1]) / n",
                    "2 (values[0] + ... + values[n - 1]) / n",
                ),
                (
                    "The mean of the n `values`",
                    "Twice the mean of the n `values`",
                ),
                ("fn mean(", "fn twice("),
                (
                    "mean(&[1.0, 2.0, 6.0]), 3.0",
                    "twice(&[1.0, 2.0, 6.0]), 6.0",
                ),
                ("mean(&[])", "twice(&[])"),
                (
                    "The mean of 1, 2 and 6 is {}\", mean(",
                    "Of 1, 2 and 6 it is {}\", twice(",
                ),
            ] {
                self.edit(&file, old, new);
            }
        }
        let solution = format!("solutions/{id}.rs");
        self.edit(
            &solution,
            "    values.iter().sum",
            "    2.0 * values.iter().sum",
        );
        self.edit(
            &format!("exercises/{id}.rs"),
            "return the mean",
            "return twice the mean",
        );
        assert!(
            self.read(&format!("tests/wrong/{level}.toml"))
                .contains(name)
        );
    }
}

/// The commands of the chapter, in order, without their comments.
fn commands() -> Vec<String> {
    let start = README.find(CHAPTER).expect("the chapter is there") + CHAPTER.len();
    let chapter = README[start..].split("\n## ").next().unwrap_or_default();
    let blocks = chapter.split("```sh\n").skip(1);
    blocks
        .flat_map(|block| block.split("```").next().unwrap_or_default().lines())
        .map(|line| line.split('#').next().unwrap_or_default().trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

#[test]
fn the_chapter_on_writing_a_course_can_be_followed_to_the_letter() {
    let mut author = Author::new();
    let commands = commands();
    assert!(commands.len() >= 6, "{commands:?}");
    let mut followed = Vec::new();
    for command in &commands {
        if let Some(dir) = command.strip_prefix("cd ") {
            author.dir.push(dir);
            continue;
        }
        let args = command
            .strip_prefix("runner ")
            .unwrap_or_else(|| panic!("neither `cd` nor `runner`: {command}"));
        if args.contains("--watch") {
            continue;
        }
        let done = author.runs(args);
        assert_eq!(done.code, 0, "{command}: {done:?}");
        if let Some(id) = args.strip_prefix("dev new ") {
            author.fill(id.split_whitespace().next().expect("an id"));
        }
        followed.push((command.clone(), done.stdout));
    }
    let checks: Vec<&str> = followed
        .iter()
        .filter(|(command, _)| command.starts_with("runner dev check"))
        .map(|(_, said)| said.as_str())
        .collect();
    assert!(checks.len() >= 2, "{commands:?}");
    assert!(
        checks.iter().all(|said| said.ends_with(": all right\n")),
        "{checks:?}"
    );
    assert!(!author.runs("list").stdout.is_empty(), "learners can begin");
}

#[test]
fn near_miss_answers_are_shown_as_learners_see_them() {
    let author = Author::at_work();
    author.runs("dev wrong mean --plain").is(
        0,
        "\
01_sums/01_mean mistake 1 of 2: divides by n - 1
tests/wrong/01_sums.toml:2
----------------------------------------------------------------------------------------------------
01_sums/01_mean: tests_failed ([..] s)

[FAIL] the_sum_is_divided_by_the_number_of_values
[FAIL] no_values_have_no_mean

First to fail: the_sum_is_divided_by_the_number_of_values
  exercises/01_sums/01_mean.rs:[..]
[...]

01_sums/01_mean mistake 2 of 2: answers 0 where nothing is known
tests/wrong/01_sums.toml:9
----------------------------------------------------------------------------------------------------
01_sums/01_mean: tests_failed ([..] s)

  [ok] the_sum_is_divided_by_the_number_of_values
[FAIL] no_values_have_no_mean
[...]
",
        "preparing Sums: compiling the crates it uses (once)\n",
    );
    // A mistake that no test sees, and one that is not there.
    let file = "tests/wrong/01_sums.toml";
    author.edit(
        file,
        "(values.len() - 1) as f64",
        "(values.len() + 0) as f64",
    );
    author.runs("dev wrong mean").is(
        1,
        "[...]\n01_sums/01_mean: passed ([..] s)\n\n  [ok] the_sum_is_divided_by_the_number_of_values\n  [ok] no_values_have_no_mean\n\n\
         `the_sum_is_divided_by_the_number_of_values` does not reject this answer: all tests pass\n[...]\n",
        "",
    );
    author.edit(
        file,
        "find = \"values.len() as f64\"",
        "find = \"values.size()\"",
    );
    author.runs("dev wrong mean").is(
        1,
        "[...]\n`find` is not in the solution: `values.size()`\n[...]\n",
        "",
    );
    fs::remove_file(author.dir.join(file)).expect("it is there");
    author.runs("dev wrong mean").is(
        2,
        "",
        "\
error: there are no near-miss answers for 01_sums/01_mean
help: write one as a [[wrong]] entry in tests/wrong/01_sums.toml: exercise, mistake, find, replace, rejected_by
",
    );
}

#[test]
fn topics_without_an_exercise_are_listed() {
    let author = Author::at_work();
    author.runs("dev cover").is(
        2,
        "",
        "error: there is no list of topics\ncaused by: [..] has neither topics.tsv nor tests/topics.tsv\nhelp: [..]\nhelp: [..]\n",
    );
    let list = "id\ttopic\tkind\tlevel\nmeans\tMeans\tconcept\t01\nsums\tSums\tconcept\t01\ngit\tGit\tpractice\t-\n";
    fs::write(author.dir.join("topics.tsv"), list).expect("it can be written");
    author.edit("info.toml", "topics = []", "topics = [\"means\"]");
    author.runs("dev cover").is(
        1,
        "topics.tsv:3: no exercise has `sums` (Sums; level 01)\n\n3 topics: 1 have an exercise, 1 are left out on purpose, 1 have none\n",
        "",
    );
    let json = author.runs("dev cover topics.tsv --json");
    let json: serde_json::Value = serde_json::from_str(&json.stdout).expect("it is JSON");
    assert_eq!(json["missing"][0]["id"], "sums");
    author.edit("info.toml", "[\"means\"]", "[\"means\", \"sums\"]");
    assert_eq!(author.runs("dev cover").code, 0);
}

#[test]
fn a_watching_check_checks_what_a_save_changes_until_it_is_interrupted() {
    let author = Author::at_work();
    assert_eq!(author.runs("dev new 01_sums/02_total").code, 0);
    let args = format!(
        "--course {} dev check --watch --plain",
        author.dir.display()
    );
    let mut watching = Running::start(&author.place, &args);
    watching.says("checking all that was asked for\n", 1);
    watching.says(
        "2 exercises, 2 solutions, 4 near-miss answers: all right\n",
        1,
    );
    watching.says("waiting for a save; Ctrl-C ends\n", 1);

    let right = author.read("solutions/01_sums/02_total.rs");
    author.edit(
        "solutions/01_sums/02_total.rs",
        "    values.iter().sum",
        "    2.0 * values.iter().sum",
    );
    watching.says("checking 01_sums/02_total\n", 1);
    watching.says(
        "solution: the test `the_sum_is_divided_by_the_number_of_values` fails",
        1,
    );
    fs::write(author.dir.join("solutions/01_sums/02_total.rs"), right).expect("it can be written");
    watching.says(
        "1 exercise, 1 solution, 2 near-miss answers: all right\n",
        1,
    );

    // A list that cannot be read is told, and the next save is waited for.
    let info = author.read("info.toml");
    author.edit("info.toml", "format_version", "format_versoin");
    watching.says("did you mean `format_version`?", 1);
    fs::write(author.dir.join("info.toml"), info).expect("it can be written");
    watching.says(
        "2 exercises, 2 solutions, 4 near-miss answers: all right\n",
        2,
    );

    signal(&watching.child, rustix::process::Signal::INT);
    assert_eq!(watching.end().code, 130);
}
