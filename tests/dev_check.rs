//! `runner dev` on small courses: what the compiler and the tests show, told with file, line and rule.
//!
//! Each test makes a course without dependencies in a temporary directory and lets the real program and cargo at it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;

/// Far more than anything here takes.
const PATIENCE: Duration = Duration::from_secs(120);

// ---- the courses ---------------------------------------------------------------------------------

const EXERCISE: &str = "\
//! Halves
//!
//! Half of a number of things, rounded down: half(n) = floor(0.5 n).

/// Half of `n`, rounded down.
// TODO 1: return the half.
fn half(n: u32) -> u32 {
    todo!(\"half of {n}\")
}

fn main() {
    println!(\"Half of 7 is {}\", half(7));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_numbers_have_a_half() {
        assert_eq!(half(6), 3);
    }

    #[test]
    fn a_half_is_rounded_down() {
        assert_eq!(half(7), 3);
    }
}
";

/// What the solution has in place of the TODO and the function.
const HOLE: &str =
    "// TODO 1: return the half.\nfn half(n: u32) -> u32 {\n    todo!(\"half of {n}\")\n}\n";
const FILLED: &str =
    "fn half(n: u32) -> u32 {\n    // Division of integers rounds towards zero.\n    n / 2\n}\n";

const ENTRY: &str = "\
difficulty = 1
fails_with = \"tests::even_numbers_have_a_half\"
hints = [\"What is a half?\", \"Integers have `/`.\", \"A third would be `n / 3`.\"]
learned = [\"Integers are divided.\", \"`/` rounds towards zero.\", \"Next: `div_ceil`.\"]
";

/// Two near-miss answers that the tests reject.
const MISTAKES: [(&str, &str, &str); 2] = [
    ("n / 2", "n / 2 + n % 2", "a_half_is_rounded_down"),
    ("n / 2", "n", "even_numbers_have_a_half"),
];

/// One exercise with all that belongs to it; right until something is changed.
#[derive(Clone)]
struct Exercise {
    name: &'static str,
    untouched: String,
    solution: String,
    entry: String,
    mistakes: Vec<(String, String, String)>,
}

impl Exercise {
    fn named(name: &'static str) -> Self {
        let mistakes = MISTAKES
            .map(|(find, replace, test)| (find.to_owned(), replace.to_owned(), test.to_owned()));
        Self {
            name,
            untouched: EXERCISE.to_owned(),
            solution: EXERCISE.replace(HOLE, FILLED),
            entry: ENTRY.to_owned(),
            mistakes: mistakes.into(),
        }
    }

    fn untouched(mut self, old: &str, new: &str) -> Self {
        self.untouched = replaced(&self.untouched, old, new);
        self
    }

    fn solution(mut self, old: &str, new: &str) -> Self {
        self.solution = replaced(&self.solution, old, new);
        self
    }

    /// In given code, so in both files.
    fn both(self, old: &str, new: &str) -> Self {
        self.untouched(old, new).solution(old, new)
    }

    fn entry(mut self, old: &str, new: &str) -> Self {
        self.entry = replaced(&self.entry, old, new);
        self
    }

    fn mistake(mut self, find: &str, replace: &str, rejected_by: &str) -> Self {
        self.mistakes
            .push((find.to_owned(), replace.to_owned(), rejected_by.to_owned()));
        self
    }
}

#[track_caller]
fn replaced(text: &str, old: &str, new: &str) -> String {
    assert_eq!(text.matches(old).count(), 1, "{old:?} in\n{text}");
    text.replacen(old, new, 1)
}

/// A course of one level, `01_numbers`, derived files included.
struct Course {
    dir: TempDir,
}

const MANIFEST: &str = "[package]\nname = \"level_01_numbers\"\nversion = \"0.0.0\"\nedition = \"2024\"\nautobins = false\n";

impl Course {
    fn of(exercises: &[Exercise]) -> Self {
        let course = Self::empty();
        course.write(
            "Cargo.toml",
            "[workspace]\nmembers = [\"exercises/*\"]\nresolver = \"3\"\n",
        );
        course.write("exercises/01_numbers/Cargo.toml", MANIFEST);
        let mut info =
            "format_version = 1\n\n[[levels]]\ndir = \"01_numbers\"\ntitle = \"Numbers\"\n"
                .to_owned();
        let (mut page, mut wrong) = ("# Numbers\n\n".to_owned(), String::new());
        for Exercise {
            name,
            untouched,
            solution,
            entry,
            mistakes,
        } in exercises
        {
            info.push_str(&format!(
                "\n[[exercises]]\nname = \"{name}\"\ndir = \"01_numbers\"\n{entry}"
            ));
            page.push_str(&format!("- `{name}.rs`\n"));
            course.write(&format!("exercises/01_numbers/{name}.rs"), untouched);
            course.write(&format!("solutions/01_numbers/{name}.rs"), solution);
            for (find, replace, test) in mistakes {
                wrong.push_str(&format!(
                    "[[wrong]]\nexercise = \"{name}\"\nmistake = \"a slip\"\nfind = '{find}'\nreplace = '{replace}'\nrejected_by = \"{test}\"\n"
                ));
            }
        }
        course.write("info.toml", &info);
        course.write("exercises/01_numbers/README.md", &page);
        course.write("tests/wrong/01_numbers.toml", &wrong);
        assert_eq!(course.runner(&["dev", "update"]).code, 0);
        course
    }

    fn empty() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self, file: &str) -> PathBuf {
        self.dir.path().join(file)
    }

    fn write(&self, file: &str, text: &str) {
        let path = self.path(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap()
    }

    fn edit(&self, file: &str, old: &str, new: &str) {
        self.write(file, &replaced(&self.read(file), old, new));
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_runner"));
        command
            .args(args)
            .current_dir(self.dir.path())
            .stdin(Stdio::null());
        // The tests' own cargo has no say in how the course is built.
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy().into_owned();
            if name.starts_with("CARGO_PROFILE_")
                || ["CARGO_TARGET_DIR", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"]
                    .contains(&name.as_str())
            {
                command.env_remove(name);
            }
        }
        command
            .env("NO_COLOR", "1")
            .env("CARGO_NET_OFFLINE", "true");
        command
    }

    fn runner(&self, args: &[&str]) -> Done {
        let output = self.command(args).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Done {
            code: output.status.code().unwrap_or(-1),
            stdout: text(output.stdout),
            stderr: text(output.stderr).replace(OTHER_CARGO, ""),
        }
    }

    fn check(&self) -> Done {
        self.runner(&["dev", "check"])
    }
}

#[derive(Debug)]
struct Done {
    code: i32,
    stdout: String,
    stderr: String,
}

/// Said when two cargos meet, which is the machine's doing: the tests beside this one have theirs.
const OTHER_CARGO: &str = "waiting for another cargo to finish (an editor's rust-analyzer?)\n";
const PREPARING: &str = "preparing Numbers: compiling the crates it uses (once)\n";

impl Done {
    #[track_caller]
    fn is(&self, code: i32, stdout: &str) {
        assert_eq!(
            (self.code, self.stdout.as_str()),
            (code, stdout),
            "standard error:\n{}",
            self.stderr
        );
        assert!(
            self.stderr.is_empty() || self.stderr == PREPARING,
            "standard error:\n{}",
            self.stderr
        );
    }

    /// The problems, without the sum behind them.
    #[track_caller]
    fn problems(&self) -> Vec<&str> {
        assert_eq!(self.code, 1, "{self:?}");
        self.stdout
            .lines()
            .take_while(|line| !line.is_empty())
            .collect()
    }
}

// ---- right courses -------------------------------------------------------------------------------

#[test]
fn a_right_course_is_all_right_and_stays_as_it_is() {
    let course = Course::of(&[Exercise::named("01_half")]);
    let all_right = "1 exercise, 1 solution, 2 near-miss answers: all right\n";
    let first = course.check();
    first.is(0, all_right);
    assert_eq!(first.stderr, PREPARING);
    let again = course.check();
    again.is(0, all_right);
    assert_eq!(again.stderr, "");

    let cache: Vec<_> = fs::read_dir(course.path(".runner/cache"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert!(
        cache
            .iter()
            .all(|name| !name.to_string_lossy().starts_with("dev-")),
        "temporary directories stay behind: {cache:?}"
    );
    assert!(
        !course.path("target/runner").exists(),
        "nothing built stays behind"
    );

    let times = course.runner(&["dev", "check", "--times", "half"]);
    let expected = [
        "seconds  tests of",
        "  0.0",
        "  solutions/01_numbers/01_half.rs",
        "  all",
    ];
    assert!(
        expected.iter().all(|text| times.stdout.contains(text)),
        "{times:?}"
    );
    let written = std::fs::read_to_string(course.dir.path().join("tests/times.tsv")).unwrap();
    assert!(
        written.starts_with("exercise\tseconds\n01_numbers/01_half\t0.0"),
        "{written}"
    );
}

#[test]
fn an_error_may_be_the_lesson_and_a_crash_the_rejection() {
    let broken = Exercise::named("01_broken")
        .untouched("todo!(\"half of {n}\")", "let half: i64 = n / 2;\n    half")
        .entry("tests::even_numbers_have_a_half", "E0308");
    // Ends the process, or never ends, in the named test: libtest prints no failure for either.
    let crashing = Exercise::named("02_crashing")
        .entry("difficulty = 1", "difficulty = 1\nseconds = 1.0")
        .mistake(
            "n / 2",
            "if n == 7 { std::process::exit(3) } else { n / 2 }",
            "a_half_is_rounded_down",
        )
        .mistake(
            "n / 2",
            "if n == 6 { loop {} } else { n / 2 }",
            "even_numbers_have_a_half",
        );
    // The test looks at the learner's own text.
    let itself = Exercise::named("03_itself")
        .both("assert_eq!(half(7), 3);", "assert_eq!(half(7), 3);\n        assert!(!include_str!(\"03_itself.rs\").contains(concat!(\"/ 1\", \" /\")));")
        .mistake("n / 2", "n / 1 / 2", "a_half_is_rounded_down");
    let course = Course::of(&[broken, crashing, itself]);
    course.check().is(
        0,
        "3 exercises, 3 solutions, 9 near-miss answers: all right\n",
    );
}

#[test]
fn what_dev_new_makes_is_all_right() {
    let course = Course::of(&[Exercise::named("01_half")]);
    let made = course.runner(&["dev", "new", "01_numbers/02_third"]);
    assert_eq!(made.code, 0, "{made:?}");
    assert!(
        made.stdout
            .contains("made    exercises/01_numbers/02_third.rs\n"),
        "{made:?}"
    );
    assert!(
        made.stdout
            .contains("Then `runner dev update` and `runner dev check 01_numbers/02_third`."),
        "{made:?}"
    );
    let made = course.runner(&["dev", "new", "02_words/01_first"]);
    assert_eq!(made.code, 0, "{made:?}");
    let checked = course.check();
    assert_eq!(
        (checked.code, checked.stdout.as_str()),
        (
            0,
            "3 exercises, 3 solutions, 6 near-miss answers: all right\n"
        ),
        "{checked:?}"
    );
    let again = course.runner(&["dev", "new", "02_words/01_first"]);
    assert_eq!(again.code, 2, "{again:?}");
    assert!(
        again.stderr.contains("info.toml has it already"),
        "{again:?}"
    );
}

// ---- a course for each rule ----------------------------------------------------------------------

#[test]
fn an_untouched_exercise_that_does_not_fail_as_it_should_is_told() {
    let course = Course::of(&[
        Exercise::named("01_other")
            .entry("tests::even_numbers_have_a_half", "a_half_is_rounded_down"),
        Exercise::named("02_code").entry("tests::even_numbers_have_a_half", "E0502"),
        Exercise::named("03_passes").untouched("todo!(\"half of {n}\")", "n / 2"),
        Exercise::named("04_no_reason")
            .entry("fails_with = \"tests::even_numbers_have_a_half\"\n", ""),
        Exercise::named("05_warns").untouched("todo!(\"half of {n}\")", "todo!()"),
        Exercise::named("06_unformatted").untouched(
            "fn half(n: u32) -> u32 {\n    todo!",
            "fn half( n: u32 ) -> u32 {\n    todo!",
        ),
        Exercise::named("07_free")
            .untouched("todo!(\"half of {n}\")", "n / 2")
            .entry("difficulty", "skip_check_unsolved = true\ndifficulty"),
    ]);
    assert_eq!(
        course.check().problems(),
        [
            "exercises/01_numbers/01_other.rs:1: untouched: `fails_with` names the test `a_half_is_rounded_down`, but it fails with the test `even_numbers_have_a_half`",
            "exercises/01_numbers/02_code.rs:1: untouched: `fails_with` names the error E0502, but it fails with the test `even_numbers_have_a_half`",
            "exercises/01_numbers/03_passes.rs:1: untouched: it passes as it is: there is nothing to solve",
            "exercises/01_numbers/04_no_reason.rs:1: untouched: info.toml has no `fails_with` for it; it fails with the test `even_numbers_have_a_half`",
            "exercises/01_numbers/05_warns.rs:7: untouched: warning: unused variable: `n` (unused_variables)",
            "exercises/01_numbers/06_unformatted.rs:4: untouched: it is not formatted: run `rustfmt --edition 2024 exercises/01_numbers/06_unformatted.rs`",
        ]
    );
}

#[test]
fn a_solution_that_is_none_is_told() {
    let course = Course::of(&[
        Exercise::named("01_fails").solution("    n / 2\n", "    n / 2 + n % 2\n"),
        Exercise::named("02_clippy").solution("    n / 2\n", "    return n / 2;\n"),
        Exercise::named("03_warns").solution("    n / 2\n", "    let unused = 1;\n    n / 2\n"),
        Exercise::named("04_late")
            .solution("    n / 2\n", "    if n == 7 { loop {} } else { n / 2 }\n")
            .entry("difficulty", "seconds = 0.5\ndifficulty"),
        Exercise::named("05_main_panics").both(
            "half(7));",
            "half(7));\n    assert_eq!(half(1), 1, \"one has no half\");",
        ),
        Exercise::named("06_not_the_exercise")
            .solution("assert_eq!(half(6), 3);", "assert_eq!(half(8), 4);"),
        Exercise::named("07_does_not_compile").solution("    n / 2\n", "    n / 2.0\n"),
        Exercise::named("08_unformatted").solution("    n / 2\n", "    n/2\n"),
    ]);
    let done = course.check();
    let told: Vec<&str> = done
        .problems()
        .into_iter()
        .filter(|problem| problem.contains(": solution: "))
        .collect();
    assert_eq!(
        told,
        [
            "solutions/01_numbers/01_fails.rs:26: solution: the test `a_half_is_rounded_down` fails: `assertion `left == right` failed`",
            "solutions/01_numbers/02_clippy.rs:8: solution: warning: unneeded `return` statement (clippy::needless_return)",
            "solutions/01_numbers/03_warns.rs:8: solution: warning: unused variable: `unused` (unused_variables)",
            "solutions/01_numbers/04_late.rs:1: solution: it does not end within 0.5 s in the test `a_half_is_rounded_down`",
            "solutions/01_numbers/05_main_panics.rs:1: solution: `main` ends with exit code 101: `assertion `left == right` failed: one has no half`",
            "solutions/01_numbers/06_not_the_exercise.rs:21: solution: differs from the exercise in the tests: `assert_eq!(half(8), 4);` for line 21 of the exercise, `assert_eq!(half(6), 3);`",
            "solutions/01_numbers/07_does_not_compile.rs:1: solution: it does not compile: error[E0277] in line 8: cannot divide `u32` by `{float}`",
            "solutions/01_numbers/08_unformatted.rs:5: solution: it is not formatted: run `rustfmt --edition 2024 solutions/01_numbers/08_unformatted.rs`",
        ]
    );
}

#[test]
fn a_near_miss_answer_that_its_test_does_not_reject_is_told() {
    let course = Course::of(&[Exercise::named("01_half")
        .mistake("n / 2", "n >> 1", "even_numbers_have_a_half")
        .mistake("n / 2", "n / 2 + n % 2", "even_numbers_have_a_half")
        .mistake("n / 2", "n / 2.0", "even_numbers_have_a_half")
        .mistake(
            "n / 2",
            "if n == 7 { std::process::exit(3) } else { n / 2 }",
            "even_numbers_have_a_half",
        )
        .mistake("half", "third", "even_numbers_have_a_half")]);
    let line =
        |number: usize| format!("tests/wrong/01_numbers.toml:{}: near-miss:", 2 + 6 * number);
    let not_rejected = "`even_numbers_have_a_half` does not reject this answer:";
    assert_eq!(
        course.check().problems(),
        [
            format!("{} {not_rejected} all tests pass", line(2)),
            format!(
                "{} {not_rejected} only a_half_is_rounded_down fails",
                line(3)
            ),
            format!(
                "{} {not_rejected} it does not compile: error[E0277] in line 8: cannot divide `u32` by `{{float}}`",
                line(4)
            ),
            format!(
                "{} {not_rejected} the program crashes in `a_half_is_rounded_down`, before `even_numbers_have_a_half` has failed",
                line(5)
            ),
            format!("{} `find` is in the solution 7 times: `half`", line(6)),
        ]
    );
}

#[test]
fn texts_and_files_are_told_together_with_the_rest() {
    let course = Course::of(&[
        Exercise::named("01_half").entry(", \"A third would be `n / 3`.\"", ""),
        Exercise::named("03_gap"),
    ]);
    course.write("solutions/01_numbers/02_stray.rs", "fn main() {}\n");
    course.edit(
        "exercises/01_numbers/03_gap.rs",
        "Half of 7",
        "The half of 7",
    );
    assert_eq!(
        course.check().problems(),
        [
            "exercises/01_numbers/03_gap.rs:12: files: exercises/untouched.txt has another text of it: run `runner dev update`",
            "info.toml:8: text: `01_half` has 2 hints: a question, the concept, all but the line make 3",
            "info.toml:16: text: `03_gap` is number 2 of its level: numbers go from 01 without gaps",
            "solutions/01_numbers/02_stray.rs:1: files: info.toml has no exercise for this file",
            "solutions/01_numbers/03_gap.rs:12: solution: differs from the exercise in `main`: `println!(\"Half of 7 is {}\", half(7));` for line 12 of the exercise, `println!(\"The half of 7 is {}\", half(7));`",
        ]
    );
    assert_eq!(
        course.runner(&["dev", "check", "half"]).problems().len(),
        2,
        "the page of the level and one exercise"
    );
}

#[test]
fn a_level_that_cargo_cannot_build_is_told_and_the_check_goes_on() {
    let course = Course::of(&[
        Exercise::named("01_half").entry("difficulty = 1\n", ""),
        Exercise::named("02_half"),
    ]);
    course.edit(
        "exercises/01_numbers/Cargo.toml",
        "# Written",
        "[dependencies]\nnowhere = { path = \"../nowhere\" }\n\n# Written",
    );
    let done = course.check();
    let problems = done.problems();
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(problems[0].starts_with("exercises/01_numbers/01_half.rs:1: files: cargo could not build what level 01_numbers needs"), "{problems:?}");
    assert_eq!(
        problems[1],
        "info.toml:8: text: `01_half` has no difficulty"
    );
}

// ---- courses in rustlings' form ------------------------------------------------------------------

#[test]
fn a_course_in_rustlings_form_has_rustlings_rules() {
    let course = Course::empty();
    let bins = ["right", "passes", "bad"].map(|name| {
        format!("  {{ name = \"{name}\", path = \"exercises/00_intro/{name}.rs\" }},\n")
    });
    course.write(
        "Cargo.toml",
        &format!(
            "bin = [\n{}]\n\n[package]\nname = \"exercises\"\nedition = \"2021\"\n",
            bins.concat()
        ),
    );
    let entry = |name: &str, keys: &str| {
        format!("[[exercises]]\nname = \"{name}\"\ndir = \"00_intro\"\n{keys}\n")
    };
    let entries = [
        entry("right", "hint = \"h\""),
        entry("passes", "test = false\nhint = \"h\""),
        entry("bad", "hint = \"\""),
    ];
    course.write(
        "info.toml",
        &format!("format_version = 1\n\n{}", entries.concat()),
    );
    let right = "// TODO: add.\nfn sum() -> i32 {\n    0\n}\n\nfn main() {}\n\n#[test]\nfn one() {\n    assert_eq!(sum(), 1);\n}\n";
    course.write("exercises/00_intro/right.rs", right);
    course.write(
        "solutions/00_intro/right.rs",
        &right
            .replace("// TODO: add.\n", "")
            .replace("    0\n", "    1\n"),
    );
    course.write(
        "exercises/00_intro/passes.rs",
        "fn main() {\n    // TODO: more.\n}\n",
    );
    course.write(
        "exercises/00_intro/bad.rs",
        &right.replace("// TODO: add.\n", ""),
    );
    course.write(
        "solutions/00_intro/bad.rs",
        &right.replace("    0\n", "    return  1;\n"),
    );
    course.write("exercises/00_intro/odd.rs", "");

    let updated = course.runner(&["dev", "update"]);
    updated.is(0, "nothing to write: all derived files are in step\n");
    let done = course.check();
    assert_eq!(
        done.problems(),
        [
            "exercises/00_intro/bad.rs:1: text: there is no `// TODO` comment",
            "exercises/00_intro/odd.rs:1: files: unexpected: info.toml has no exercise for this file",
            "exercises/00_intro/passes.rs:1: untouched: it passes as it is: there is nothing to solve",
            "info.toml:13: text: the hint of `bad` is empty",
            "solutions/00_intro/bad.rs:1: solution: it is not formatted: run `rustfmt --edition 2021 solutions/00_intro/bad.rs`",
            "solutions/00_intro/bad.rs:3: solution: warning: unneeded `return` statement (clippy::needless_return)",
        ]
    );
    assert!(
        done.stdout
            .ends_with("\n3 exercises, 2 solutions, 0 near-miss answers: 6 problems\n"),
        "{}",
        done.stdout
    );

    course.edit("Cargo.toml", &bins[0], "");
    let done = course.runner(&["dev", "update"]);
    assert_eq!(done.code, 2, "{done:?}");
    assert!(
        done.stderr
            .contains("exercises/00_intro/right.rs (info.toml:4) is not in the list of binaries"),
        "{done:?}"
    );
}

// ---- update, interruption ------------------------------------------------------------------------

#[test]
fn update_keeps_comments_and_features_and_writes_only_once() {
    let course = Course::of(&[Exercise::named("01_half"), Exercise::named("02_third")]);
    let manifest = "exercises/01_numbers/Cargo.toml";
    let second = "[[bin]]\nname = \"01_numbers_02_third\"\npath = \"02_third.rs\"\n";
    course.edit(
        manifest,
        second,
        &format!("# heavy\n{second}required-features = [\"big\"]\n"),
    );
    course.edit(
        manifest,
        "# Written",
        "# Heavy crates.\n[features]\nbig = [] # for the last ones\n\n# Written",
    );
    let before = course.read(manifest);
    course
        .runner(&["dev", "update"])
        .is(0, "nothing to write: all derived files are in step\n");
    assert_eq!(course.read(manifest), before);

    course.edit(manifest, "01_numbers_01_half", "other");
    course.edit(
        "exercises/01_numbers/01_half.rs",
        "Half of 7",
        "The half of 7",
    );
    course.runner(&["dev", "update"]).is(
        0,
        "wrote exercises/01_numbers/Cargo.toml: the list of 2 exercises\nwrote exercises/untouched.txt: the untouched text of 2 exercises\n",
    );
    assert_eq!(course.read(manifest), before);
    assert!(
        course
            .read("exercises/untouched.txt")
            .contains("The half of 7")
    );
}

#[cfg(unix)]
#[test]
fn an_interruption_ends_the_check_and_leaves_nothing_behind() {
    let endless = Exercise::named("01_half")
        .entry("difficulty", "seconds = 100.0\ndifficulty")
        .mistake(
            "n / 2",
            "if n == 7 { loop {} } else { n / 2 }",
            "a_half_is_rounded_down",
        );
    let course = Course::of(&[endless]);
    let mut child = course
        .command(&["dev", "check"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // The endless answer is the third: by then its text is on disk.
    let end = Instant::now() + PATIENCE;
    while !find(&course.path(".runner"), &|text| text.contains("loop {}")) {
        let ended = child.try_wait().unwrap();
        assert!(
            ended.is_none() && Instant::now() < end,
            "the endless answer is never judged: {ended:?}"
        );
        thread::sleep(Duration::from_millis(10));
    }
    Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    let started = Instant::now();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(
        started.elapsed() < Duration::from_secs(50),
        "it waited for the time limit"
    );
    assert!(
        !find(&course.path(".runner"), &|text| text.contains("loop {}")),
        "temporary files stay behind"
    );
}

/// Whether a Rust file below `dir` has a text that `is_wanted`.
#[cfg(unix)]
fn find(dir: &Path, is_wanted: &dyn Fn(&str) -> bool) -> bool {
    let Ok(entries) = fs::read_dir(dir) else {
        return false;
    };
    entries.flatten().map(|entry| entry.path()).any(|path| {
        if path.is_dir() {
            return find(&path, is_wanted);
        }
        path.extension().is_some_and(|end| end == "rs")
            && fs::read_to_string(&path).is_ok_and(|text| is_wanted(&text))
    })
}
