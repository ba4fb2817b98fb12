//! Screens as text, in every size.

use std::fs;

use super::*;
use crate::{
    check::Stage,
    progress::Progress,
    watch::model::{Advance, Overlay, Phase},
};

fn model() -> (tempfile::TempDir, Catalog, Model) {
    let dir = tempfile::tempdir().unwrap();
    let text = r#"
        format_version = 1
        welcome_message = "Welcome to the course."
        [[exercises]]
        dir = "01_arrays"
        name = "01_create"
        title = "Build arrays"
        difficulty = 2
        hints = ["one", "two"]
    "#;
    fs::write(dir.path().join("info.toml"), text).unwrap();
    let catalog = Catalog::open(dir.path()).unwrap();
    let model = Model::new(&catalog, Progress::default(), Advance::Automatic);
    (dir, catalog, model)
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
fn the_first_screen_says_where_one_is_and_what_to_press() {
    let (_dir, catalog, model) = model();
    let text = screen(&model, &catalog, &plain(100), 12).join("\n");
    assert_eq!(
        text,
        "01_arrays  [------------] 0/1   course [------------] 0/1\n\
         1. Build arrays  **\n\
         exercises/01_arrays/01_create.rs\n\
         ----------------------------------------------------------------------------------------------------\n\
         Welcome to the course.\n\n\n\n\n\
         ----------------------------------------------------------------------------------------------------\n\
         waiting for a save\n\
         h: hint   l: list   n: next   p: previous   r: run   s: solution   x: reset   ?: help   q: quit"
    );
}

#[test]
fn every_size_fits() {
    let (_dir, catalog, mut model) = model();
    for overlay in [
        Overlay::None,
        Overlay::Help,
        Overlay::Hints,
        Overlay::AskReset,
        Overlay::Readme(
            "# Page\n\n| a | b |\n|---|---|\n| wide words here | and `code` there |\n".to_owned(),
        ),
    ] {
        model.overlay = overlay;
        for (rows, width) in [(1, 20), (5, 20), (10, 40), (24, 80), (60, 200)] {
            let lines = screen(&model, &catalog, &plain(width), rows);
            assert!(lines.len() <= rows, "{rows} rows");
            for line in lines {
                assert!(
                    console::measure_text_width(&line) <= width,
                    "{width} columns: {line}"
                );
            }
        }
    }
}

#[test]
fn long_text_is_scrolled_to_its_end() {
    let (_dir, catalog, mut model) = model();
    let text: String = (1..=50).map(|n| format!("line {n}\n")).collect();
    model.overlay = Overlay::Solution(text);
    let first = screen(&model, &catalog, &plain(80), 17);
    assert!(first.contains(&"line 1".to_owned()));
    assert!(
        first.contains(&"... 41 more lines (arrow keys, space)".to_owned()),
        "{first:?}"
    );
    model.scroll = 1000;
    let last = screen(&model, &catalog, &plain(80), 17);
    assert!(
        last.contains(&"line 50".to_owned())
            && !last.iter().any(|line| line.contains("more lines"))
    );
}

#[test]
fn wide_characters_are_folded_by_their_width() {
    assert_eq!(folded("数値計算", 5), ["数値", "計算"]);
    assert_eq!(folded("abcdef", 3), ["abc", "def"]);
    assert_eq!(folded("ab cd ef", 5), ["ab cd", "ef"]);
    assert_eq!(
        folded("most at [2]: got 0, expected 3", 24),
        ["most at [2]: got 0,", "expected 3"]
    );
    assert_eq!(
        folded("a bcdefghi", 6),
        ["a bcde", "fghi"],
        "far from the end"
    );
}

#[test]
fn a_training_has_a_line_under_the_status() {
    let (_dir, catalog, mut model) = model();
    let curve = crate::training::curve_of((0..20).map(|i| 2.0 - f64::from(i) / 10.0));
    model.phase = Phase::Checking(Some(Stage::Training(Box::new(curve))));
    let lines = screen(&model, &catalog, &plain(60), 12);
    assert_eq!(
        &lines[8..11],
        [
            "-".repeat(60).as_str(),
            "running the tests ...",
            "██▇▇▆▆▆▅▅▄▄▃▃▃▂▂▁▁  loss 0.100 at step 19, 100 steps/s"
        ]
    );
    for (rows, width) in [(1, 20), (5, 20), (10, 40), (24, 80)] {
        let lines = screen(&model, &catalog, &plain(width), rows);
        assert!(lines.len() <= rows, "{rows} rows");
        assert!(
            lines
                .iter()
                .all(|line| console::measure_text_width(line) <= width)
        );
    }
}

#[test]
fn tabs_and_wide_letters_take_the_room_that_they_take_on_a_terminal() {
    assert_eq!(without_tabs("a\tb\tc"), "a       b       c");
    assert_eq!(
        without_tabs("\x1b[31mab\x1b[0m\t|"),
        "\x1b[31mab\x1b[0m      |"
    );
    assert_eq!(without_tabs("中文\t|"), "中文    |");
    let (_dir, catalog, mut model) = model();
    let failure = crate::verdict::Failure {
        message: format!("got\t{}\n{}\n\u{301}e", "中".repeat(90), "\t".repeat(30)),
        file: "exercises/01_arrays/01_create.rs".to_owned(),
        line: 7,
        output: "表\t表\n".repeat(60),
        origin: Default::default(),
    };
    let tests = vec![crate::verdict::Test {
        name: format!("tests::{}", "名".repeat(60)),
        outcome: crate::verdict::TestOutcome::Failed(failure),
    }];
    model.judged = Some(Ok(Box::new(crate::check::Checked {
        verdict: crate::verdict::Verdict::TestsFailed {
            tests,
            warnings: Vec::new(),
        },
        training: Default::default(),
        took: std::time::Duration::ZERO,
        hash: String::new(),
        cached: false,
    })));
    for (rows, width) in [(20, 40), (7, 21), (24, 80)] {
        for scroll in [0, 5, 1000] {
            model.scroll = scroll;
            let lines = screen(&model, &catalog, &plain(width), rows);
            assert!(lines.len() <= rows);
            for line in lines {
                assert!(
                    console::measure_text_width(&line) <= width,
                    "{width}: {line}"
                );
                assert!(!line.contains('\t'), "{line:?}");
            }
        }
    }
}

mod low;
mod stuck;
