//! Each document read by something that does not know how it was written.

use serde_json::Value;

use super::{classroom, course, exercism, github, graded, gradescope, junit, tap, with_graded};
use crate::grade::{Graded, Sum};

const WHAT_REMAINS_OF_NASTY: &str = "left == \"right\" & <b> ]]> 100%\n::set-output name=x::y\n```\n| a \\ b # c\nred \u{fffd} \u{fffd} end";

fn read(document: &str) -> Value {
    serde_json::from_str(document).unwrap_or_else(|error| panic!("{error}:\n{document}"))
}

fn strings<'a>(list: &'a Value, key: &str) -> Vec<&'a str> {
    let list = list.as_array().unwrap();
    list.iter().map(|one| one[key].as_str().unwrap()).collect()
}

#[test]
fn junit() {
    let document = with_graded(junit::document);
    let xml = roxmltree::Document::parse(&document).unwrap();
    let root = xml.root_element();
    let number = |node: roxmltree::Node, name: &str| -> usize {
        node.attribute(name).unwrap().parse().unwrap()
    };
    let elements = |node: roxmltree::Node, name: &str| {
        node.descendants()
            .filter(|node| node.has_tag_name(name))
            .count()
    };
    for (attribute, element) in [
        ("tests", "testcase"),
        ("failures", "failure"),
        ("errors", "error"),
    ] {
        assert_eq!(
            number(root, attribute),
            elements(root, element),
            "{attribute}"
        );
    }
    let suites: Vec<_> = root
        .children()
        .filter(roxmltree::Node::is_element)
        .collect();
    for suite in &suites {
        for (attribute, element) in [
            ("tests", "testcase"),
            ("failures", "failure"),
            ("errors", "error"),
            ("skipped", "skipped"),
        ] {
            assert_eq!(
                number(*suite, attribute),
                elements(*suite, element),
                "{attribute}"
            );
        }
    }
    let failure = suites[1]
        .descendants()
        .find(|node| node.has_tag_name("failure"))
        .unwrap();
    assert_eq!(
        failure.attribute("message"),
        Some("left == \"right\" & <b> ]]> 100%")
    );
    assert!(
        failure.text().unwrap().starts_with(WHAT_REMAINS_OF_NASTY),
        "{:?}",
        failure.text()
    );
    let modified: Vec<_> = suites
        .iter()
        .map(|suite| {
            let mut all = suite.descendants();
            let property = all.find(|node| node.attribute("name") == Some("tests_modified"));
            property.unwrap().attribute("value").unwrap() == "true"
        })
        .collect();
    assert_eq!(
        modified,
        [false, false, false, false, false, true, false, true, false]
    );
    let kinds: Vec<_> = suites
        .iter()
        .filter_map(|suite| suite.descendants().find_map(|node| node.attribute("type")))
        .collect();
    assert_eq!(
        kinds,
        [
            "tests_failed",
            "does_not_compile",
            "timed_out",
            "crashed",
            "nothing_checked"
        ]
    );
}

#[test]
fn gradescope() {
    let document = read(&with_graded(gradescope::document));
    let tests = document["tests"].as_array().unwrap();
    let sum = |key: &str| -> f64 { tests.iter().map(|test| test[key].as_f64().unwrap()).sum() };
    assert_eq!(document["score"].as_f64(), Some(sum("score")));
    assert_eq!((sum("score"), sum("max_score")), (7.0, 14.5));
    assert_eq!(document["visibility"], "visible");
    for test in tests {
        let (score, most) = (
            test["score"].as_f64().unwrap(),
            test["max_score"].as_f64().unwrap(),
        );
        assert!((0.0..=most).contains(&score));
        assert!(["passed", "failed"].contains(&test["status"].as_str().unwrap()));
        assert!(
            test["output"].is_string() && test["tags"].is_array() && test["number"].is_string()
        );
    }
    assert_eq!(tests[1]["number"], "1.2");
    assert_eq!(
        tests[0]["tags"],
        serde_json::json!(["01_numbers", "counting"])
    );
    assert_eq!(tests[5]["extra_data"]["tests_modified"], true);
    assert_eq!(tests[6]["output"], "not attempted");
    assert!(tests[1]["output"].as_str().unwrap().contains("]]> 100%"));
}

#[test]
fn classroom() {
    let document = read(&with_graded(classroom::document));
    assert_eq!(
        (
            &document["version"],
            &document["status"],
            &document["max_score"]
        ),
        (&1.into(), &"error".into(), &14.5.into())
    );
    assert_eq!(
        strings(&document["tests"], "status"),
        [
            "pass", "fail", "error", "error", "error", "fail", "fail", "pass", "pass"
        ]
    );
    assert_eq!(document["tests"][1]["line_no"], 9);
    assert_eq!(
        document["tests"][2]["filename"],
        "exercises/01_numbers/03_does_not_compile.rs"
    );
    assert_eq!(document["tests"][2]["line_no"], 2);
    let catalog = course();
    let line = classroom::output_line(&graded(&catalog));
    let text = line
        .strip_prefix("result=")
        .unwrap()
        .strip_suffix('\n')
        .unwrap();
    assert_eq!(read(&String::from_utf8(decoded(text)).unwrap()), document);
}

/// The other direction, by tables and remainders instead of shifts.
fn decoded(text: &str) -> Vec<u8> {
    let alphabet: Vec<char> = ('A'..='Z')
        .chain('a'..='z')
        .chain('0'..='9')
        .chain(['+', '/'])
        .collect();
    let digits = text
        .trim_end_matches('=')
        .chars()
        .map(|c| alphabet.iter().position(|&other| other == c).unwrap());
    let bits: String = digits.map(|digit| format!("{digit:06b}")).collect();
    let bytes = bits.as_bytes().chunks_exact(8);
    bytes
        .map(|byte| u8::from_str_radix(std::str::from_utf8(byte).unwrap(), 2).unwrap())
        .collect()
}

#[test]
fn exercism() {
    let document = read(&with_graded(exercism::document));
    assert_eq!(
        (&document["version"], &document["status"]),
        (&3.into(), &"fail".into())
    );
    let tests = document["tests"].as_array().unwrap();
    let tasks: Vec<u64> = tests
        .iter()
        .map(|test| test["task_id"].as_u64().unwrap())
        .collect();
    assert!(
        tasks.is_sorted() && tasks.first() == Some(&1) && tasks.last() == Some(&9),
        "{tasks:?}"
    );
    for test in tests {
        let passed = test["status"] == "pass";
        assert_eq!(passed, test.get("message").is_none(), "{test}");
        assert!(test["output"].as_str().unwrap_or_default().chars().count() <= 500);
    }
    assert_eq!(tests[0]["test_code"], "let x = 1;\nassert_eq!(a(), x);");
    assert_eq!(
        document["tests_modified"],
        serde_json::json!([
            "01_numbers/06_nothing_checked",
            "01_numbers/08_tests_modified"
        ])
    );

    let catalog = course();
    let all = graded(&catalog);
    let compile: Vec<Graded> = all.into_iter().skip(2).take(1).collect();
    let document = read(&exercism::document(&catalog, &compile));
    assert_eq!(document["status"], "error");
    assert!(
        document["message"]
            .as_str()
            .unwrap()
            .contains("error[E0308]")
    );
}

/// Name, properties, message.
type Command = (String, Vec<(String, String)>, String);

/// A command of GitHub Actions, taken apart as its runner does it.
fn command(line: &str) -> Option<Command> {
    let (head, message) = line.trim_start().strip_prefix("::")?.split_once("::")?;
    let unescaped = |text: &str| {
        text.replace("%2C", ",")
            .replace("%3A", ":")
            .replace("%0A", "\n")
            .replace("%0D", "\r")
            .replace("%25", "%")
    };
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let properties = properties
        .split(',')
        .filter_map(|one| one.split_once('='))
        .map(|(name, value)| (name.to_owned(), unescaped(value)))
        .collect();
    Some((name.to_owned(), properties, unescaped(message)))
}

/// The names of the commands that are carried out.
fn carried_out(log: &str) -> Vec<String> {
    let mut stopped: Option<String> = None;
    let mut names = Vec::new();
    for line in log.lines() {
        let Some((name, _, message)) = command(line) else {
            continue;
        };
        match &stopped {
            Some(token) if *token == name => stopped = None,
            Some(_) => {}
            None if name == "stop-commands" => stopped = Some(message),
            None => names.push(name),
        }
    }
    names
}

#[test]
fn github() {
    let log = with_graded(|catalog, graded| github::annotations(catalog, graded, "token"));
    let commands: Vec<_> = log
        .lines()
        .map(|line| command(line).unwrap_or_else(|| panic!("{line}")))
        .collect();
    let names: Vec<&str> = commands.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "error", "error", "error", "error", "error", "warning", "warning", "notice"
        ]
    );
    let property = |at: usize, name: &str| {
        let mut properties = commands[at].1.iter();
        properties
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.as_str())
    };
    assert_eq!(
        property(0, "file"),
        Some("exercises/01_numbers/02_tests_failed.rs")
    );
    assert_eq!(
        property(0, "title"),
        Some("01_numbers/02_tests_failed: tests_failed")
    );
    assert_eq!(
        (property(0, "line"), property(1, "line"), property(1, "col")),
        (Some("9"), Some("2"), Some("5"))
    );
    assert!(
        commands[0].2.contains("::set-output name=x::y\n"),
        "{}",
        commands[0].2
    );
    assert_eq!(commands[7].2, "3 of 9 passed, 7 of 14.5 points");
}

#[test]
fn learners_give_no_commands() {
    let catalog = course();
    let many: Vec<Graded> = (0..4).flat_map(|_| graded(&catalog)).collect();
    let log = github::annotations(&catalog, &many, "0123");
    assert!(
        log.lines()
            .any(|line| line.trim_start().starts_with("::set-output")),
        "the log has what they printed"
    );
    let mut names = carried_out(&log);
    names.sort();
    names.dedup();
    assert_eq!(names, ["endgroup", "error", "group", "notice", "warning"]);
    let summary = with_graded(github::summary);
    assert!(summary.contains("````text\n"), "{summary}");
    assert_eq!(summary.matches("| 01\\_numbers/").count(), 9);
}

/// One line of TAP with those that belong to it.
#[derive(Debug)]
struct Point {
    ok: bool,
    number: usize,
    description: String,
    directive: String,
    inner: Vec<Point>,
    yaml: Vec<(String, Value)>,
}

/// Reads TAP 14 at one depth; panics at what is not TAP.
fn points(lines: &mut std::iter::Peekable<std::str::Lines>, indent: &str) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    let mut plan = None;
    let mut inner = Vec::new();
    while let Some(line) = lines.peek().copied() {
        let Some(line) = line.strip_prefix(indent) else {
            break;
        };
        if line.starts_with("    ") {
            let deeper = format!("{indent}    ");
            inner = self::points(lines, &deeper);
            continue;
        }
        lines.next();
        if let Some(number) = line.strip_prefix("1..") {
            plan = Some(number.parse::<usize>().unwrap());
        } else if line == "  ---" {
            let point = points.last_mut().expect("YAML belongs to a point");
            for line in lines.by_ref() {
                let line = line
                    .strip_prefix(indent)
                    .and_then(|line| line.strip_prefix("  "))
                    .expect("YAML is indented");
                if line == "..." {
                    break;
                }
                let (key, value) = line.split_once(": ").unwrap();
                point.yaml.push((key.to_owned(), read(value)));
            }
        } else if !line.starts_with('#') {
            let (ok, rest) = match line.strip_prefix("not ok ") {
                Some(rest) => (false, rest),
                None => (
                    true,
                    line.strip_prefix("ok ").unwrap_or_else(|| panic!("{line}")),
                ),
            };
            let (number, rest) = rest.split_once(" - ").unwrap();
            let (description, directive) = rest.split_once(" # ").unwrap_or((rest, ""));
            points.push(Point {
                ok,
                number: number.parse().unwrap(),
                description: description.to_owned(),
                directive: directive.to_owned(),
                inner: std::mem::take(&mut inner),
                yaml: Vec::new(),
            });
        }
    }
    assert_eq!(plan, Some(points.len()), "the plan holds");
    for (at, point) in points.iter().enumerate() {
        assert_eq!(point.number, at + 1);
        let broken = point.inner.iter().any(|inner| !inner.ok);
        assert!(point.inner.is_empty() || point.ok != broken, "{point:?}");
    }
    points
}

#[test]
fn tap() {
    let document = with_graded(tap::document);
    let mut lines = document.lines().peekable();
    assert_eq!(lines.next(), Some("TAP version 14"));
    let points = points(&mut lines, "");
    assert_eq!(lines.next(), None);
    let read: Vec<_> = points
        .iter()
        .map(|point| (point.ok, point.inner.len(), point.directive.as_str()))
        .collect();
    assert_eq!(
        read,
        [
            (true, 2, ""),
            (false, 2, ""),
            (false, 1, ""),
            (false, 2, ""),
            (false, 2, ""),
            (false, 1, ""),
            (true, 0, "SKIP not attempted"),
            (true, 2, ""),
            (true, 1, ""),
        ]
    );
    let yaml = |point: &Point, key: &str| {
        let mut found = point.yaml.iter();
        found
            .find(|(other, _)| other == key)
            .map(|(_, value)| value.clone())
    };
    let failed = &points[1].inner[0];
    assert_eq!(failed.description, "first");
    assert_eq!(
        yaml(failed, "message"),
        Some("left == \"right\" & <b> ]]> 100%".into())
    );
    assert!(
        yaml(failed, "details")
            .unwrap()
            .as_str()
            .unwrap()
            .starts_with(WHAT_REMAINS_OF_NASTY)
    );
    assert_eq!(
        yaml(failed, "at"),
        Some(serde_json::json!({ "file": "exercises/01_numbers/02_tests_failed.rs", "line": 9 }))
    );
    let modified: Vec<_> = points
        .iter()
        .map(|point| yaml(point, "tests_modified") == Some(true.into()))
        .collect();
    assert_eq!(
        modified,
        [false, false, false, false, false, true, false, true, false]
    );
}

#[test]
fn the_sum_is_that_of_the_course() {
    with_graded(|_, graded| {
        let sum = Sum::of(graded);
        assert_eq!(
            (sum.passed, sum.total, sum.score, sum.points),
            (3, 9, 7.0, 14.5)
        );
    });
}
