//! `runner list` and `runner hint`: what there is, what is done, what helps.

use std::process::Stdio;

use crate::support::{Course, ONE, PREPARING, solved, with_body};

#[test]
fn the_roadmap_shows_levels_places_and_difficulty() {
    Course::roadmap().runner("list").is(
        0,
        "\
Tiny  [------------] 0/4

01_numbers  Numbers  [------------] 0/2
> [  ] 01_one                     One
  [  ] 02_two                     Two **

02_words  Words  [------------] 0/2
  [  ] 01_greet                   Say hello *** boss
  [  ] 02_two                     Two quiz
",
        "",
    );
}

#[test]
fn a_level_alone_says_what_it_is_about() {
    let course = Course::roadmap();
    for name in ["02_words", "words", "2", "02", "wo", "exercises/02_words/"] {
        course.runner(&format!("list {name}")).is(
            0,
            "\
02_words  Words  [------------] 0/2
  Numbers, spelled.
  needs 01_numbers
  [  ] 01_greet                   Say hello *** boss
  [  ] 02_two                     Two quiz
",
            "",
        );
    }
    course.runner("list wrods").is(
        2,
        "",
        "\
error: there is no level `wrods`
help: did you mean `words`?
help: `runner list` shows them all
",
    );
}

#[test]
fn a_pass_shows_in_the_list() {
    let course = Course::two();
    course.solve("01_numbers/01_one");
    assert_eq!(course.runner("run").code, 0);
    course.runner("list").is(
        0,
        "\
Tiny  [######------] 1/2

01_numbers  Numbers  [######------] 1/2
  [ok] 01_one                     One
> [  ] 02_two                     Two
",
        "",
    );
}

#[test]
fn programs_get_the_roadmap_as_json() {
    let course = Course::roadmap();
    course.write("exercises/01_numbers/01_one.rs", solved(ONE));
    course.runner("check one").is(
        0,
        "01_numbers/01_one: passed ([..] s)\n\n1 of 1 passed\n",
        PREPARING,
    );
    course.runner("goto greet").is(
        0,
        "02_words/01_greet: Say hello\nexercises/02_words/01_greet.rs\n",
        "",
    );

    let all = course.runner("list --json");
    all.is(
        0,
        r#"{
  "version": 1,
  "current": "02_words/01_greet",
  "exercises": [
    {
      "id": "01_numbers/01_one",
      "level": "01_numbers",
      "title": "One",
      "difficulty": null,
      "kind": "exercise",
      "done": true,
      "path": "exercises/01_numbers/01_one.rs",
      "topics": []
    },
    {
      "id": "01_numbers/02_two",
      "level": "01_numbers",
      "title": "Two",
      "difficulty": 2,
      "kind": "exercise",
      "done": false,
      "path": "exercises/01_numbers/02_two.rs",
      "topics": [
        "counting"
      ]
    },
    {
      "id": "02_words/01_greet",
      "level": "02_words",
      "title": "Say hello",
      "difficulty": 3,
      "kind": "boss",
      "done": false,
      "path": "exercises/02_words/01_greet.rs",
      "topics": []
    },
    {
      "id": "02_words/02_two",
      "level": "02_words",
      "title": "Two",
      "difficulty": null,
      "kind": "quiz",
      "done": false,
      "path": "exercises/02_words/02_two.rs",
      "topics": []
    }
  ]
}
"#,
        "",
    );
    let words = course.runner("list words --json");
    let document: serde_json::Value = serde_json::from_str(&words.stdout).expect("it is JSON");
    let ids: Vec<_> = document["exercises"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| &one["id"])
        .collect();
    assert_eq!(ids, ["02_words/01_greet", "02_words/02_two"]);
    assert_eq!(document["current"], "02_words/01_greet");
}

/// `runner list | head -1`
#[test]
fn a_reader_that_leaves_is_no_failure() {
    let course = Course::roadmap();
    for args in [
        "list",
        "list --json",
        "hint --all",
        "completions bash",
        "doctor",
    ] {
        let mut command = course.command(args);
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let done = child.wait_with_output().unwrap();
        assert_eq!(done.status.code(), Some(0), "{args}: {done:?}");
        assert_eq!(String::from_utf8_lossy(&done.stderr), "", "{args}");
    }
}

#[test]
fn colours_are_for_terminals_and_on_demand() {
    let course = Course::one();
    let plain = course.runner("list");
    assert!(!plain.stdout.contains('\x1b'), "{}", plain.stdout);
    let colored = course.runner("--color always list");
    assert!(colored.stdout.contains("\x1b[1m"), "{}", colored.stdout);
    // The same words either way: meaning never hangs on colour.
    assert_eq!(console::strip_ansi_codes(&colored.stdout), plain.stdout);
    let forced = course.finish(course.command("list").env("CLICOLOR_FORCE", "1"));
    assert_eq!(forced.stdout, colored.stdout);
    let refused = course.finish(
        course
            .command("list")
            .env("CLICOLOR_FORCE", "1")
            .env("NO_COLOR", "1"),
    );
    assert_eq!(refused.stdout, plain.stdout);
    assert_eq!(
        course.runner("list --color never --plain").stdout,
        plain.stdout
    );
}

#[test]
fn hints_come_one_at_a_time() {
    let course = Course::one();
    let nothing_yet =
        "01_numbers/01_one: no hint was shown yet; `runner hint` shows the first of 3.\n";
    let first = "01_numbers/01_one: hint 1 of 3\n  Which number comes after zero?\n";
    let second = "01_numbers/01_one: hint 2 of 3\n  A literal is an expression.\n";
    let third = "01_numbers/01_one: hint 3 of 3\n  For three one would write `3`.\n";
    course.runner("hint --again").is(0, nothing_yet, "");
    course.runner("hint").is(0, first, "");
    course.runner("hint --again").is(0, first, "");
    course.runner("hint one").is(0, second, "");
    course
        .runner("hint --again")
        .is(0, &format!("{first}\n{second}"), "");
    course
        .runner("hint exercises/01_numbers/01_one.rs")
        .is(0, third, "");
    course.runner("hint").is(
        0,
        &format!("{third}\nThat was the last one; --all shows them all.\n"),
        "",
    );
    course
        .runner("hint --all")
        .is(0, &format!("{first}\n{second}\n{third}"), "");
    assert_eq!(
        course.progress()["exercises"]["01_numbers/01_one"]["hints"].as_integer(),
        Some(3)
    );
}

#[test]
fn a_hint_for_what_fails_comes_first() {
    let course = Course::new()
        .level("01_numbers")
        .exercise("01_one", ONE)
        .key("hints = [\"First.\", \"Second.\", { text = \"Odd numbers.\", for = \"tests::it_is_odd\" }]");
    let id = "01_numbers/01_one";
    course
        .runner("hint")
        .is(0, &format!("{id}: hint 1 of 3\n  First.\n"), "");
    // The first claim holds, the second does not.
    course.write("exercises/01_numbers/01_one.rs", with_body(ONE, "2"));
    assert_eq!(course.runner("check").code, 1);
    let odd = format!("{id}: hint 2 of 3, for the claim it_is_odd\n  Odd numbers.\n");
    course.runner("hint").is(0, &odd, "");
    course
        .runner("hint")
        .is(0, &format!("{id}: hint 3 of 3\n  Second.\n"), "");
    course.runner("hint --again").is(
        0,
        &format!("{id}: hint 1 of 3\n  First.\n\n{odd}\n{id}: hint 3 of 3\n  Second.\n"),
        "",
    );
    let shown = &course.progress()["exercises"][id]["hints_shown"];
    assert_eq!(shown.to_string(), "[0, 2, 1]");
}

#[test]
fn all_hints_at_once_count_as_taken() {
    let course = Course::one();
    course.runner("hint --all").is(
        0,
        "[...]\n01_numbers/01_one: hint 3 of 3\n  For three one would write `3`.\n",
        "",
    );
    assert_eq!(
        course.progress()["exercises"]["01_numbers/01_one"]["hints"].as_integer(),
        Some(3)
    );
    course.runner("hint --all --again").is(
        2,
        "",
        "error: the argument '--all' cannot be used with '--again'\n\nUsage: runner hint --all [NAME]\n\nFor more information, try '--help'.\n",
    );
}

#[test]
fn an_exercise_may_have_no_hints() {
    let course = Course::two();
    course.runner("hint two").is(
        0,
        "01_numbers/02_two: there are no hints for this exercise.\n",
        "",
    );
    assert!(!course.path(".runner").exists(), "nothing is counted");
}

/// A hint is counted, the place stays.
#[test]
fn a_hint_for_another_exercise_does_not_move_the_place() {
    let course = Course::roadmap().key("hint = \"One hint.\"");
    course
        .runner("hint 2.2")
        .is(0, "02_words/02_two: hint 1 of 1\n  One hint.\n", "");
    course.runner("list").is(
        0,
        "[...]\n> [  ] 01_one                     One\n[...]\n",
        "",
    );
}

/// Long lines are wrapped at the width of a reader without a terminal, 100 columns.
#[test]
fn hints_are_wrapped() {
    let words = "word ".repeat(30);
    let course = Course::two().key(&format!("hint = \"{}\"", words.trim_end()));
    let hint = course.runner("hint two");
    assert_eq!(hint.code, 0);
    assert_eq!(hint.stdout.matches("word").count(), 30);
    assert!(
        hint.stdout.lines().all(|line| line.len() <= 100),
        "{}",
        hint.stdout
    );
}
