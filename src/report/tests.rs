//! A report's data, from a course of two levels and what a learner did in it.

use std::fs;

use super::*;
use crate::progress::Store;

const INFO: &str = r#"
format_version = 1
title = "Tiny"
levels = [
    { dir = "01_a", title = "First" },
    { dir = "02_b", title = "Second", needs = ["01_a"], summary = "After the first." },
    { dir = "03_c", title = "Third", needs = ["01_a", "02_b"] },
]
exercises = [
    { name = "one", dir = "01_a", difficulty = 2 },
    { name = "two", dir = "01_a", kind = "boss" },
    { name = "one", dir = "02_b" },
    { name = "quiz", dir = "02_b", kind = "quiz" },
    { name = "one", dir = "03_c" },
]
"#;
const DAY: i64 = 86_400;

/// A course with files at these places, below it.
fn course(files: &[(&str, &str)]) -> (tempfile::TempDir, Catalog) {
    let dir = tempfile::tempdir().unwrap();
    let info = ("info.toml", INFO);
    for (file, text) in [info].iter().chain(files) {
        let path = dir.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let catalog = Catalog::open(dir.path()).unwrap();
    (dir, catalog)
}

fn report(catalog: &Catalog) -> Report {
    let progress = Store::of(catalog).load().unwrap().progress;
    let today = Date::of(100 * DAY).unwrap();
    Report::of(catalog, &progress, Found::in_course(catalog), today)
}

fn progress(text: &str) -> (&'static str, String) {
    (".runner/progress.toml", format!("version = 1\n{text}"))
}

#[test]
fn an_untouched_course_has_everything_ahead() {
    let (_dir, catalog) = course(&[]);
    let report = report(&catalog);
    assert_eq!((report.period, report.levels_behind()), (None, 0));
    let sums = Sums {
        exercises: 5,
        ..Sums::default()
    };
    assert_eq!(report.totals, sums);
    for level in &report.levels {
        assert_eq!(level.standing, Standing::Ahead);
        assert!(level.exercises.iter().all(|one| one.state == State::Open));
    }
    assert_eq!(report.levels[2].needs, [0, 1]);
}

#[test]
fn what_was_done_adds_up() {
    let (file, text) = progress(&format!(
        "[exercises.\"01_a/one\"]\npassed_at = {}\nattempts = 2\nhints = 1\nseconds = 90\n\
         [exercises.\"01_a/two\"]\npassed_at = {}\nseconds = 30\n\
         [exercises.\"02_b/quiz\"]\npassed_at = {}\n\
         [exercises.\"03_c/one\"]\nhints = 3\n",
        5 * DAY,
        3 * DAY + 7,
        9 * DAY
    ));
    let (_dir, catalog) = course(&[(file, &text)]);
    let report = report(&catalog);
    assert_eq!(report.period, Date::of(3 * DAY).zip(Date::of(9 * DAY)));
    assert_eq!(report.levels_behind(), 2);
    let expected = Sums {
        solved: 3,
        exercises: 5,
        seconds: 120,
        tries: 5,
        hints: 4,
    };
    assert_eq!(report.totals, expected);
    let standings: Vec<_> = report.levels.iter().map(|level| level.standing).collect();
    assert_eq!(
        standings,
        [Standing::Done, Standing::TestedOut, Standing::Begun]
    );
    let one = &report.levels[0].exercises[0];
    assert_eq!(one.state, State::Solved(Date::of(5 * DAY)));
    assert_eq!((one.tries, one.hints, one.seconds), (3, 1, 90));
    assert_eq!(report.levels[1].exercises[0].state, State::TestedOut);
    assert_eq!(report.levels[2].exercises[0].state, State::Tried);
}

/// Anybody may write any number into the file.
#[test]
fn numbers_beyond_belief_break_nothing() {
    let most = i64::MAX;
    let (file, text) = progress(&format!(
        "[exercises.\"01_a/one\"]\npassed_at = {most}\nattempts = {}\nhints = {}\nseconds = {most}\n\
         [exercises.\"01_a/two\"]\npassed_at = -5\nseconds = {most}\n\
         [exercises.\"02_b/one\"]\nseconds = {most}\n",
        u32::MAX,
        u32::MAX
    ));
    let (_dir, catalog) = course(&[(file, &text)]);
    let report = report(&catalog);
    assert_eq!((report.period, report.totals.solved), (None, 2));
    assert_eq!(report.totals.seconds, u64::MAX);
    assert_eq!(report.levels[0].exercises[0].state, State::Solved(None));
}

fn manifest(bins: &[(&str, &str)]) -> String {
    let bin =
        |(name, file): &(&str, &str)| format!("[[bin]]\nname = \"{name}\"\npath = \"{file}.rs\"\n");
    let bins: String = bins.iter().map(bin).collect();
    format!("[package]\nname = \"level\"\n{bins}")
}

#[test]
fn solved_exercises_show_what_they_printed_and_drew() {
    let (file, text) = progress(
        "[exercises.\"01_a/one\"]\npassed_at = 1\n[exercises.\"01_a/two\"]\npassed_at = 1\n",
    );
    let first = manifest(&[("01_a_one", "one"), ("the-boss", "two")]);
    let second = manifest(&[("02_b_one", "one")]);
    let (_dir, catalog) = course(&[
        (file, &text),
        ("exercises/01_a/Cargo.toml", &first),
        ("exercises/02_b/Cargo.toml", &second),
        (".runner/pictures/01_a_one-b.svg", "<svg></svg>"),
        (".runner/pictures/01_a_one-a.svg", "<svg></svg>"),
        (".runner/pictures/01_a_one-note.txt", "<svg></svg>"),
        (".runner/pictures/01_a_one-broken.svg", "no picture"),
        (".runner/pictures/01_a_one_more-a.svg", "<svg></svg>"),
        (".runner/pictures/the_boss-error.svg", "<svg></svg>"),
        (".runner/pictures/02_b_one-open.svg", "<svg></svg>"),
        (".runner/results/01_a/two.txt", "accuracy 0.97\n"),
        (".runner/results/02_b/one.txt", "not solved\n"),
    ]);
    let report = report(&catalog);
    let shown = |level: usize, exercise: usize| {
        let one = &report.levels[level].exercises[exercise];
        let pictures: Vec<_> = one.pictures.iter().map(|one| one.file.as_str()).collect();
        (one.output.clone().map(|output| output.0), pictures)
    };
    assert_eq!(
        shown(0, 0),
        (None, vec!["01_a_one-a.svg", "01_a_one-b.svg"])
    );
    assert_eq!(
        shown(0, 1),
        (Some("accuracy 0.97".to_owned()), vec!["the_boss-error.svg"])
    );
    assert_eq!(shown(1, 0), (None, vec![]), "it is not solved");
    assert_eq!((report.left_out, report.silent.len()), (0, 0));
}

#[test]
fn a_boss_that_nobody_has_heard_is_named() {
    let (file, text) = progress("[exercises.\"01_a/two\"]\npassed_at = 1\n");
    let (_dir, catalog) = course(&[(file, &text)]);
    assert_eq!(report(&catalog).silent, ["01_a/two"]);
    let printed = (".runner/results/01_a/two.txt", "");
    let (_dir, catalog) = course(&[(file, &text), printed]);
    assert_eq!(report(&catalog).silent, [""; 0]);
}

#[test]
fn pictures_beyond_the_room_are_counted_and_links_are_not_followed() {
    let (file, text) = progress("[exercises.\"01_a/one\"]\npassed_at = 1\n");
    let manifest = manifest(&[("01_a_one", "one")]);
    let large = |bytes: usize| format!("<svg>{}</svg>", " ".repeat(bytes));
    let (dir, catalog) = course(&[
        (file, &text),
        ("exercises/01_a/Cargo.toml", &manifest),
        (".runner/pictures/01_a_one-huge.svg", &large(1 << 20)),
    ]);
    let pictures = dir.path().join(".runner/pictures");
    for n in 0..8 {
        let picture = pictures.join(format!("01_a_one-large-{n}.svg"));
        fs::write(picture, large((1 << 20) - 100)).unwrap();
    }
    fs::create_dir(pictures.join("01_a_one-folder.svg")).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        fs::write(dir.path().join("secret"), "<svg></svg>").unwrap();
        let link = pictures.join("01_a_one-link.svg");
        std::os::unix::fs::symlink(dir.path().join("secret"), link).unwrap();
        let name = std::ffi::OsStr::from_bytes(b"01_a_one-\xff.svg");
        // Some file systems refuse such a name.
        let _ = fs::write(pictures.join(name), "<svg></svg>");
    }
    let report = report(&catalog);
    let shown: Vec<_> = report.levels[0].exercises[0]
        .pictures
        .iter()
        .map(|picture| picture.file.as_str())
        .collect();
    assert_eq!(
        shown,
        (0..6)
            .map(|n| format!("01_a_one-large-{n}.svg"))
            .collect::<Vec<_>>()
    );
    assert_eq!(report.left_out, 3, "one is huge, two find no room");
}

/// rustlings' form: no levels, one package.
#[test]
fn a_flat_course_has_one_level() {
    let dir = tempfile::tempdir().unwrap();
    let info = "format_version = 1\nexercises = [{ name = \"a\" }, { name = \"b\" }]\n";
    fs::write(dir.path().join("info.toml"), info).unwrap();
    let manifest = manifest(&[("a", "exercises/a"), ("b", "exercises/b")]);
    fs::write(dir.path().join("Cargo.toml"), manifest).unwrap();
    fs::create_dir_all(dir.path().join(".runner/pictures")).unwrap();
    fs::write(dir.path().join(".runner/pictures/b-x.svg"), "<svg></svg>").unwrap();
    let catalog = Catalog::open(dir.path()).unwrap();
    let b = catalog.exercises()[1].clone();
    let change = |progress: &mut Progress| progress.add_pass(&b, "hash");
    Store::of(&catalog).change(change).unwrap();
    let report = report(&catalog);
    assert_eq!(report.levels.len(), 1);
    assert_eq!(report.levels[0].exercises[1].pictures.len(), 1);
    assert!(report.period.is_some());
}
