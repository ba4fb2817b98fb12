//! `runner watch` on a terminal: saves of every kind, keys at any time, sizes, and leaving it as it was.

use std::{
    fs,
    time::{Duration, Instant},
};

use rustix::process::Signal;

use crate::{
    screen::Screen,
    support::{
        Course, ONE, TWO, matches, nothing_runs_in, running_in, signal, solved, until, with_body,
        wrong,
    },
};

const FILE: &str = "exercises/01_numbers/01_one.rs";
const ESCAPE: &str = "\x1b";
const CTRL_C: &str = "\x03";
const CTRL_Z: &str = "\x1a";

/// [`ONE`], failing with a message of its own.
fn saying(message: &str) -> String {
    with_body(ONE, &format!("panic!(\"{message}\")"))
}

/// A test that sleeps for longer than anybody waits.
const SLEEPS: &str = "loop { std::thread::sleep(std::time::Duration::from_secs(1)) }";

#[test]
fn from_the_first_save_to_the_last() {
    let course = Course::two();
    let mut screen = Screen::start(&course, "watch");
    screen.settles("still to write: the number after zero");
    let expected = "\
01_numbers  [------------] 0/2   course [------------] 0/2
1. One
exercises/01_numbers/01_one.rs
--------------------------------------------------------------------------------
Not started yet: edit exercises/01_numbers/01_one.rs and save. This is what a
check says until then.

[FAIL] one_is_one
[FAIL] it_is_odd

First to fail: one_is_one
  exercises/01_numbers/01_one.rs:2
  still to write: the number after zero

f opens the other failure






--------------------------------------------------------------------------------
not attempted in [..] s   waiting for a save[..]
h: hint   l: list   n: next   s: solution   x: reset   ?: help   q: quit";
    assert!(matches(expected, &screen.text()), "{}", screen.text());
    assert!(screen.in_alternate_screen() && screen.hides_cursor());
    assert!(screen.raw().contains("\x1b[1m"), "terminals get colours");

    course.write(FILE, wrong(ONE));
    screen.settles("left: 3");
    assert!(
        screen
            .text()
            .contains("[FAIL] one_is_one\n  [ok] it_is_odd\n"),
        "{}",
        screen.text()
    );
    course.write(FILE, with_body(ONE, "missing()"));
    screen.settles("cannot find function `missing`");

    // Solved: the next one comes, and what was learned stays above it.
    course.write(FILE, solved(ONE));
    screen.until("the panel with the demo", |text| {
        text.contains("[ok] 01_numbers/01_one solved, 2 tests")
            && text.contains("A function's last expression is its value.")
            && text.contains("one is 1")
            && text.contains("solution to compare with: solutions/01_numbers/01_one.rs")
            && text.contains("Next: Two")
            && text.contains("exercises/01_numbers/02_two.rs")
            && text.contains("01_numbers  [######------] 1/2")
    });
    // The first save of the next one clears it.
    screen.settles("not attempted in");
    course.write("exercises/01_numbers/02_two.rs", wrong(TWO));
    screen.settles("left: 3");
    assert!(
        !screen.text().contains("solved, 2 tests"),
        "{}",
        screen.text()
    );

    course.write("exercises/01_numbers/02_two.rs", solved(TWO));
    screen.settles("That was the last one: the whole course is solved.");
    screen.press("n");
    screen.shows("there is no other exercise left to do");
    screen.press("q");
    let (code, text) = screen.end();
    assert_eq!(code, 0);
    assert_eq!(
        text.trim_end(),
        "2 of 2 solved; you are at exercises/01_numbers/02_two.rs"
    );
    assert_eq!(
        course.progress()["exercises"]["01_numbers/01_one"]["attempts"].as_integer(),
        Some(2)
    );
}

/// Vim, Emacs, VS Code and others each have a way of their own.
#[test]
fn every_editors_way_of_saving_is_seen() {
    let course = Course::one();
    let path = course.path(FILE);
    let beside = course.path("exercises/01_numbers/01_one.rs~");
    let mut screen = Screen::start(&course, "watch");
    screen.settles("still to write");
    type Save<'a> = (&'a str, &'a dyn Fn(&str));
    let saves: [Save; 4] = [
        ("truncated and written", &|text| {
            fs::write(&path, text).unwrap()
        }),
        ("written and renamed", &|text| {
            fs::write(&beside, text).unwrap();
            fs::rename(&beside, &path).unwrap();
        }),
        ("kept as a backup and written anew", &|text| {
            fs::rename(&path, &beside).unwrap();
            fs::write(&path, text).unwrap();
            fs::remove_file(&beside).unwrap();
        }),
        ("deleted and created", &|text| {
            fs::remove_file(&path).unwrap();
            fs::write(&path, text).unwrap();
        }),
    ];
    for round in 1..=2 {
        for (way, save) in saves {
            let message = format!("{way} in round {round}");
            save(&saying(&message));
            screen.settles(&message);
        }
    }
    fs::write(&beside, solved(ONE)).unwrap();
    fs::rename(&beside, &path).unwrap();
    screen.settles("01_numbers/01_one solved");
}

/// The verdict on the newest text comes without waiting for the older one, whose own never shows.
#[test]
fn a_save_during_a_run_starts_anew() {
    let course = Course::one().key("seconds = 100");
    course.write(
        FILE,
        with_body(
            ONE,
            "std::thread::sleep(std::time::Duration::from_secs(60));\n    panic!(\"the old text\")",
        ),
    );
    let mut screen = Screen::start(&course, "watch");
    screen.shows("running the tests ...");
    until("the old test runs", || {
        running_in(&course)
            .iter()
            .any(|line| line.contains("--test-threads"))
            .then_some(())
    });
    let saved = Instant::now();
    course.write(FILE, saying("the new text"));
    screen.settles("the new text");
    assert!(
        saved.elapsed() < Duration::from_secs(50),
        "it waited for the older run"
    );
    nothing_runs_in(&course);
    assert!(!screen.raw().contains("the old text"));
}

/// A hundred saves in a row end with the verdict on the last.
#[test]
fn saves_in_quick_succession_end_with_the_last() {
    let course = Course::one();
    let mut screen = Screen::start(&course, "watch");
    screen.settles("still to write");
    for number in 1..=100 {
        course.write(FILE, saying(&format!("number {number} of 100")));
    }
    screen.settles("number 100 of 100");
    screen.press("q");
    assert_eq!(screen.end().0, 0);
}

#[test]
fn keys_answer_during_a_check() {
    let course = Course::one().key("seconds = 1000");
    course.write(FILE, with_body(ONE, SLEEPS));
    let mut screen = Screen::start(&course, "watch");
    screen.shows("running the tests ...");
    screen.press("h");
    screen.shows("Hint 1 of 3\n  Which number comes after zero?");
    screen.press("l");
    screen.shows("Tiny  [------------] 0/1");
    screen.shows("> [  ] 1.1 One (here)");
    screen.shows("01_one: running the tests ...");
    screen.press("l?");
    screen.shows("h  next hint");
    screen.press(ESCAPE);
    screen.hides("h  next hint");
    screen.shows("running the tests ...");
    screen.press("q");
    assert_eq!(screen.end().0, 0);
    nothing_runs_in(&course);
}

#[test]
fn hints_come_one_at_a_time() {
    let course = Course::one();
    let mut screen = Screen::start(&course, "watch");
    screen.settles("still to write");
    screen.press("h");
    screen.shows("Hint 1 of 3\n  Which number comes after zero?");
    assert!(!screen.text().contains("Hint 2"));
    screen.press("h");
    screen.shows("Hint 2 of 3\n  A literal is an expression.");
    screen.press("h");
    screen.shows("Hint 3 of 3\n  For three one would write `3`.");
    screen.press("h");
    screen.press(ESCAPE);
    screen.hides("Hint");
    // Reading them again costs nothing.
    screen.press("h");
    screen.shows("Hint 3 of 3");
    // A save closes what lies over the verdict.
    course.write(FILE, wrong(ONE));
    screen.settles("left: 3");
    screen.press("q");
    assert_eq!(screen.end().0, 0);
    assert_eq!(
        course.progress()["exercises"]["01_numbers/01_one"]["hints"].as_integer(),
        Some(3)
    );
}

#[test]
fn list_and_help_lie_over_the_verdict_and_go_again() {
    let course = Course::roadmap();
    let mut screen = Screen::start(&course, "watch");
    screen.settles("still to write");
    screen.press("l");
    screen.shows("02_words  Words  [------------] 0/2");
    screen.press("l");
    screen.hides("02_words  Words");
    screen.press("?");
    screen.shows("s  solution, as a difference  x  reset the file (asks, keeps a backup)");
    screen.press("?");
    screen.hides("s  solution, as");
    screen.shows("still to write");
    // Keys without a meaning do nothing, whatever they send.
    screen.press("wZ5\x1b[15~\x1b[1;5Cé\t\r");
    screen.press("l");
    screen.shows("02_words  Words");
    // The list has keys of its own, and q closes it.
    screen.press("q");
    screen.hides("02_words  Words");
    screen.press("q");
    assert_eq!(screen.end().0, 0);
}

#[test]
fn next_and_previous_move_the_place() {
    let course = Course::two();
    let mut screen = Screen::start(&course, "watch");
    screen.settles("still to write: the number after zero");
    screen.press("p");
    screen.shows("this is the first exercise");
    screen.press("n");
    screen.settles("still to write: the number after one");
    assert_eq!(
        course.progress()["current"].as_str(),
        Some("01_numbers/02_two")
    );
    screen.press("p");
    screen.settles("still to write: the number after zero");
    assert_eq!(
        course.progress()["current"].as_str(),
        Some("01_numbers/01_one")
    );
    screen.press("q");
    assert_eq!(
        screen.end().1.trim_end(),
        "0 of 2 solved; you are at exercises/01_numbers/01_one.rs"
    );
}

#[test]
fn stay_waits_for_the_key() {
    let course = Course::two();
    let mut screen = Screen::start(&course, "watch --stay");
    screen.settles("still to write: the number after zero");
    course.write(FILE, solved(ONE));
    screen.settles("[ok] 01_numbers/01_one solved, 2 tests");
    screen.shows("one is 1");
    screen.shows("n goes on");
    assert!(!screen.text().contains("Next: Two"), "{}", screen.text());
    screen.press("n");
    screen.settles("still to write: the number after one");
    // Back at a solved one nothing moves on by itself.
    screen.press("p");
    screen.settles("[ok] it_is_odd");
    assert!(
        screen.text().contains("exercises/01_numbers/01_one.rs"),
        "{}",
        screen.text()
    );
}

#[test]
fn a_reset_asks_and_keeps_a_backup() {
    let course = Course::one();
    course.write(FILE, wrong(ONE));
    let mut screen = Screen::start(&course, "watch");
    screen.settles("left: 3");
    screen.press("x");
    screen.shows("Bring the untouched exercises/01_numbers/01_one.rs back?");
    screen.press("n");
    screen.settles("left: 3");
    assert_eq!(course.read(FILE), wrong(ONE));
    screen.press("x");
    screen.shows("y: yes   any other key: no");
    screen.press("y");
    screen.settles("still to write: the number after zero");
    assert_eq!(course.read(FILE), ONE);
    assert_eq!(
        course.read(".runner/backups/01_numbers/01_one/1.rs"),
        wrong(ONE)
    );
    screen.press("q");
    assert_eq!(screen.end().0, 0);
    assert_eq!(course.runner("reset one --undo").code, 0);
    assert_eq!(course.read(FILE), wrong(ONE));
}

#[test]
fn the_solution_of_an_open_exercise_asks_first() {
    let course = Course::one();
    let mut screen = Screen::start(&course, "watch --stay");
    screen.settles("still to write");
    screen.press("s");
    screen.shows("This exercise is not solved yet. Show its solution all the same?");
    screen.press(ESCAPE);
    screen.settles("still to write");
    screen.press("s");
    screen.shows("y: yes   any other key: no");
    screen.press("y");
    screen.shows("-     todo!(\"the number after zero\")\n+     1");
    screen.press(ESCAPE);
    screen.hides("+     1");
    course.write(FILE, with_body(ONE, "i32::from(true)"));
    screen.settles("[ok] 01_numbers/01_one solved");
    screen.press("s");
    screen.shows("-     i32::from(true)\n+     1");
}

#[test]
fn run_again_and_check_all() {
    let course = Course::two();
    course.write(FILE, wrong(ONE));
    let mut screen = Screen::start(&course, "watch");
    screen.settles("left: 3");
    screen.press("r");
    screen.settles("left: 3");
    screen.press("c");
    screen.shows("01_numbers/02_two: not_attempted");
    screen.shows("one_is_one: assertion `left == right` failed");
    screen.shows("0 of 2 passed");
    screen.press(ESCAPE);
    screen.hides("0 of 2 passed");
    screen.settles("left: 3");
}

/// Another exercise was saved: it is said, and one key away.
#[test]
fn a_save_of_another_exercise_is_offered() {
    let course = Course::two();
    let mut screen = Screen::start(&course, "watch");
    screen.settles("still to write: the number after zero");
    course.write("exercises/01_numbers/02_two.rs", wrong(TWO));
    screen.shows("01_numbers/02_two was saved; g goes there");
    screen.press("g");
    screen.settles("[FAIL] two_is_two");
    assert!(screen.text().contains("left: 3"), "{}", screen.text());
}

#[test]
fn the_editor_has_the_terminal_while_it_runs() {
    let course = Course::one();
    let script = course.beside("editor");
    fs::write(
        &script,
        format!(
            "echo editing $2; read answer; cp {} $2; echo $1 > {}\n",
            course.path("solutions/01_numbers/01_one.rs").display(),
            course.beside("arguments").display()
        ),
    )
    .unwrap();
    let mut command = course.command("watch --stay");
    command.env("EDITOR", format!("sh {} --wait", script.display()));
    let mut screen = Screen::sized(command, 24, 80);
    screen.settles("still to write");
    screen.press("o");
    screen.shows(&format!(
        "editing {}",
        &course.path(FILE).display().to_string()[..40]
    ));
    assert!(
        !screen.in_alternate_screen(),
        "the editor has the terminal for itself"
    );
    screen.press("hq\n");
    screen.settles("[ok] 01_numbers/01_one solved");
    assert!(screen.in_alternate_screen());
    assert!(
        !screen.text().contains("Hint"),
        "the editor's keys are the editor's"
    );
    assert_eq!(
        fs::read_to_string(course.beside("arguments")).unwrap(),
        "--wait\n"
    );
    screen.press("q");
    assert_eq!(screen.end().0, 0);
}

#[test]
fn without_an_editor_it_says_what_to_set() {
    let course = Course::one();
    let mut command = course.command("watch");
    command.env("PATH", without_editors(&course));
    let mut screen = Screen::sized(command, 24, 80);
    screen.settles("still to write");
    screen.press("o");
    screen.shows("no editor is known to open");
    screen.shows("export EDITOR=nano");
    screen.press("q");
    assert_eq!(screen.end().0, 0);
}

/// A directory with everything that is on the PATH but the usual editors.
fn without_editors(course: &Course) -> std::path::PathBuf {
    const EDITORS: [&str; 24] = [
        "code",
        "codium",
        "vscodium",
        "cursor",
        "windsurf",
        "zed",
        "zeditor",
        "rustrover",
        "clion",
        "idea",
        "subl",
        "lapce",
        "mate",
        "kate",
        "gvim",
        "gedit",
        "hx",
        "helix",
        "nvim",
        "kak",
        "micro",
        "emacs",
        "nano",
        "vim",
    ];
    let dir = course.beside("without-editors");
    fs::create_dir(&dir).unwrap();
    let path = std::env::var_os("PATH").unwrap();
    for entry in std::env::split_paths(&path)
        .flat_map(fs::read_dir)
        .flatten()
        .flatten()
    {
        let name = entry.file_name();
        let is_editor = name == "vi" || EDITORS.iter().any(|editor| name == *editor);
        if !is_editor {
            // The first on the PATH counts.
            let _ = std::os::unix::fs::symlink(entry.path(), dir.join(&name));
        }
    }
    dir
}

#[test]
fn long_texts_are_scrolled() {
    let course = Course::one();
    let lines: String = (1..=60).map(|n| format!("line {n:02}\\n")).collect();
    course.write(FILE, saying(&lines));
    let mut screen = Screen::start(&course, "watch");
    screen.settles("line 01");
    screen.shows("more lines (arrow keys, space)");
    assert!(!screen.text().contains("line 20"), "{}", screen.text());
    screen.press("\x1b[B");
    screen.hides("[FAIL] one_is_one");
    screen.press("\x1b[A");
    screen.shows("[FAIL] one_is_one");
    screen.press(" ");
    screen.shows("line 20");
    screen.press("\x1b[6~");
    screen.shows("line 30");
    screen.press("          ");
    screen.shows("line 60");
    screen.hides("more lines");
    screen.press("\x1b[5~");
    screen.hides("line 60");
    for _ in 0..8 {
        screen.press("\x1b[5~");
    }
    screen.shows("[FAIL] one_is_one");
    // A save begins at the top again.
    screen.press("  ");
    screen.hides("[FAIL] one_is_one");
    course.write(FILE, saying(&lines.replace("line 01", "first line")));
    screen.settles("first line");
    screen.shows("[FAIL] one_is_one");
}

#[test]
fn failures_after_the_first_are_opened_with_a_key() {
    let course = Course::one();
    course.write(FILE, with_body(ONE, "2"));
    let mut screen = Screen::start(&course, "watch");
    screen.settles("left: 2");
    screen.shows("f opens the other failure");
    screen.hides("Fails as well");
    screen.press("f");
    screen.shows("Fails as well: it_is_odd");
    screen.hides("f opens");
    screen.press("f");
    screen.shows("f opens the other failure");
    screen.press("?");
    screen.shows("f  open or fold all failures");
}

/// However small the terminal: what is drawn fits, and the keys that matter are there.
#[test]
fn every_size_is_filled_and_none_is_left() {
    let course = Course::roadmap();
    let long = "a word that is repeated ".repeat(20);
    course.write(FILE, saying(&long));
    let mut screen = Screen::start(&course, "watch");
    screen.settles("a word that is repeated");
    for (rows, columns) in [
        (24, 120),
        (50, 60),
        (20, 40),
        (5, 20),
        (24, 80),
        (3, 20),
        (12, 200),
    ] {
        for key in ["", "l", "?", "h", "x"] {
            screen.press(key);
            screen.resize(rows, columns);
            let rule = "-".repeat(usize::from(columns));
            let end = Instant::now() + crate::support::PATIENCE;
            // A picture of the new size: it has a line across.
            let frame = loop {
                let frame = screen.frame();
                if frame.contains(&rule) && frame.len() == usize::from(rows)
                    || rows == 3 && frame.len() == 3
                {
                    break frame;
                }
                assert!(Instant::now() < end, "{rows}x{columns} {key}: {frame:#?}");
                std::thread::sleep(Duration::from_millis(5));
            };
            for line in &frame {
                assert!(
                    console::measure_text_width(line) <= usize::from(columns),
                    "{rows}x{columns} {key}: {line:?}"
                );
            }
            screen.press(ESCAPE);
        }
    }
    screen.resize(24, 80);
    screen.settles("a word that is repeated");
    screen.press("q");
    assert_eq!(screen.end().0, 0);
}

#[test]
fn a_session_may_begin_in_a_tiny_terminal() {
    let course = Course::one();
    for (rows, columns) in [(5, 20), (2, 20), (20, 40)] {
        let mut screen = Screen::sized(course.command("watch"), rows, columns);
        screen.until("a picture", |text| !text.trim().is_empty());
        screen.press("q");
        let (code, _) = screen.end();
        assert_eq!(code, 0, "{rows}x{columns}");
    }
}

/// Whatever ends a session: the exit code, the terminal as before, and nothing that runs on.
#[test]
fn every_end_is_orderly() {
    for (end, code) in [("q", 0), (CTRL_C, 130), ("SIGTERM", 130), ("SIGHUP", 130)] {
        let course = Course::one().key("seconds = 1000");
        course.write(FILE, with_body(ONE, SLEEPS));
        let mut screen = Screen::start(&course, "watch");
        until("the test runs", || {
            running_in(&course)
                .iter()
                .any(|line| line.contains("--test-threads"))
                .then_some(())
        });
        screen.shows("running the tests ...");
        assert!(!screen.is_restored(), "or this test proves nothing");
        match end {
            "SIGTERM" => signal(&screen.child, Signal::TERM),
            "SIGHUP" => signal(&screen.child, Signal::HUP),
            keys => screen.press(keys),
        }
        let (ended, text) = screen.end();
        assert_eq!(ended, code, "{end:?}");
        assert_eq!(
            text.trim_end(),
            "0 of 1 solved; you are at exercises/01_numbers/01_one.rs",
            "{end:?}"
        );
        nothing_runs_in(&course);
    }
}

/// While cargo builds, too.
#[test]
fn an_end_during_the_preparation_stops_cargo() {
    let course = Course::one().kit(&format!(
        "pub const N: [u8; 3] = *include_bytes!(\"{}\");\n",
        "fifo"
    ));
    // A compiler that waits for a pipe is one that runs long enough.
    let fifo = course.path("exercises/kit/src/fifo");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&fifo)
            .status()
            .unwrap()
            .success()
    );
    let mut screen = Screen::start(&course, "watch");
    until("the kit is compiled", || {
        running_in(&course)
            .iter()
            .any(|line| line.contains("--crate-name kit"))
            .then_some(())
    });
    screen.shows("preparing");
    screen.press(CTRL_C);
    let (code, _) = screen.end();
    assert_eq!(code, 130);
    nothing_runs_in(&course);
}

/// Ctrl-Z gives the terminal back, and `fg` takes it again.
#[cfg(target_os = "linux")]
#[test]
fn a_session_may_be_suspended() {
    let course = Course::one();
    let mut screen = Screen::start(&course, "watch");
    screen.settles("still to write");
    screen.press(CTRL_Z);
    let stat = format!("/proc/{}/stat", screen.child.id());
    until("it is stopped", || {
        fs::read_to_string(&stat)
            .unwrap()
            .contains(") T ")
            .then_some(())
    });
    until("the terminal is as before", || {
        screen.is_restored().then_some(())
    });
    signal(&screen.child, Signal::CONT);
    until("it has the terminal again", || {
        screen.in_alternate_screen().then_some(())
    });
    screen.settles("still to write");
    course.write(FILE, wrong(ONE));
    screen.settles("left: 3");
    screen.press("q");
    assert_eq!(screen.end().0, 0);
}

#[test]
fn colours_can_be_refused() {
    let course = Course::one();
    let mut command = course.command("watch");
    let mut screen = Screen::sized(
        std::mem::replace(&mut command, course.command("watch")),
        24,
        80,
    );
    screen.settles("still to write");
    assert!(screen.raw().contains("\x1b[31"), "red, without the wish");
    drop(screen);
    command.env("NO_COLOR", "1");
    let mut screen = Screen::sized(command, 24, 80);
    screen.settles("still to write");
    let colours = screen.raw().replace("\x1b[0m", "").matches("m").count();
    let text = console::strip_ansi_codes(&screen.raw())
        .matches('m')
        .count();
    assert_eq!(colours, text, "no colour at all: {:?}", screen.raw());
}

/// Other commands on a terminal: a bar that goes, a question that is answered.
#[test]
fn run_shows_a_bar_while_it_prepares_and_takes_it_away() {
    let course = Course::one();
    course.write(FILE, wrong(ONE));
    let screen = Screen::start(&course, "run");
    let (code, text) = screen.end();
    assert_eq!(code, 1);
    assert!(
        text.starts_with("01_numbers/01_one: tests_failed ("),
        "{text}"
    );
    assert!(!text.contains("preparing"), "{text}");
}

#[test]
fn the_solution_is_shown_to_who_insists() {
    let course = Course::one();
    for (answer, code, shown) in [
        ("y\n", 0, "+     1"),
        ("n\n", 1, "Not shown. `runner hint` helps in smaller steps."),
        ("\n", 1, "Not shown."),
    ] {
        let mut screen = Screen::start(&course, "solution one");
        screen.shows("01_numbers/01_one is not solved yet. Show the solution? [y/N]");
        screen.press(answer);
        let (ended, text) = screen.end();
        assert_eq!(ended, code, "{answer:?}: {text}");
        assert!(text.contains(shown), "{answer:?}: {text}");
    }
}
