//! `check` for teachers: documents for the graders they have, and verdicts that a learner cannot talk into being.

use std::{fs, process::Command};

use crate::support::{Course, Done, ONE, PREPARING, TWO, solved, with_body, wrong};

const ONE_FILE: &str = "exercises/01_numbers/01_one.rs";
const TWO_FILE: &str = "exercises/01_numbers/02_two.rs";

/// `one` passed, `two` failed, `three` untouched and worth 2 points.
fn course() -> Course {
    let course = Course::two().exercise("03_three", TWO).key("points = 2");
    course.write(ONE_FILE, solved(ONE));
    course.write(TWO_FILE, wrong(TWO));
    course
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}:\n{text}"))
}

#[test]
fn a_document_is_all_that_standard_output_has() {
    let course = course();
    assert_eq!(course.runner("check").code, 1);
    const SUM: &str = "1 of 3 passed, 1 of 4 points\n";
    let run = |format: &str, code: i32| -> String {
        let done = course.runner(&format!("check --format {format}"));
        assert_eq!((done.code, done.stderr.as_str()), (code, SUM), "{format}");
        done.stdout
    };
    let junit = run("junit", 1);
    let xml = roxmltree::Document::parse(&junit).expect("it is XML");
    assert_eq!(xml.root_element().attribute("failures"), Some("1"));
    assert_eq!(json(&run("gradescope", 1))["score"], 1);
    assert_eq!(json(&run("classroom", 1))["max_score"], 4);
    assert_eq!(json(&run("exercism", 0))["status"], "fail");
    let tap = run("tap", 1);
    assert!(tap.starts_with("TAP version 14\n1..3\n"), "{tap}");
    let github = run("github", 1);
    assert!(
        github.starts_with(&format!("::error file={TWO_FILE},line=15,title=01_numbers/02_two%3A tests_failed::[FAIL] two_is_two%0A")),
        "{github}"
    );
    course.write(TWO_FILE, solved(TWO));
    course
        .runner("check 1.1 1.2 --format tap --output result.tap")
        .is(0, "", "2 of 2 passed, 2 of 2 points\n");
    assert!(course.read("result.tap").ends_with("  ...\n"));
}

#[test]
fn github_gets_a_summary_and_classroom_an_output() {
    let course = course();
    let run = |command: &mut Command| course.finish(command);
    let summary = course.path("summary.md");
    fs::write(&summary, "before\n").expect("it can be written");
    let done = run(course
        .command("check --format github")
        .env("GITHUB_STEP_SUMMARY", &summary));
    assert_eq!(done.code, 1);
    let page = course.read("summary.md");
    assert!(
        page.starts_with("before\n## Tiny\n\n1 of 3 passed, 1 of 4 points\n"),
        "{page}"
    );

    let output = course.path("output.txt");
    fs::write(&output, "earlier=1\n").expect("it can be written");
    let mut command = course.command("check --format classroom --output");
    run(command.arg(&output).env("GITHUB_OUTPUT", &output)).is(
        1,
        "",
        "1 of 3 passed, 1 of 4 points\n",
    );
    let lines = course.read("output.txt");
    let (first, second) = lines.trim_end().split_once('\n').expect("two lines");
    assert_eq!(first, "earlier=1");
    // `{"` in base64.
    assert!(second.starts_with("result=eyJ"), "{second}");
}

/// What both ways of judging `text` in the place of `one` say.
fn both(text: &str) -> (Done, Done) {
    let course = Course::one().key("seconds = 5");
    course.write(ONE_FILE, text);
    let plain = course.runner("check --format json");
    let original = course.runner("check --format json --original-tests");
    assert_eq!(
        course.read(ONE_FILE),
        text,
        "the learner's file is the learner's"
    );
    (plain, original)
}

#[track_caller]
fn outcomes(text: &str) -> (String, String, bool) {
    let (plain, original) = both(text);
    let (plain, original) = (json(&plain.stdout), json(&original.stdout));
    let modified = |document: &serde_json::Value| {
        document["exercises"][0]["tests_modified"]
            .as_bool()
            .unwrap_or(false)
    };
    assert_eq!(modified(&plain), modified(&original));
    let outcome = |document: &serde_json::Value| {
        document["exercises"][0]["outcome"]
            .as_str()
            .expect("a word")
            .to_owned()
    };
    (outcome(&plain), outcome(&original), modified(&plain))
}

#[track_caller]
fn are(text: &str, plain: &str, original: &str, modified: bool) {
    assert_eq!(
        outcomes(text),
        (plain.to_owned(), original.to_owned(), modified),
        "{text}"
    );
}

#[test]
fn the_courses_own_tests_judge() {
    are(ONE, "not_attempted", "not_attempted", false);
    are(&solved(ONE), "passed", "passed", false);
    are(&wrong(ONE), "tests_failed", "tests_failed", false);
    let emptied = wrong(ONE)
        .replace("assert_eq!(one(), 1);", "one();")
        .replace("assert_eq!(one() % 2, 1, \"an odd number leaves 1\");", "");
    are(
        &emptied.replace("3\n", "4\n"),
        "passed",
        "tests_failed",
        true,
    );
    let text = solved(ONE);
    let (code, _) = text.split_once("\n#[cfg(test)]").expect("there are tests");
    are(code, "nothing_checked", "passed", true);
    are(
        &solved(ONE).replace("#[cfg(test)]", "#[cfg(any())]"),
        "nothing_checked",
        "passed",
        true,
    );
    let one_more = solved(ONE).replace(
        "    #[test]\n    fn it",
        "    #[test]\n    fn mine() {}\n\n    #[test]\n    fn it",
    );
    are(&one_more, "passed", "passed", true);
}

#[test]
fn failures_are_told_with_the_learners_file_and_line() {
    let (_, original) = both(&with_body(ONE, "let x = 5;\n    \"one\""));
    let document = json(&original.stdout);
    let said = document["exercises"][0]["diagnostics"]
        .as_str()
        .expect("a text");
    assert!(
        said.starts_with(&format!(
            "error[E0308]: mismatched types\n --> {ONE_FILE}:3:5\n"
        )),
        "{said}"
    );
    let (_, original) = both(&wrong(ONE));
    let failed = &json(&original.stdout)["exercises"][0]["tests"][0];
    assert_eq!(
        (&failed["name"], &failed["line"]),
        (&"tests::one_is_one".into(), &15.into())
    );
}

/// The rest of what libtest would print, from the middle of the first test.
const REST: &str = "ok\\ntest tests::one_is_one ... ok\\n\\ntest result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\\n\\n";

#[test]
fn results_that_the_program_only_claims_are_no_pass() {
    let leaves = format!(
        "use std::io::Write;\n    std::io::stdout().write_all(b\"{REST}\").unwrap();\n    std::process::exit(0)"
    );
    are(
        &with_body(ONE, &leaves),
        "nothing_checked",
        "nothing_checked",
        false,
    );
    // A program that has another beginning than the harness.
    let whole = format!("\\nrunning 2 tests\\ntest tests::it_is_odd ... {REST}");
    let instead = format!(
        "#![no_main]\n#![allow(unsafe_code)]\n#[unsafe(no_mangle)]\npub extern \"C\" fn main() -> i32 {{\n    println!(\"{whole}\");\n    0\n}}\n{}",
        wrong(ONE).replace("fn main()", "fn other()")
    );
    if cfg!(target_os = "linux") {
        are(&instead, "nothing_checked", "nothing_checked", false);
        let before = format!(
            "#![allow(unsafe_code)]\n#[used]\n#[unsafe(link_section = \".init_array\")]\nstatic FIRST: extern \"C\" fn() = first;\n\nextern \"C\" fn first() {{\n    println!(\"{whole}\");\n    std::process::exit(0)\n}}\n{}",
            wrong(ONE)
        );
        are(&before, "nothing_checked", "nothing_checked", false);
    }
    are(
        &with_body(ONE, "std::process::exit(0)"),
        "crashed",
        "crashed",
        false,
    );
}

/// A program may well end itself where nobody tests it.
#[test]
fn a_main_that_exits_is_no_reason_for_doubt() {
    let text = solved(ONE).replace(
        "    println!",
        "    if one() != 1 {\n        std::process::exit(2);\n    }\n    println!",
    );
    are(&text, "passed", "passed", false);
}

#[test]
fn a_solution_that_is_taken_in_proves_nothing() {
    let taken = |how: &str| {
        format!(
            "mod given {{\n    {how}\n    pub fn given() -> i32 {{\n        one()\n    }}\n}}\n\n{}",
            with_body(ONE, "given::given()")
        )
    };
    are(
        &taken("include!(\"../../solutions/01_numbers/01_one.rs\");"),
        "nothing_checked",
        "nothing_checked",
        false,
    );
    // Its name in pieces: what the compiler reads is what counts, and in the copy there is nothing to read.
    let (plain, original, _) = outcomes(&taken(
        "include!(concat!(\"../../solu\", \"tions/01_numbers/01_one.rs\"));",
    ));
    assert_eq!(
        (plain.as_str(), original.as_str()),
        ("nothing_checked", "does_not_compile")
    );
}

#[test]
fn other_assertions_than_the_languages_prove_nothing() {
    let text = format!(
        "macro_rules! assert_eq {{\n    ($($any:tt)*) => {{}};\n}}\n\n{}",
        wrong(ONE)
    );
    are(&text, "nothing_checked", "nothing_checked", false);
}

/// Tests of the same names, made by a macro, in the place of the course's, which are switched off.
#[test]
fn tests_that_are_switched_off_are_no_pass() {
    let made = "macro_rules! made {\n    ($name:ident) => {\n        #[cfg(test)]\n        mod $name {\n            #[test]\n            fn one_is_one() {}\n            #[test]\n            fn it_is_odd() {}\n        }\n    };\n}\nmade!(tests);\n\n";
    let text = wrong(ONE);
    let (code, tests) = text.split_once("#[cfg(test)]").expect("there are tests");
    for off in ["# [cfg(any())]\n", "#[cfg(\n    any()\n)]\n"] {
        let text = format!("{code}{made}{off}#[cfg(test)]{tests}");
        let (_, original, _) = outcomes(&text);
        assert_eq!(original, "nothing_checked", "{text}");
    }
    let (_, original, modified) = outcomes(&format!("{code}{made}#[cfg(any())]\n"));
    assert_eq!((original.as_str(), modified), ("nothing_checked", true));
    // To the compiler the first line is no code, so what looks like a string is none.
    let shell = format!(
        "#! \"\nmacro_rules! empty {{\n    ($($any:tt)*) => {{}};\n}}\nempty! {{ // \"\n#[cfg(test)]{tests}\n}}\n{}{made}",
        code.trim_start_matches("//!")
    );
    let (_, original, _) = outcomes(&shell);
    assert_ne!(original, "passed", "{shell}");
}

/// It finds the names of all tests in its own text.
#[test]
fn a_program_that_reads_what_it_should_print_is_no_pass() {
    let forged = "use std::io::Write;\n    let text = std::fs::read_to_string(\"01_one.rs\").unwrap();\n    \
         let at = text.rfind(\"mod zzz\").unwrap() + 4;\n    \
         let name: String = text[at..].chars().take_while(|c| *c != ' ').collect();\n    \
         let said = format!(\"ok\\ntest tests::one_is_one ... ok\\ntest tests::{name} ... ok\\ntest {name}::reached ... ok\\n\\n\\\n         \
         test result: ok. 4 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\\n\\n\");\n    \
         std::io::stdout().write_all(said.as_bytes()).unwrap();\n    std::process::exit(0)";
    let (_, original, _) = outcomes(&with_body(ONE, forged));
    assert_eq!(original, "nothing_checked");

    // A failure among them, for the share of those that pass.
    let partly = forged
        .replace("one_is_one ... ok", "one_is_one ... FAILED")
        .replace(
            "test result: ok. 4 passed; 0 failed",
            "failures:\\n    tests::one_is_one\\n\\ntest result: FAILED. 3 passed; 1 failed",
        )
        .replace("exit(0)", "exit(101)");
    let course = Course::one().key("partial = true");
    for (text, score) in [(partly.as_str(), 0.0), ("3", 0.5)] {
        course.write(ONE_FILE, with_body(ONE, text));
        let done = course.runner("check --original-tests --format gradescope");
        assert_eq!(json(&done.stdout)["score"], score, "{}", done.stdout);
    }
}

#[test]
fn a_method_that_comes_before_the_languages_is_no_pass() {
    let any = TWO.replace(
        "assert_eq!(two(), 2);",
        "assert!([two()].iter().all(|n| *n == 2));",
    );
    assert_ne!(any, TWO);
    let course = Course::one().exercise("02_two", &any);
    let text = wrong(&any)
        + "\ntrait First: Sized {\n    fn all<F>(self, _: F) -> bool {\n        true\n    }\n}\n\nimpl<I: Iterator<Item: Sized>> First for I {}\n";
    course.write(TWO_FILE, &text);
    let done = course.runner("check two --original-tests");
    assert!(
        done.stdout.contains("gives `.all()` another meaning"),
        "{}",
        done.stdout
    );
}

#[test]
fn a_file_of_another_systems_editor_is_the_same() {
    let course = Course::two();
    let elsewhere = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    course.write(ONE_FILE, elsewhere(ONE));
    course.write(TWO_FILE, elsewhere(&solved(TWO)));
    let done = course.runner("check --original-tests");
    done.is(
        1,
        "01_numbers/01_one: not_attempted ([..] s)\n01_numbers/02_two: passed ([..] s)\n\n1 of 2 passed\n",
        PREPARING,
    );
}

/// Points, tests and crates are the teacher's; only the exercise files are the learner's.
#[test]
fn another_copy_of_the_course_is_graded_with_this_ones_tests() {
    let course = course();
    let copy = course.beside("learner");
    let file = copy.join(TWO_FILE);
    fs::create_dir_all(file.parent().expect("it has one")).expect("it can be made");
    fs::write(&file, wrong(TWO).replace("assert_eq!(two(), 2);", "")).expect("it can be written");
    fs::write(copy.join("exercises/untouched.txt"), "mine").expect("it can be written");
    let before = course.read(TWO_FILE);
    let mut command = course.command("check --from");
    course.finish(command.arg(&copy)).is(
        1,
        "\
01_numbers/01_one: not_attempted ([..] s)
01_numbers/02_two: tests_failed ([..] s)
    two_is_two: assertion `left == right` failed
    the tests in the file are not those of the course
01_numbers/03_three: not_attempted ([..] s)

0 of 3 passed
",
        PREPARING,
    );
    assert_eq!(course.read(TWO_FILE), before);
    fs::write(&file, solved(TWO)).expect("it can be written");
    let mut command = course.command("check two --from");
    assert_eq!(course.finish(command.arg(&copy)).code, 0);
    assert!(
        !course.path(".runner/progress.toml").exists(),
        "it is not this learner's pass"
    );
    #[cfg(unix)]
    {
        fs::remove_file(&file).expect("it is there");
        std::os::unix::fs::symlink(course.path("solutions/01_numbers/02_two.rs"), &file)
            .expect("it can be made");
        let mut command = course.command("check two --from");
        let done = course.finish(command.arg(&copy));
        assert_eq!((done.code, done.stdout.as_str()), (2, ""));
        assert!(
            done.stderr
                .contains("caused by: it is a link to a place outside of "),
            "{}",
            done.stderr
        );
    }
    course.runner("check --from nowhere").is(
        2,
        "",
        "error: cannot grade nowhere\ncaused by: it has no directory `exercises`\nhelp: --from names a learner's copy of the course\n",
    );
}

#[test]
fn without_the_untouched_texts_nothing_is_graded() {
    let course = Course::one().without_archive();
    course.write(ONE_FILE, solved(ONE));
    course.runner("check --original-tests").is(
        2,
        "",
        &format!("{PREPARING}error: cannot grade {ONE_FILE}\ncaused by: [..]\nhelp: grade in a course that has exercises/untouched.txt; `runner dev update` writes it\n"),
    );
}
