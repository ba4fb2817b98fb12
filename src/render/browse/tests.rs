//! The list as text at several widths, and no line too long in any size.

use std::fs;

use super::*;
use crate::watch::browse::Key;

const COURSE: &str = r#"
format_version = 1
title = "Machine learning in Rust"
levels = [
    { dir = "01_arrays", title = "Think in arrays" },
    { dir = "02_models", title = "Models with a title that goes on and on for longer than there is room", needs = ["01_arrays"] },
]
exercises = [
    { dir = "01_arrays", name = "01_create", title = "Build arrays", difficulty = 1, topics = ["numpy-arrays"] },
    { dir = "01_arrays", name = "02_views", title = "数値計算の配列とそのビューをひとつずつ作っていく練習問題", difficulty = 2, hints = ["a", "b"] },
    { dir = "01_arrays", name = "03_quiz", title = "Test-out: arrays", difficulty = 3, kind = "quiz" },
    { dir = "02_models", name = "01_ridge", title = "Ridge regression in closed form, and what it shrinks", difficulty = 2 },
    { dir = "02_models", name = "02_boss", title = "Boss: predict the load of a bridge", kind = "boss" },
]
"#;

struct Course {
    _dir: tempfile::TempDir,
    catalog: Catalog,
    progress: Progress,
    list: Browser,
}

fn course() -> Course {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("info.toml"), COURSE).unwrap();
    let catalog = Catalog::open(dir.path()).unwrap();
    let mut progress = Progress::default();
    let exercises = catalog.exercises();
    progress.add_time(&exercises[0], 30);
    progress.add_attempt(&exercises[0]);
    progress.add_pass(&exercises[0], "h");
    progress.add_time(&exercises[1], 5000);
    progress.add_hint(&exercises[1], 1);
    for _ in 0..12 {
        progress.add_attempt(&exercises[1]);
    }
    let list = Browser::open(&catalog, &progress, 1, None);
    Course {
        _dir: dir,
        catalog,
        progress,
        list,
    }
}

impl Course {
    fn press(&mut self, keys: &str) {
        for char in keys.chars() {
            self.list.update(Key::Char(char));
        }
    }

    fn lines(&self, width: usize, rows: usize, news: &News) -> Vec<String> {
        let theme = plain(width);
        screen(
            &self.list,
            &self.catalog,
            &self.progress,
            news,
            &theme,
            rows,
        )
    }

    fn text(&self, width: usize, rows: usize) -> String {
        let lines = self.lines(width, rows, &News::default());
        let lines: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
        lines.join("\n")
    }
}

fn plain(width: usize) -> Theme {
    Theme {
        color: false,
        width,
        plain: false,
        unicode: true,
    }
}

#[test]
fn forty_columns() {
    assert_eq!(course().text(40, 18), FORTY);
}

#[test]
fn eighty_columns() {
    assert_eq!(course().text(80, 20), EIGHTY);
}

#[test]
fn a_hundred_and_twenty_columns() {
    assert_eq!(course().text(120, 24), WIDE);
}

const FORTY: &str = "\
Machine learning i..  [##----------] 1/5
01_arrays  Think i..  [####--------] 1/3
  its quiz, 1.3, leads past it
  [ok] 1.1 Build arrays                *
> [  ] 1.2 数値計算の配列と.. (here)  **
  [  ] 1.3 Test-out: arrays     *** quiz

02_models  Models ..  [------------] 0/2
  after 01_arrays 1/3
  [  ] 2.1 Ridge regression in clos.. **
  [  ] 2.2 Boss: predict the load.. boss

----------------------------------------
1.2 数値計算の配列とそのビューをひとつ..
exercises/01_arrays/02_views.rs
open   difficulty 2 of 5   83 min
[1 all]  2 open   3 done   4 this level
Enter: go  /: search  ?: keys  q: close";
const EIGHTY: &str = "\
Machine learning in Rust  [##----------] 1/5   2 of 5
01_arrays  Think in arrays  [####--------] 1/3
  its quiz, 1.3, leads past it
  [ok] 1.1 Build arrays                                 *        <1 min  2 tries
> [  ] 1.2 数値計算の配列とそのビューをひとつ.. (here)  **       83 min 12 tries
  [  ] 1.3 Test-out: arrays                             *** quiz

02_models  Models with a title that goes on and on for lon..  [------------] 0/2
  after 01_arrays 1/3
  [  ] 2.1 Ridge regression in closed form, and what .. **
  [  ] 2.2 Boss: predict the load of a bridge               boss



--------------------------------------------------------------------------------
1.2 数値計算の配列とそのビューをひとつずつ作っていく練習問題
exercises/01_arrays/02_views.rs
open   difficulty 2 of 5   83 min   12 tries   1 of 2 hints used
[1 all]  2 open   3 done   4 this level
Enter: go  /: search  [ ]: levels  o: edit  x: reset  ?: keys  q: close";
const TEN_LINES: &str = "\
Machine learning i..  [##----------] 1/5

02_models  Models ..  [------------] 0/2
  after 01_arrays 1/3
  [  ] 2.1 Ridge regression in clos.. **
> [  ] 2.2 Boss: predict the load.. boss
----------------------------------------
2.2 Boss: predict the load of a bridge
[1 all]  2 open   3 done   4 this level
Enter: go  /: search  ?: keys  q: close";

const SEARCH: &str = "\
Machine learning in Rust  [##----------] 1/5   1 of 2
02_models  Models with a title that go..  [------------] 0/2
  after 01_arrays 1/3
> [  ] 2.1 Ridge regression in closed form, and what it.. **
  [  ] 2.2 Boss: predict the load of a bridge           boss


------------------------------------------------------------
2.1 Ridge regression in closed form, and what it shrinks
exercises/02_models/01_ridge.rs
/ridge_   2 found
Enter: go  arrows: choose  Tab: keys  Esc: clear";

const QUESTION: &str = "\
Machine learning in Rust  [##----------] 1/5   2 of 5
01_arrays  Think in arrays  [####--------] 1/3
  its quiz, 1.3, leads past it
  [ok] 1.1 Build arrays                                    *
> [  ] 1.2 数値計算の配列とそのビューをひとつず.. (here)  **
  [  ] 1.3 Test-out: arrays                         *** quiz

------------------------------------------------------------
Bring the untouched exercises/01_arrays/02_views.rs back?
Yours is kept in a backup: `runner reset 01_arrays/02_views
--undo` brings it back.
y: yes   any other key: no";

const WIDE: &str = "\
Machine learning in Rust  [##----------] 1/5   2 of 5
01_arrays  Think in arrays  [####--------] 1/3
  its quiz, 1.3, leads past it
  [ok] 1.1 01_create                 Build arrays                                               *        <1 min  2 tries
> [  ] 1.2 02_views                  数値計算の配列とそのビューをひとつずつ作っていく.. (here)  **       83 min 12 tries
  [  ] 1.3 03_quiz                   Test-out: arrays                                           *** quiz

02_models  Models with a title that goes on and on for longer than there is room  [------------] 0/2
  after 01_arrays 1/3
  [  ] 2.1 01_ridge                  Ridge regression in closed form, and what it shrinks       **
  [  ] 2.2 02_boss                   Boss: predict the load of a bridge                             boss






------------------------------------------------------------------------------------------------------------------------
1.2 数値計算の配列とそのビューをひとつずつ作っていく練習問題
exercises/01_arrays/02_views.rs
open   difficulty 2 of 5   83 min   12 tries   1 of 2 hints used   leads to 1.3 Test-out: arrays

[1 all]  2 open   3 done   4 this level
Enter: go  /: search  [ ]: levels  o: edit  x: reset  c: current  g G: ends  ?: keys  q: close";

#[test]
fn ten_lines_show_the_selected_one_and_the_keys() {
    let mut course = course();
    course.press("G");
    assert_eq!(course.text(40, 10), TEN_LINES);
}

#[test]
fn a_search_shows_what_is_typed_and_how_much_is_found() {
    let mut course = course();
    course.press("/ridge");
    assert_eq!(course.text(60, 12), SEARCH);
    course.press("zzz");
    let text = course.text(60, 12);
    assert!(
        text.contains("No exercise matches `ridgezzz`. Escape clears the search."),
        "{text}"
    );
    assert!(text.contains("/ridgezzz_   0 found"), "{text}");
    // With Tab what was searched for stays in sight.
    course.list.update(Key::Tab);
    let text = course.text(60, 12);
    assert!(
        text.starts_with("Machine learning ..  [##----------] 1/5   /ridgezzz   0 of 0\n"),
        "{text}"
    );
    course.press(&format!("/{}", "数".repeat(55)));
    let text = course.text(40, 12);
    assert!(text.contains("数_   0 found"), "the end is seen: {text}");
}

#[test]
fn a_reset_names_the_file_and_the_way_back() {
    let mut course = course();
    course.press("x");
    assert_eq!(course.text(60, 12), QUESTION);
    for (width, rows) in [(40, 10), (20, 5), (20, 3)] {
        let text = course.text(width, rows);
        assert!(text.contains("y: yes"), "{width}x{rows}: {text}");
    }
}

#[test]
fn the_keys_have_the_room_of_the_pane() {
    let mut course = course();
    course.press("?");
    let text = course.text(40, 10);
    assert_eq!(
        text.lines().next_back(),
        Some("arrows: scroll  other keys: back")
    );
    assert!(
        text.contains("\nEnter         go to the exercise\n")
            || text.contains("c             to where you are\n"),
        "{text}"
    );
    assert!(!text.contains("[ok]          done"), "{text}");
    course.press(&"j".repeat(50));
    assert!(
        course
            .text(40, 10)
            .contains("(here)        where you are\n")
    );
    course.list.update(Key::Tab);
    assert!(
        course.text(40, 10).contains("> [  ] 1.2"),
        "another key leads back"
    );
}

#[test]
fn a_long_path_is_folded() {
    let text = course().text(30, 24);
    assert!(
        text.contains("\nexercises/01_arrays/02_views.r\ns\n"),
        "{text}"
    );
}

#[test]
fn a_tested_out_level_says_so() {
    let mut course = course();
    course
        .progress
        .add_pass(&course.catalog.exercises()[2], "h");
    course.list.refresh(&course.catalog, &course.progress, 1);
    let text = course.text(80, 20);
    assert!(text.contains("  tested out, 1 open exercise\n"), "{text}");
    assert!(text.contains("  after 01_arrays [ok]\n"), "{text}");
    course.press("2");
    assert!(
        course
            .text(80, 20)
            .starts_with("Machine learning in Rust  [####--------] 2/5   open   1 of 3\n")
    );
}

#[test]
fn the_quiz_says_what_it_leads_past_and_the_last_of_a_level_what_it_opens() {
    let mut course = course();
    course.press("j");
    let text = course.text(80, 24);
    assert!(
        text.contains("open   difficulty 3 of 5   quiz   leads past 1 open exercise\n"),
        "{text}"
    );
    course
        .progress
        .add_pass(&course.catalog.exercises()[2], "h");
    course.list.refresh(&course.catalog, &course.progress, 1);
    let text = course.text(80, 24);
    assert!(
        text.contains("done   difficulty 3 of 5   quiz   1 try   leads to 02_models\n"),
        "{text}"
    );
}

#[test]
fn nothing_to_show_says_why() {
    let mut course = course();
    for exercise in course.catalog.exercises() {
        course.progress.add_pass(exercise, "h");
    }
    course.list.refresh(&course.catalog, &course.progress, 1);
    course.press("2");
    assert!(
        course
            .text(60, 20)
            .contains("Nothing is open: every exercise is done. 1 lists them.")
    );
}

#[test]
fn a_notice_is_told_whole() {
    let course = course();
    let news = News {
        status: Some("01_create: running the tests ..."),
        notice: Some(
            "exercises/01_arrays/02_views.rs is untouched again; `runner reset 01_arrays/02_views --undo` brings yours back",
        ),
    };
    let text = course.lines(40, 20, &news).join(" ");
    let words: Vec<&str> = text.split_whitespace().collect();
    assert!(
        words.join(" ").contains("--undo` brings yours back"),
        "{text}"
    );
    assert!(text.contains("running the tests ..."), "{text}");
}

#[test]
fn every_size_fits_and_is_filled() {
    let news = News {
        status: Some(
            "02_models/01_ridge: tests failed in 0.15 s   waiting for a save, and for more",
        ),
        notice: Some(
            "a long notice, which is wrapped into several lines where there is little room",
        ),
    };
    for keys in ["", "G", "/ridge", "/zzz", "x", "?", "?jj", "3"] {
        for news in [&News::default(), &news] {
            for color in [false, true] {
                let mut course = course();
                course.press(keys);
                for rows in 1..40 {
                    for width in [20, 27, 40, 41, 59, 60, 75, 76, 80, 111, 112, 200] {
                        let theme = Theme {
                            color,
                            ..plain(width)
                        };
                        let lines = screen(
                            &course.list,
                            &course.catalog,
                            &course.progress,
                            news,
                            &theme,
                            rows,
                        );
                        assert_eq!(lines.len(), rows, "{keys:?} {width}x{rows}: {lines:#?}");
                        for line in &lines {
                            let wide = console::measure_text_width(line);
                            assert!(
                                wide <= width && !line.contains('\n'),
                                "{keys:?} {width}x{rows}: {line:?}"
                            );
                        }
                        let is_there = |text: &str| lines.iter().any(|line| line.contains(text));
                        assert!(
                            keys != "x" || rows < 3 || is_there("y: yes"),
                            "{width}x{rows}"
                        );
                        assert!(
                            !keys.starts_with("/r") || rows < 4 || is_there("/ridge_"),
                            "{width}x{rows}: {lines:#?}"
                        );
                        assert!(
                            !["", "G"].contains(&keys) || rows < 3 || is_there("> ["),
                            "{width}x{rows}: {lines:#?}"
                        );
                    }
                }
            }
        }
    }
}

/// The same words with colours and without.
#[test]
fn meaning_does_not_hang_on_colour() {
    let course = course();
    let colored = Theme {
        color: true,
        ..plain(100)
    };
    let news = News::default();
    let colored = screen(
        &course.list,
        &course.catalog,
        &course.progress,
        &news,
        &colored,
        24,
    );
    let bare: Vec<String> = colored
        .iter()
        .map(|line| console::strip_ansi_codes(line).into_owned())
        .collect();
    let plain = course.lines(100, 24, &news);
    // What steers a link is no colour and is left out on both sides.
    let without_path = |lines: &[String]| -> Vec<String> {
        lines
            .iter()
            .filter(|line| !line.contains("02_views.rs"))
            .cloned()
            .collect()
    };
    assert_eq!(without_path(&bare), without_path(&plain));
    assert!(
        colored.iter().any(|line| line.starts_with("\x1b[7m> ")),
        "{colored:#?}"
    );
}

/// Only what is seen is made: a screen of a course of five thousand exercises holds as many lines as one of five.
#[test]
fn a_large_course_is_no_harder() {
    let dir = tempfile::tempdir().unwrap();
    let mut text = "format_version = 1\n".to_owned();
    for level in 0..100 {
        for exercise in 0..50 {
            text.push_str(&format!(
                "[[exercises]]\ndir = \"{level:03}_level\"\nname = \"{exercise:02}_x\"\n"
            ));
        }
    }
    fs::write(dir.path().join("info.toml"), text).unwrap();
    let catalog = Catalog::open(dir.path()).unwrap();
    let progress = Progress::default();
    let mut list = Browser::open(&catalog, &progress, 0, None);
    list.update(Key::End);
    let news = News::default();
    let lines = screen(&list, &catalog, &progress, &news, &plain(80), 24);
    assert!(lines[0].ends_with("5000 of 5000"), "{}", lines[0]);
    assert!(
        lines.iter().any(|line| line.starts_with("> [  ] 99.49 ")),
        "{lines:#?}"
    );
}
