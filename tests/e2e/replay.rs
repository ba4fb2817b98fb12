//! Replayed compiler calls say what cargo says: on every kind of file, and after every kind of change around it.

use std::fmt;

use crate::support::{Course, ONE, PREPARING, with_body};

const FILE: &str = "exercises/01_numbers/01_one.rs";

const KIT: &str = "\
pub fn number() -> i32 {
    1
}

pub struct Bag(pub Vec<i32>);
";

/// The word that a verdict and cargo's end have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    Passes,
    Fails,
    DoesNotCompile,
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

/// What `cargo test` says of one binary, in a target directory of its own.
pub(crate) fn cargos_word(course: &Course, package: &str, bin: &str) -> Word {
    let mut cargo = course.cargo(&format!("test --quiet --package {package} --bin {bin}"));
    let done = course.finish(cargo.env("CARGO_TARGET_DIR", course.beside("cargos-target")));
    match done.code {
        0 => Word::Passes,
        101 if done.stderr.contains("error: could not compile") => Word::DoesNotCompile,
        // What the test binary ended with.
        _ => Word::Fails,
    }
}

/// The outcome that `check --format json` gives, untouched files included.
fn runners_word(course: &Course) -> Word {
    let done = course.runner("check --format json");
    let document: serde_json::Value =
        serde_json::from_str(&done.stdout).unwrap_or_else(|error| panic!("{error}: {done:?}"));
    let word = word(
        document["exercises"][0]["outcome"]
            .as_str()
            .expect("a word"),
    );
    assert_eq!(done.code, i32::from(word != Word::Passes), "{done:?}");
    word
}

pub(crate) fn word(outcome: &str) -> Word {
    match outcome {
        "passed" => Word::Passes,
        "does_not_compile" => Word::DoesNotCompile,
        "tests_failed" | "crashed" | "timed_out" => Word::Fails,
        other => panic!("no word for {other}"),
    }
}

/// An exercise whose untouched file is not any of the texts below, with a kit.
fn course() -> Course {
    Course::new()
        .kit(KIT)
        .level("01_numbers")
        .level_key("title = \"Numbers\"")
        .exercise("01_one", "fn main() {}\n")
}

fn with_kit(body: &str) -> String {
    with_body(ONE, body)
}

#[test]
fn verdicts_are_cargos() {
    let course = course();
    let files = [
        ("solved", with_kit("kit::number()"), Word::Passes),
        ("untouched", ONE.to_owned(), Word::Fails),
        ("failing", with_kit("kit::number() + 1"), Word::Fails),
        ("a type error", with_kit("kit::number() as f64"), Word::DoesNotCompile),
        ("a borrow error", with_kit("let bag = kit::Bag(vec![1]);\n    let all = bag.0;\n    bag.0[0] + all[0]"), Word::DoesNotCompile),
        ("a warning", with_kit("let unused = kit::number();\n    1"), Word::Passes),
        ("a panic in main", with_kit("1").replace("    println!(\"one is {}\", one());", "    one();\n    panic!(\"only main\");"), Word::Passes),
        ("an exit in a test", with_kit("std::process::exit(3)"), Word::Fails),
        ("a missing test", with_kit("1").replace("    #[test]\n    fn it_is_odd", "    #[allow(dead_code)]\n    fn it_is_odd"), Word::Passes),
        ("a crate that is not there", format!("use ndarray::Array1;\n{}", with_kit("1")), Word::DoesNotCompile),
        ("an overflow", with_kit("i32::MAX + kit::number()"), Word::Fails),
        ("a test that should panic", with_kit("1").replace("#[test]\n    fn it_is_odd() {", "#[test]\n    #[should_panic(expected = \"told\")]\n    fn it_is_odd() {\n        assert_eq!(one(), 2, \"told\");"), Word::Passes),
        ("a test with a result", with_kit("1").replace("fn it_is_odd() {", "fn it_is_odd() -> Result<(), String> {\n        Err(one().to_string())\n    }\n\n    #[test]\n    fn another() {"), Word::Fails),
        ("a word on standard output", with_kit("use std::io::Write;\n    std::io::stdout().write_all(b\"one\").unwrap();\n    1"), Word::Passes),
        ("its own source", with_kit("i32::from(include_str!(\"01_one.rs\").len() > 3)"), Word::Passes),
        ("its package", with_kit("env!(\"CARGO_PKG_VERSION\").len() as i32 - 4"), Word::Passes),
        ("its directory", with_kit("std::fs::read_dir(\"../kit\").is_ok().into()"), Word::Passes),
    ];
    let mut wrong = Vec::new();
    for (name, text, expected) in files {
        course.write(FILE, text);
        let cargo = cargos_word(&course, "level_01_numbers", "01_numbers_01_one");
        let runner = runners_word(&course);
        if (cargo, runner) != (expected, expected) {
            wrong.push(format!(
                "{name}: expected {expected}, cargo says {cargo}, the runner says {runner}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Runs, and asserts the verdict and whether cargo had to be asked.
#[track_caller]
fn verdict(course: &Course, environment: &[(&str, &str)], outcome: &str, asked: Asked) {
    let mut command = course.command("check");
    let done = course.finish(command.envs(environment.iter().copied()));
    let said = match asked {
        Asked::Cargo => PREPARING,
        Asked::Nobody => "",
    };
    let code = i32::from(outcome != "passed");
    done.is(
        code,
        &format!("01_numbers/01_one: {outcome} ([..]\n[...]\n"),
        said,
    );
}

#[derive(Clone, Copy)]
enum Asked {
    Cargo,
    Nobody,
}

#[test]
fn a_change_of_the_kit_reaches_the_verdict() {
    let course = course();
    course.write(FILE, with_kit("kit::number()"));
    verdict(&course, &[], "passed", Asked::Cargo);
    verdict(&course, &[], "passed", Asked::Nobody);
    let another = KIT.replace("    1\n", "    2\n");
    course.write("exercises/kit/src/lib.rs", &another);
    verdict(&course, &[], "tests_failed", Asked::Cargo);
    verdict(&course, &[], "tests_failed", Asked::Nobody);
    // A file that the kit did not have before.
    course.write("exercises/kit/src/lib.rs", "mod more;\npub use more::*;\n");
    course.write("exercises/kit/src/more.rs", KIT);
    verdict(&course, &[], "passed", Asked::Cargo);
    course.write("exercises/kit/src/more.rs", another);
    verdict(&course, &[], "tests_failed", Asked::Cargo);
    course.write(
        "exercises/kit/src/more.rs",
        "pub fn number() -> u8 {\n    1\n}\n",
    );
    verdict(&course, &[], "does_not_compile", Asked::Cargo);
}

/// Somebody else builds with cargo in the same target directory, on another text of the kit.
#[test]
fn a_kit_that_another_cargo_has_built_is_not_taken_for_ours() {
    let course = course();
    course.write(FILE, with_kit("kit::number()"));
    verdict(&course, &[], "passed", Asked::Cargo);
    course.write(
        "exercises/kit/src/lib.rs",
        KIT.replace("    1\n", "    2\n"),
    );
    let built = course.finish(&mut course.cargo("test --quiet --package level_01_numbers"));
    assert_eq!(built.code, 101, "{built:?}");
    course.write("exercises/kit/src/lib.rs", KIT);
    // The sources are again what they were when the command was recorded. What the runner had built is its own.
    course.write(FILE, with_kit("kit::number() + 0"));
    verdict(&course, &[], "passed", Asked::Nobody);
}

#[test]
fn flags_reach_the_verdict() {
    let course = course();
    course.write(FILE, with_kit("if cfg!(loud) { 5 } else { 1 }"));
    let flags = [("RUSTFLAGS", "--cfg loud --check-cfg cfg(loud)")];
    let quiet = [("RUSTFLAGS", "--check-cfg cfg(loud)")];
    verdict(&course, &quiet, "passed", Asked::Cargo);
    verdict(&course, &flags, "tests_failed", Asked::Cargo);
    verdict(&course, &flags, "tests_failed", Asked::Nobody);
    verdict(&course, &quiet, "passed", Asked::Cargo);
    course.write(
        ".cargo/config.toml",
        "[build]\nrustflags = [\"--cfg\", \"loud\", \"--check-cfg\", \"cfg(loud)\"]\n",
    );
    verdict(&course, &[], "tests_failed", Asked::Cargo);
    verdict(&course, &[], "tests_failed", Asked::Nobody);
    course.remove(".cargo/config.toml");
    verdict(&course, &[], "passed", Asked::Cargo);
}

#[test]
fn profiles_reach_the_verdict() {
    let course = course();
    course.write(
        FILE,
        with_kit(
            "let largest = std::hint::black_box(i32::MAX);\n    -(largest + 2) - i32::MAX + 1",
        ),
    );
    verdict(&course, &[], "tests_failed", Asked::Cargo);
    course.edit(
        "Cargo.toml",
        "[profile.dev]\n",
        "[profile.dev]\noverflow-checks = false\n",
    );
    verdict(&course, &[], "passed", Asked::Cargo);
    verdict(&course, &[], "passed", Asked::Nobody);
    let checked = [("CARGO_PROFILE_DEV_OVERFLOW_CHECKS", "true")];
    verdict(&course, &checked, "tests_failed", Asked::Cargo);
}

#[test]
fn features_reach_the_verdict() {
    let course = course();
    course.write(
        "exercises/kit/src/lib.rs",
        "pub fn number() -> i32 {\n    if cfg!(feature = \"loud\") { 5 } else { 1 }\n}\n",
    );
    course.write(FILE, with_kit("kit::number()"));
    verdict(&course, &[], "passed", Asked::Cargo);
    course.edit(
        "exercises/01_numbers/Cargo.toml",
        "{ path = \"../kit\" }",
        "{ path = \"../kit\", features = [\"loud\"] }",
    );
    verdict(&course, &[], "tests_failed", Asked::Cargo);
    verdict(&course, &[], "tests_failed", Asked::Nobody);
}

/// An exercise that needs an optional dependency lists it under `required-features`; the others do not wait for it.
#[test]
fn a_feature_that_one_exercise_needs_is_built_for_that_one() {
    let course = course().exercise("02_two", "fn main() {}\n");
    let manifest = course.read("exercises/01_numbers/Cargo.toml");
    let manifest = manifest
        .replace(
            "path = \"02_two.rs\"\n",
            "path = \"02_two.rs\"\nrequired-features = [\"heavy\"]\n",
        )
        .replace(
            "{ path = \"../kit\" }\n",
            "{ path = \"../kit\", optional = true }\n\n[features]\nheavy = [\"dep:kit\"]\n",
        );
    course.write("exercises/01_numbers/Cargo.toml", manifest);
    course.write(FILE, with_kit("kit::number()"));
    course.write("exercises/01_numbers/02_two.rs", with_kit("kit::number()"));
    course
        .runner("run two")
        .is(0, "01_numbers/02_two: passed ([..] s)\n[...]\n", PREPARING);
    course.runner("run one").is(
        1,
        "01_numbers/01_one: does_not_compile ([..] s)\n\nerror[E0433]: [..]\n[...]\n",
        PREPARING,
    );
    course.write(FILE, with_kit("1"));
    course
        .runner("run one")
        .is(0, "01_numbers/01_one: passed ([..] s)\n[...]\n", "");
    course
        .runner("run two")
        .is(0, "01_numbers/02_two: passed ([..] s)\n[...]\n", "");
}

/// Files that an exercise includes are part of what is judged.
#[test]
fn an_included_file_is_part_of_the_text() {
    let course = course();
    course.write("exercises/01_numbers/data/number.txt", "1");
    course.write(
        FILE,
        with_kit("include_str!(\"data/number.txt\").parse().unwrap()"),
    );
    verdict(&course, &[], "passed", Asked::Cargo);
    course.write("exercises/01_numbers/data/number.txt", "2");
    verdict(&course, &[], "tests_failed", Asked::Nobody);
    course.remove("exercises/01_numbers/data/number.txt");
    verdict(&course, &[], "does_not_compile", Asked::Nobody);
    course.write("exercises/01_numbers/data/number.txt", "1");
    verdict(&course, &[], "passed", Asked::Nobody);
}

/// What cargo cleaned is built again.
#[test]
fn a_cleaned_target_directory_is_filled_again() {
    let course = course();
    course.write(FILE, with_kit("kit::number()"));
    verdict(&course, &[], "passed", Asked::Cargo);
    std::fs::remove_dir_all(course.path("target")).unwrap();
    verdict(&course, &[], "passed", Asked::Cargo);
    let elsewhere = course.beside("elsewhere").display().to_string();
    verdict(
        &course,
        &[("CARGO_TARGET_DIR", &elsewhere)],
        "passed",
        Asked::Cargo,
    );
    assert!(course.beside("elsewhere/runner").is_dir());
}
