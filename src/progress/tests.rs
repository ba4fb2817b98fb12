//! The progress file: what is kept, what survives, what is put aside.

use super::*;
use crate::review::schedule::Recall;

fn course() -> (tempfile::TempDir, Catalog) {
    let dir = tempfile::tempdir().unwrap();
    let text =
        "format_version = 1\nexercises = [{ name = \"a\" }, { name = \"b\" }, { name = \"c\" }]\n";
    fs::write(dir.path().join("info.toml"), text).unwrap();
    let catalog = Catalog::open(dir.path()).unwrap();
    (dir, catalog)
}

#[test]
fn a_pass_is_kept_and_the_next_pending_found() {
    let (_dir, catalog) = course();
    let store = Store::of(&catalog);
    let [a, b, c] = catalog.exercises() else {
        panic!()
    };
    assert_eq!(store.load().unwrap().progress.current(&catalog), 0);
    store
        .change(|progress| progress.add_pass(b, "hash"))
        .unwrap();
    let progress = store.load().unwrap().progress;
    assert!(progress.is_done(b) && !progress.is_done(a));
    assert_eq!(progress.next_pending(&catalog, Some(0)), Some(2));
    assert_eq!(
        progress.next_pending(&catalog, Some(2)),
        Some(0),
        "from the beginning again"
    );
    let (progress, _) = store
        .change(|progress| {
            progress.add_pass(a, "h");
            progress.add_pass(c, "h");
        })
        .unwrap();
    assert_eq!(progress.next_pending(&catalog, Some(2)), None);
    assert_eq!(progress.current(&catalog), 2, "all done: the last one");
}

#[test]
fn a_solved_quiz_excuses_from_its_level_but_not_who_works_there() {
    let dir = tempfile::tempdir().unwrap();
    let text = r#"
format_version = 1
levels = [{ dir = "1", title = "One" }, { dir = "2", title = "Two" }]
exercises = [
    { dir = "1", name = "a" }, { dir = "1", name = "b" }, { dir = "1", name = "quiz", kind = "quiz" },
    { dir = "2", name = "c" }, { dir = "2", name = "quiz2", kind = "quiz" },
]
"#;
    fs::write(dir.path().join("info.toml"), text).unwrap();
    let catalog = Catalog::open(dir.path()).unwrap();
    let mut progress = Progress::default();
    assert_eq!(progress.open_after_quiz(&catalog, 0), 0, "the quiz is open");
    progress.add_pass(&catalog.exercises()[2], "h");
    assert_eq!(progress.open_after_quiz(&catalog, 0), 2);
    assert_eq!(progress.next_pending(&catalog, None), Some(3));
    assert_eq!(progress.next_pending(&catalog, Some(2)), Some(3));
    assert_eq!(progress.next_pending(&catalog, Some(4)), Some(3), "around");
    assert_eq!(progress.next_pending(&catalog, Some(0)), Some(1), "chosen");
    assert_eq!(progress.next_pending(&catalog, Some(1)), Some(3));
    progress.add_pass(&catalog.exercises()[0], "h");
    progress.add_pass(&catalog.exercises()[1], "h");
    assert_eq!(progress.open_after_quiz(&catalog, 0), 0, "nothing is left");
    // The quiz of the second level excuses from nothing else.
    progress.add_pass(&catalog.exercises()[4], "h");
    assert_eq!(progress.next_pending(&catalog, None), None);
    assert_eq!(progress.open_after_quiz(&catalog, 1), 1);
}

#[test]
fn what_is_unknown_survives_a_change() {
    let (_dir, catalog) = course();
    let store = Store::of(&catalog);
    let text = "version = 1\nmood = \"good\"\n[exercises.gone]\npassed_at = 5\nstars = 3\n[exercises.a]\nstars = 2\n";
    fs::create_dir_all(catalog.state_dir()).unwrap();
    fs::write(&store.file, text).unwrap();
    store
        .change(|progress| progress.add_attempt(&catalog.exercises()[0]))
        .unwrap();
    let table: toml::Table = fs::read_to_string(&store.file).unwrap().parse().unwrap();
    assert_eq!(table["mood"].as_str(), Some("good"));
    assert_eq!(table["exercises"]["gone"]["stars"].as_integer(), Some(3));
    assert_eq!(table["exercises"]["a"]["stars"].as_integer(), Some(2));
    assert_eq!(table["exercises"]["a"]["attempts"].as_integer(), Some(1));
}

#[test]
fn an_unreadable_file_is_kept_aside_at_the_first_change_only() {
    let (_dir, catalog) = course();
    let store = Store::of(&catalog);
    fs::create_dir_all(catalog.state_dir()).unwrap();
    for (broken, name) in [
        (b"\xff\xfe".as_slice(), "unreadable"),
        (b"", "unreadable-2"),
        (b"version = \"x\"", "unreadable-3"),
    ] {
        fs::write(&store.file, broken).unwrap();
        assert!(store.load().unwrap().unreadable.is_some());
        assert_eq!(
            fs::read(&store.file).unwrap(),
            broken,
            "reading changes nothing"
        );
        let (_, aside) = store.change(|_| {}).unwrap();
        let aside = aside.unwrap();
        assert!(aside.display().to_string().ends_with(name), "{aside:?}");
        assert_eq!(fs::read(aside).unwrap(), broken);
    }
}

#[test]
fn a_file_of_a_newer_runner_is_left_alone() {
    let (_dir, catalog) = course();
    let store = Store::of(&catalog);
    fs::create_dir_all(catalog.state_dir()).unwrap();
    fs::write(&store.file, "version = 2\nshape = \"other\"\n").unwrap();
    let error = store.change(|_| {}).unwrap_err().to_string();
    assert!(
        error.contains("newer runner (format 2, this one knows 1)"),
        "{error}"
    );
    assert_eq!(
        fs::read_to_string(&store.file).unwrap(),
        "version = 2\nshape = \"other\"\n"
    );
}

#[test]
fn attempts_and_time_stop_counting_with_the_first_pass() {
    let (_dir, catalog) = course();
    let a = &catalog.exercises()[0];
    let mut progress = Progress::default();
    progress.add_attempt(a);
    progress.add_time(a, 7);
    progress.add_pass(a, "h");
    progress.add_attempt(a);
    progress.add_time(a, 7);
    assert_eq!(
        (progress.attempts(a), progress.exercises["a"].seconds),
        (1, 7)
    );
}

const MARCH: i64 = 1_772_366_400; // 2026-03-01, noon
const DAY: i64 = 86_400;

#[test]
fn a_review_changes_nothing_of_the_first_pass() {
    let (_dir, catalog) = course();
    let store = Store::of(&catalog);
    // As an older runner wrote it.
    let text = format!(
        "version = 1\n[exercises.a]\npassed_at = {MARCH}\npassed_hash = \"h\"\nattempts = 4\nhints = 1\nseconds = 77\n"
    );
    fs::create_dir_all(catalog.state_dir()).unwrap();
    fs::write(&store.file, &text).unwrap();
    let a = &catalog.exercises()[0];
    let before: toml::Table = text.parse().unwrap();
    assert_eq!(
        store.load().unwrap().progress.memory(a).unwrap().interval,
        2,
        "four attempts and a hint: grade 3"
    );

    let effort = crate::review::schedule::Effort::default();
    let recall = Recall::Solved(effort);
    let now = MARCH + 2 * DAY;
    store
        .change(|progress| {
            progress.add_review_at(a, &recall, now);
        })
        .unwrap();
    let after: toml::Table = fs::read_to_string(&store.file).unwrap().parse().unwrap();
    let mut entry = after["exercises"]["a"].as_table().unwrap().clone();
    let review = entry.remove("review").unwrap();
    assert_eq!(Some(&entry), before["exercises"]["a"].as_table());
    assert_eq!(review["reviewed_at"].as_integer(), Some(now));
    assert_eq!(review["interval"].as_integer(), Some(6));
    assert_eq!(review["lapses"].as_integer(), Some(0));

    let (progress, _) = store
        .change(|progress| {
            progress.add_review_at(a, &Recall::GivenUp, now + 6 * DAY);
        })
        .unwrap();
    let memory = progress.memory(a).unwrap();
    assert_eq!((memory.interval, memory.lapses), (1, 1));
    assert_eq!(memory.since, now + 6 * DAY);
    assert_eq!(progress.attempts(a), 4);
}

#[test]
fn what_a_newer_runner_knows_of_reviews_survives() {
    let (_dir, catalog) = course();
    let store = Store::of(&catalog);
    let text = format!(
        "version = 1\nreminded_at = {MARCH}\n[exercises.a]\npassed_at = {MARCH}\n\
         [exercises.a.review]\nreviewed_at = {MARCH}\ninterval = 10\nease = 2\nlapses = 3\nstability = 0.5\n\
         [exercises.b]\npassed_at = {MARCH}\n[exercises.b.review]\nstability = 1.5\n"
    );
    fs::create_dir_all(catalog.state_dir()).unwrap();
    fs::write(&store.file, text).unwrap();
    let [a, b, c] = catalog.exercises() else {
        panic!()
    };
    store
        .change(|progress| {
            progress.add_review_at(a, &Recall::GivenUp, MARCH + 10 * DAY);
        })
        .unwrap();
    let table: toml::Table = fs::read_to_string(&store.file).unwrap().parse().unwrap();
    let review = &table["exercises"]["a"]["review"];
    assert_eq!(review["stability"].as_float(), Some(0.5));
    assert_eq!(review["lapses"].as_integer(), Some(4));
    assert_eq!(
        review["ease"].as_float(),
        Some(2.0),
        "a whole number is a number"
    );
    let other = &table["exercises"]["b"]["review"];
    assert_eq!(other["stability"].as_float(), Some(1.5));
    assert_eq!(table["reminded_at"].as_integer(), Some(MARCH));
    let progress = store.load().unwrap().progress;
    assert_eq!(progress.memory(b).unwrap().interval, 1, "within its bounds");
    assert!(
        progress.memory(c).is_none(),
        "not solved, nothing to remember"
    );
}

#[test]
fn the_times_of_the_others_say_what_is_slow() {
    let text = "format_version = 1\nexercises = [{ name = \"a\" }, { name = \"b\" }, { name = \"c\" }, { name = \"d\" }, { name = \"e\" }]\n";
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("info.toml"), text).unwrap();
    let catalog = Catalog::open(dir.path()).unwrap();
    let mut progress = Progress::default();
    for (exercise, seconds) in catalog.exercises().iter().zip([100, 200, 300, 400, 601]) {
        progress.add_time(exercise, seconds);
        assert_eq!(progress.effort(exercise).usual_seconds, None);
        progress.add_pass(exercise, "h");
    }
    let intervals: Vec<u32> = catalog
        .exercises()
        .iter()
        .map(|exercise| progress.memory(exercise).unwrap().interval)
        .collect();
    assert_eq!(intervals, [7, 7, 7, 7, 4], "601 s is more than twice 300 s");
}

#[test]
fn a_reset_forgets_how_well_it_was_remembered() {
    let (_dir, catalog) = course();
    let a = &catalog.exercises()[0];
    let mut progress = Progress::default();
    progress.add_pass(a, "h");
    progress.add_review_at(a, &Recall::GivenUp, MARCH);
    progress.reopen(a);
    assert!(progress.memory(a).is_none());
    assert!(progress.add_review_at(a, &Recall::GivenUp, MARCH).is_none());
    progress.add_pass(a, "h");
    assert_eq!(progress.memory(a).unwrap().lapses, 0);
}

#[test]
fn a_reminder_comes_once_a_day_and_after_a_clock_was_set_back() {
    let mut progress = Progress::default();
    assert!(progress.may_remind(MARCH));
    progress.set_reminded(MARCH);
    assert!(!progress.may_remind(MARCH + DAY / 2));
    assert!(progress.may_remind(MARCH + DAY));
    assert!(progress.may_remind(MARCH - 30 * DAY));
}

/// Whatever is in the file: it is read or refused, and what is read can be changed and saved and read again.
#[test]
fn any_bytes_may_be_in_the_file() {
    const START: &str = "version = 1\ncurrent = \"a\"\nmood = [1, { x = 1979-05-27T07:32:00Z }]\n\n[exercises.a]\npassed_at = 5\npassed_hash = \"ab\"\nattempts = 2\nhints = 1\nseconds = 7\nstars = 3\n\n[exercises.\"b/c\"]\nhints = 0\n";
    const TOKENS: [&str; 13] = [
        "9223372036854775807",
        "[exercises.b]\nseconds = 9223372036854775807\n",
        "-1",
        "4294967295",
        "[exercises.a]",
        "[[exercises]]",
        "{ ",
        "\"\"\"",
        "nan",
        "\u{0}",
        "version = 1\n",
        "a.b.c = ",
        "\\u001b",
    ];
    let (_dir, catalog) = course();
    crate::fuzz::each(START, &TOKENS, 3000, move |bytes| {
        let Ok(mut progress) = parse(bytes) else {
            return;
        };
        let former = [("b/c".to_owned(), "a".to_owned())].into();
        progress.follow(&former);
        for exercise in catalog.exercises() {
            progress.add_attempt(exercise);
            progress.add_time(exercise, 10);
            progress.add_hint(exercise, 1);
            progress.add_pass(exercise, "h");
        }
        progress.current(&catalog);
        progress.next_pending(&catalog, Some(1));
        let text = toml::to_string(&progress).expect("what was read can be saved");
        let again = parse(text.as_bytes()).expect("what was saved can be read");
        assert_eq!(toml::to_string(&again).unwrap(), text);
    });
}

#[test]
fn shown_hints_are_kept_by_their_place_and_a_number_alone_means_the_first_ones() {
    let dir = tempfile::tempdir().unwrap();
    let text = "format_version = 1\nexercises = [{ name = \"a\", hints = [\"1\", \"2\", \"3\", \"4\"] }]\n";
    fs::write(dir.path().join("info.toml"), text).unwrap();
    let catalog = Catalog::open(dir.path()).unwrap();
    let a = &catalog.exercises()[0];
    let of = |entry: &str| {
        parse(format!("version = 1\n[exercises.a]\n{entry}\n").as_bytes())
            .unwrap()
            .hints_shown(a)
    };
    assert_eq!(of(""), [0; 0]);
    assert_eq!(of("hints = 2"), [0, 1]);
    assert_eq!(of("hints = 9"), [0, 1, 2, 3]);
    assert_eq!(of("hints = 2\nhints_shown = [3, 0]"), [3, 0]);
    assert_eq!(
        of("hints = 3\nhints_shown = [3, 0]"),
        [3, 0, 1],
        "a runner that knows only the number showed one more"
    );
    assert_eq!(
        of("hints = 2\nhints_shown = [7, 3]"),
        [3, 0],
        "the ladder got shorter"
    );

    let store = Store::of(&catalog);
    store.change(|progress| progress.add_hint(a, 3)).unwrap();
    store.change(|progress| progress.add_hint(a, 1)).unwrap();
    store.change(|progress| progress.add_hint(a, 3)).unwrap();
    assert_eq!(store.load().unwrap().progress.hints_shown(a), [3, 1]);
}
