//! The interactive list, from `runner list` on a terminal and from `l` in `runner watch`.

use std::fs;

use rustix::process::Signal;

use crate::{
    screen::Screen,
    support::{Course, ONE, TWO, matches, signal, solved, wrong},
};

const FILE: &str = "exercises/01_numbers/01_one.rs";
const SECOND: &str = "exercises/01_numbers/02_two.rs";
const ESCAPE: &str = "\x1b";
const DOWN: &str = "\x1b[B";

/// The line with the cursor.
fn cursor(text: &str) -> &str {
    text.lines()
        .find(|line| line.starts_with('>'))
        .unwrap_or_default()
}

fn at(screen: &mut Screen, title: &str) {
    screen.until(&format!("the cursor at {title}"), |text| {
        cursor(text).contains(title)
    });
}

#[test]
fn the_course_on_one_screen() {
    let course = Course::roadmap();
    let mut screen = Screen::start(&course, "list");
    screen.shows("q: close");
    let expected = "\
Tiny  [------------] 0/4   1 of 4
01_numbers  Numbers  [------------] 0/2
> [  ] 1.1 One (here)
  [  ] 1.2 Two                                          **

02_words  Words  [------------] 0/2
  after 01_numbers 0/2; its quiz, 2.2, leads past it
  [  ] 2.1 Say hello                                    *** boss
  [  ] 2.2 Two                                              quiz








--------------------------------------------------------------------------------
1.1 One
exercises/01_numbers/01_one.rs
open   leads to 1.2 Two

[1 all]  2 open   3 done   4 this level
Enter: go  /: search  [ ]: levels  o: edit  x: reset  ?: keys  q: close";
    let text: Vec<String> = screen
        .text()
        .lines()
        .map(|line| line.trim_end().to_owned())
        .collect();
    assert!(matches(expected, &text.join("\n")), "{}", screen.text());
    assert!(screen.in_alternate_screen() && screen.hides_cursor());
    screen.press("q");
    let (code, text) = screen.end();
    assert_eq!((code, text.trim()), (0, ""));
    assert!(!course.path(".runner").exists(), "looking changes nothing");
}

/// As text where it is asked for, and where the terminal can do no more.
#[test]
fn the_printed_list_stays_within_reach() {
    let course = Course::roadmap();
    let printed = course.runner("list").stdout;
    let mut dumb = course.command("list");
    dumb.env("TERM", "dumb");
    for screen in [
        Screen::start(&course, "list --plain"),
        Screen::sized(dumb, 24, 80),
    ] {
        let (code, text) = screen.end();
        assert_eq!((code, text.trim_end()), (0, printed.trim_end()));
    }
    let words = Screen::start(&course, "list words --json");
    let (code, text) = words.end();
    assert_eq!(code, 0);
    assert!(text.trim_end().ends_with('}'), "{text}");
}

#[test]
fn what_is_found_is_gone_to() {
    let course = Course::roadmap();
    let mut screen = Screen::start(&course, "list");
    screen.shows("q: close");
    screen.press("/hello");
    screen.shows("/hello_   1 found");
    at(&mut screen, "Say hello");
    screen.hides("01_numbers  Numbers");
    screen.press(ESCAPE);
    screen.shows("01_numbers  Numbers");
    screen.press("/counting");
    at(&mut screen, "1.2 Two");
    screen.press("\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7ftwo");
    screen.shows("/two_   2 found");
    screen.press(DOWN);
    at(&mut screen, "2.2 Two");
    screen.press("\r");
    let (code, text) = screen.end();
    assert_eq!(code, 0);
    assert_eq!(
        text.trim_end(),
        "02_words/02_two: Two\nexercises/02_words/02_two.rs"
    );
    assert_eq!(
        course.progress()["current"].as_str(),
        Some("02_words/02_two")
    );
}

#[test]
fn filters_and_levels() {
    let course = Course::roadmap();
    course.write(FILE, solved(ONE));
    assert_eq!(course.runner("check one").code, 0);
    let mut screen = Screen::start(&course, "list words");
    screen.shows("this level");
    at(&mut screen, "Say hello");
    screen.hides("01_numbers  Numbers");
    screen.press("1");
    screen.shows("[ok] 1.1 One");
    screen.press("2");
    screen.hides("1.1 One");
    screen.shows("1.2 Two");
    screen.press("3");
    screen.shows("1.1 One");
    screen.hides("Say hello");
    screen.press("1G");
    at(&mut screen, "2.2 Two");
    screen.press("[[");
    at(&mut screen, "1.1 One");
    screen.press("\t");
    at(&mut screen, "Say hello");
    screen.press("?");
    screen.shows("search id, title, topics");
    screen.press(ESCAPE);
    at(&mut screen, "Say hello");
    screen.press(ESCAPE);
    assert_eq!(screen.end().0, 0);
}

#[test]
fn a_reset_asks_and_keeps_a_backup() {
    let course = Course::roadmap();
    course.write(SECOND, solved(TWO));
    assert_eq!(course.runner("check 1.2").code, 0);
    let mut screen = Screen::start(&course, "list");
    screen.press("j");
    at(&mut screen, "[ok] 1.2 Two");
    screen.press("x");
    screen.shows("Bring the untouched exercises/01_numbers/02_two.rs back? Yours is kept in a");
    screen.shows("y: yes   any other key: no");
    screen.press("n");
    screen.hides("y: yes");
    assert_eq!(course.read(SECOND), solved(TWO));
    screen.press("x");
    screen.shows("y: yes");
    screen.press("y");
    screen.shows("exercises/01_numbers/02_two.rs is untouched again;");
    at(&mut screen, "[  ] 1.2 Two");
    assert_eq!(course.read(SECOND), TWO);
    assert_eq!(
        course.read(".runner/backups/01_numbers/02_two/1.rs"),
        solved(TWO)
    );
    screen.press("q");
    assert_eq!(screen.end().0, 0);
}

/// Without the untouched text nothing is lost, and it is said.
#[test]
fn a_reset_that_cannot_be_says_so() {
    let course = Course::two().without_archive();
    course.write(FILE, wrong(ONE));
    let mut screen = Screen::start(&course, "list");
    screen.shows("q: close");
    screen.press("xy");
    screen.shows("the untouched text of");
    assert_eq!(course.read(FILE), wrong(ONE));
    screen.press("q");
    assert_eq!(screen.end().0, 0);
}

#[test]
fn the_editor_opens_what_the_cursor_is_on() {
    let course = Course::two();
    let script = course.beside("editor");
    fs::write(&script, "echo editing $1; read answer\n").unwrap();
    let mut command = course.command("list");
    command.env("EDITOR", format!("sh {}", script.display()));
    let mut screen = Screen::sized(command, 24, 160);
    screen.press("j");
    at(&mut screen, "1.2 ");
    screen.press("o");
    screen.shows("editing");
    assert!(!screen.in_alternate_screen());
    assert!(screen.text().contains("02_two.rs"), "{}", screen.text());
    screen.press("qx\n");
    screen.shows("opened at line 2 with sh");
    assert!(screen.in_alternate_screen());
    at(&mut screen, "1.2 ");
    screen.press("q");
    assert_eq!(screen.end().0, 0);
}

#[test]
fn every_size_shows_the_cursor() {
    let course = Course::roadmap();
    let mut screen = Screen::start(&course, "list");
    screen.press("G");
    at(&mut screen, "2.2 Two");
    for (rows, columns) in [(10, 40), (24, 120), (3, 20), (50, 60), (5, 20), (24, 80)] {
        screen.resize(rows, columns);
        let filled = |frame: &[String]| {
            frame.len() == usize::from(rows)
                && frame.iter().any(|line| line.starts_with("> [  ] 2.2 "))
                && frame
                    .iter()
                    .all(|line| console::measure_text_width(line) <= usize::from(columns))
                && (rows < 5 || frame.contains(&"-".repeat(usize::from(columns))))
        };
        crate::support::until(&format!("{rows}x{columns}"), || {
            filled(&screen.frame()).then_some(())
        });
    }
    screen.press("q");
    assert_eq!(screen.end().0, 0);
}

/// What another terminal does shows without a key.
#[test]
fn what_is_done_elsewhere_shows() {
    let course = Course::roadmap();
    assert_eq!(course.runner("goto greet").code, 0);
    let mut screen = Screen::start(&course, "list");
    at(&mut screen, "Say hello (here)");
    assert_eq!(course.runner("goto one").code, 0);
    screen.shows("1.1 One (here)");
    at(&mut screen, "Say hello");
    screen.press("q");
    assert_eq!(screen.end().0, 0);
}

#[test]
fn every_end_leaves_the_terminal_as_it_was() {
    let course = Course::roadmap();
    for (end, code) in [("\x03", 130), ("SIGTERM", 130), ("/x\x03", 130)] {
        let mut screen = Screen::start(&course, "list");
        screen.shows("q: close");
        match end {
            "SIGTERM" => signal(&screen.child, Signal::TERM),
            keys => screen.press(keys),
        }
        assert_eq!(screen.end().0, code, "{end:?}");
    }
    // A place that cannot be saved is told on the restored screen.
    course.write(".runner/progress.lock/in the way", "");
    let mut screen = Screen::start(&course, "list");
    screen.shows("q: close");
    screen.press("G\r");
    let (code, text) = screen.end();
    assert_eq!(code, 2);
    assert!(text.contains("cannot save the progress"), "{text}");
}

// ---- in watch ------------------------------------------------------------------------------------

#[test]
fn watch_goes_where_one_chooses() {
    let course = Course::roadmap();
    let mut screen = Screen::start(&course, "watch");
    screen.settles("still to write: the number after zero");
    screen.press("l");
    screen.shows("> [  ] 1.1 One (here)");
    screen.shows("01_one: not attempted in");
    screen.press("/words 2");
    screen.shows("/words 2_   2 found");
    screen.press(DOWN);
    at(&mut screen, "2.2 Two");
    screen.press("\n");
    screen.settles("still to write: the number after one");
    screen.shows("exercises/02_words/02_two.rs");
    assert_eq!(
        course.progress()["current"].as_str(),
        Some("02_words/02_two")
    );
    screen.press("l");
    at(&mut screen, "2.2 Two (here)");
    screen.press("qq");
    assert_eq!(
        screen.end().1.trim_end(),
        "0 of 4 solved; you are at exercises/02_words/02_two.rs"
    );
}

/// A pass during a search moves on beneath it: nothing that is typed becomes a command.
#[test]
fn checks_go_on_beneath_the_list() {
    let course = Course::roadmap();
    let mut screen = Screen::start(&course, "watch");
    screen.settles("still to write: the number after zero");
    screen.press("l/");
    screen.shows("/_   4 found");
    course.write(FILE, solved(ONE));
    screen.shows("[ok] 1.1 One");
    screen.shows("1.2 Two (here)");
    screen.shows("02_two: not attempted in");
    screen.press("one");
    screen.shows("/one_   1 found");
    screen.press(ESCAPE);
    screen.shows("q: close");
    screen.press(ESCAPE);
    screen.shows("[ok] 01_numbers/01_one solved, 2 tests");
    screen.settles("Next: Two");
    // With nothing being typed, a save asks for its verdict.
    screen.press("l");
    screen.shows("q: close");
    course.write(SECOND, wrong(TWO));
    screen.settles("left: 3");
    screen.hides("q: close");
    screen.press("q");
    assert_eq!(screen.end().0, 0);
}

#[test]
fn a_reset_in_watch_stays_in_the_list() {
    let course = Course::two();
    course.write(FILE, wrong(ONE));
    course.write(SECOND, wrong(TWO));
    let mut screen = Screen::start(&course, "watch");
    screen.settles("left: 3");
    screen.press("lx");
    screen.shows("Bring the untouched exercises/01_numbers/01_one.rs back?");
    screen.press("y");
    screen.shows("01_one: not attempted in");
    screen.shows("exercises/01_numbers/01_one.rs is untouched again;");
    assert_eq!(course.read(FILE), ONE);
    screen.press("jx");
    screen.shows("Bring the untouched exercises/01_numbers/02_two.rs back?");
    screen.press("y");
    screen.shows("exercises/01_numbers/02_two.rs is untouched again;");
    assert_eq!(course.read(SECOND), TWO);
    screen.press("q");
    screen.settles("still to write: the number after zero");
    screen.press("q");
    assert_eq!(screen.end().0, 0);
}
