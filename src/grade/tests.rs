//! Every format on the same verdicts: held against a file in `tests/grade/`, and read back by a reader of its own.
//!
//! `GOLDEN=write cargo test --lib grade` writes the files anew; look at the difference before you keep it.

mod read_back;
mod schema;

use std::{path::Path, time::Duration};

use super::*;
use crate::{
    catalog::Catalog,
    diagnostics::{Diagnostic, Level, Place},
    training::Training,
    verdict::{
        Compiler, Crash, Failure, Unproven,
        origin::{Origin, Whose},
    },
};

const ORIGINAL: &str = "fn a() {}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn first() {\n        let x = 1;\n        assert_eq!(a(), x);\n    }\n\n    #[test]\n    fn second() {\n        assert!(true);\n    }\n}\n";

/// Everything that a document must survive.
const NASTY: &str = "left == \"right\" & <b> ]]> 100%\n::set-output name=x::y\n```\n| a \\ b # c\n\x1b[31mred\x1b[0m \0 \u{7} end";

fn course() -> Catalog {
    catalog_with("kind = \"boss\"\ntopics = [\"counting\"]")
}

fn catalog_with(first: &str) -> Catalog {
    let mut info =
        "format_version = 1\ntitle = \"Tiny & <small>\"\n[[levels]]\ndir = \"01_numbers\"\n"
            .to_owned();
    for (name, keys) in [
        ("01_passed", first),
        ("02_tests_failed", "points = 4\npartial = true"),
        ("03_does_not_compile", ""),
        ("04_timed_out", "points = 0.5"),
        ("05_crashed", ""),
        ("06_nothing_checked", ""),
        ("07_not_attempted", "points = 2"),
        ("08_tests_modified", ""),
        ("09_main", "test = false"),
    ] {
        info.push_str(&format!(
            "[[exercises]]\nname = \"{name}\"\ndir = \"01_numbers\"\n{keys}\n"
        ));
    }
    Catalog::parse(Path::new("/course"), &info).unwrap()
}

fn test(name: &str, outcome: TestOutcome) -> Test {
    Test {
        name: format!("tests::{name}"),
        outcome,
    }
}

fn both_passed() -> Verdict {
    Verdict::Passed {
        tests: vec![
            test("first", TestOutcome::Passed),
            test("second", TestOutcome::Passed),
        ],
        warnings: Vec::new(),
        output: String::new(),
    }
}

fn verdicts() -> Vec<Verdict> {
    let failure = Failure {
        message: NASTY.to_owned(),
        file: "exercises/01_numbers/02_tests_failed.rs".to_owned(),
        line: 9,
        output: format!("::stop-commands::x\n{NASTY}"),
        origin: Origin {
            whose: Some(Whose::Test),
            ..Origin::default()
        },
    };
    let error = Diagnostic {
        level: Level::Error,
        code: Some("E0308".to_owned()),
        message: "mismatched types: `Vec<&str>`, 100%".to_owned(),
        place: Some(Place {
            file: "exercises/01_numbers/03_does_not_compile.rs".to_owned(),
            line: 2,
            column: 5,
        }),
        spans: Vec::new(),
        children: Vec::new(),
        rendered: "\x1b[1merror[E0308]\x1b[0m: mismatched types: `Vec<&str>`, 100%\n --> exercises/01_numbers/03_does_not_compile.rs:2:5\n".to_owned(),
    };
    vec![
        both_passed(),
        Verdict::TestsFailed {
            tests: vec![
                test("first", TestOutcome::Failed(failure)),
                test("second", TestOutcome::Passed),
            ],
            warnings: Vec::new(),
        },
        Verdict::DoesNotCompile {
            by: Compiler::Rustc,
            diagnostics: vec![error],
            other: String::new(),
        },
        Verdict::TimedOut {
            limit: Duration::from_secs(10),
            tests: vec![
                test("first", TestOutcome::Passed),
                Test {
                    name: "second".to_owned(),
                    outcome: TestOutcome::NotRun,
                },
            ],
            running: Some("tests::second".to_owned()),
            last_line: Some("step ]]> 7".to_owned()),
        },
        Verdict::Crashed {
            crash: Crash::LeftEarly { code: 0 },
            tests: vec![
                Test {
                    name: "first".to_owned(),
                    outcome: TestOutcome::NotRun,
                },
                Test {
                    name: "second".to_owned(),
                    outcome: TestOutcome::NotRun,
                },
            ],
            running: Some("tests::first".to_owned()),
            output: "\nrunning 2 tests\ntest tests::first ... ok\n::error::forged\n".to_owned(),
        },
        Verdict::NothingChecked {
            why: Unproven::TestsGone {
                missing: vec!["first".to_owned(), "second".to_owned()],
            },
        },
        Verdict::NotAttempted { verdict: None },
        both_passed(),
        Verdict::Passed {
            tests: Vec::new(),
            warnings: Vec::new(),
            output: "hello\n".to_owned(),
        },
    ]
}

fn graded(catalog: &Catalog) -> Vec<Graded<'_>> {
    catalog
        .exercises()
        .iter()
        .zip(verdicts())
        .enumerate()
        .map(|(at, (exercise, verdict))| Graded {
            exercise,
            checked: Checked {
                verdict,
                took: Duration::from_millis(100 + at as u64),
                hash: String::new(),
                cached: at == 0,
                training: Training::default(),
            },
            original: Some(ORIGINAL.to_owned()),
            tests_modified: matches!(at, 5 | 7),
        })
        .collect()
}

/// The course, and what was judged in it, for as long as `look` looks.
fn with_graded<T>(look: impl FnOnce(&Catalog, &[Graded]) -> T) -> T {
    let catalog = course();
    look(&catalog, &graded(&catalog))
}

#[track_caller]
fn is_as_in(file: &str, document: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/grade")
        .join(file);
    if std::env::var_os("GOLDEN").is_some_and(|value| value == "write") {
        std::fs::write(&path, document).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    for (at, (new, old)) in document.lines().zip(golden.lines()).enumerate() {
        assert_eq!(new, old, "line {} of {}", at + 1, path.display());
    }
    assert_eq!(document, golden, "{}", path.display());
}

#[test]
fn every_format_writes_what_it_wrote() {
    with_graded(|catalog, graded| {
        is_as_in("json.json", &json::document(catalog, graded).unwrap());
        is_as_in("junit.xml", &junit::document(catalog, graded));
        is_as_in("github.txt", &github::annotations(catalog, graded, "token"));
        is_as_in("github.md", &github::summary(catalog, graded));
        is_as_in("gradescope.json", &gradescope::document(catalog, graded));
        is_as_in("classroom.json", &classroom::document(catalog, graded));
        is_as_in("tap.tap", &tap::document(catalog, graded));
        is_as_in("exercism.json", &exercism::document(catalog, graded));
    });
}

#[test]
fn points_are_for_passes_and_shares_of_tests_where_the_course_says_so() {
    with_graded(|_, graded| {
        let scores: Vec<f64> = graded.iter().map(Graded::score).collect();
        assert_eq!(scores, [3.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0]);
        assert_eq!(Sum::of(graded).line(), "3 of 9 passed, 7 of 14.5 points");
    });
}

#[test]
fn tests_of_ones_own_earn_nothing() {
    let catalog = course();
    let mut graded = graded(&catalog);
    let one = &mut graded[1];
    let Verdict::TestsFailed { tests, .. } = &mut one.checked.verdict else {
        panic!();
    };
    tests.extend((0..20).map(|n| test(&format!("own_{n}"), TestOutcome::Passed)));
    assert_eq!(one.score(), 2.0, "one of the two that are the course's");
    let exact = catalog_with("points = 0.125");
    assert_eq!(self::graded(&exact)[0].score(), 0.125, "no more, no less");
    one.original = None;
    assert_eq!(one.score(), 3.82, "21 of 22, where nobody knows better");
}

#[test]
fn tests_of_the_same_names_earn_nothing_either() {
    let catalog = course();
    let mut graded = graded(&catalog);
    let one = &mut graded[1];
    let Verdict::TestsFailed { tests, .. } = &mut one.checked.verdict else {
        panic!();
    };
    tests.extend(["first", "second"].map(|name| Test {
        name: format!("mine::{name}"),
        outcome: TestOutcome::Passed,
    }));
    assert_eq!(one.score(), 2.0);
}

#[test]
fn nothing_at_all_is_a_document_too() {
    let catalog = course();
    for document in [
        junit::document(&catalog, &[]),
        github::document(&catalog, &[]),
        github::summary(&catalog, &[]),
        gradescope::document(&catalog, &[]),
        classroom::document(&catalog, &[]),
        tap::document(&catalog, &[]),
        exercism::document(&catalog, &[]),
    ] {
        assert!(document.ends_with('\n'), "{document}");
    }
}
