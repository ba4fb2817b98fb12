//! Keys in, wishes out: no terminal, no file beside `info.toml`.

use std::fs;

use super::*;

const COURSE: &str = r#"
format_version = 1
levels = [
    { dir = "01_arrays", title = "Arrays" },
    { dir = "02_models", title = "Models", needs = ["01_arrays"] },
    { dir = "03_more", title = "More", needs = ["01_arrays"] },
]
exercises = [
    { dir = "01_arrays", name = "01_create", title = "Build arrays", topics = ["numpy-arrays"] },
    { dir = "01_arrays", name = "02_views", title = "Ansichten, größere" },
    { dir = "01_arrays", name = "03_quiz", title = "Test", kind = "quiz" },
    { dir = "02_models", name = "01_ridge", title = "Ridge regression", topics = ["shrinkage"] },
    { dir = "02_models", name = "02_boss", title = "Predict", kind = "boss" },
    { dir = "03_more", name = "01_tree", title = "Trees" },
]
"#;

struct Course {
    _dir: tempfile::TempDir,
    catalog: Catalog,
    progress: Progress,
}

fn course(text: &str) -> Course {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("info.toml"), text).unwrap();
    Course {
        catalog: Catalog::open(dir.path()).unwrap(),
        _dir: dir,
        progress: Progress::default(),
    }
}

impl Course {
    fn done(mut self, indices: &[usize]) -> Self {
        for &index in indices {
            self.progress
                .add_pass(&self.catalog.exercises()[index], "h");
        }
        self
    }

    fn open(&self, current: usize) -> Browser {
        Browser::open(&self.catalog, &self.progress, current, None)
    }
}

impl Browser {
    fn press(&mut self, keys: &str) -> Option<Wish> {
        keys.chars()
            .map(|char| self.update(Key::Char(char)))
            .last()
            .flatten()
    }

    /// The selected exercise, an index of the catalog.
    fn at(&self) -> Option<usize> {
        self.selected().map(|row| row.index)
    }

    fn shown(&self) -> Vec<usize> {
        self.shown.iter().map(|&row| self.row(row).index).collect()
    }
}

#[test]
fn it_opens_where_the_learner_is_and_keys_move() {
    let course = course(COURSE);
    let mut list = course.open(1);
    assert_eq!(list.at(), Some(1));
    let moves = [
        (Key::Down, 2),
        (Key::Char('j'), 3),
        (Key::Up, 2),
        (Key::Char('k'), 1),
        (Key::End, 5),
        (Key::Down, 5),
        (Key::Home, 0),
        (Key::Up, 0),
        (Key::PageDown, 5),
        (Key::PageUp, 0),
        (Key::Char('G'), 5),
        (Key::Char('g'), 0),
        (Key::Char(']'), 3),
        (Key::Tab, 5),
        (Key::Tab, 5),
        (Key::Char('['), 3),
        (Key::Down, 4),
        (Key::BackTab, 3),
        (Key::BackTab, 0),
        (Key::BackTab, 0),
        (Key::Char('c'), 1),
    ];
    for (key, expected) in moves {
        assert_eq!(list.update(key), None);
        assert_eq!(list.at(), Some(expected), "{key:?}");
    }
    assert_eq!(list.update(Key::Enter), Some(Wish::Go(1)));
    assert_eq!(list.press("o"), Some(Wish::Edit(1)));
    assert_eq!(list.press("h"), None);
    assert_eq!(list.update(Key::Backspace), None);
    assert_eq!(list.press("q"), Some(Wish::Close));
    assert_eq!(list.update(Key::Escape), Some(Wish::Close));
}

#[test]
fn a_search_narrows_with_every_letter() {
    let course = course(COURSE);
    let mut list = course.open(0);
    for (search, found) in [
        ("r", vec![0, 1, 2, 3, 4, 5]),
        ("ri", vec![3]),
        ("ridge q", vec![]),
        ("SHRINK", vec![3]),
        ("größ", vec![1]),
        ("GRÖSSE", vec![]),
        ("2.1", vec![3]),
        ("boss", vec![4]),
        ("01_arrays test", vec![2]),
        ("  ", vec![0, 1, 2, 3, 4, 5]),
    ] {
        list.press("/");
        assert_eq!(list.press(search), None);
        assert_eq!(list.shown(), found, "{search:?}");
        assert_eq!(list.at(), found.first().copied(), "{search:?}");
        assert_eq!(list.update(Key::Escape), None);
        assert_eq!(list.mode(), Mode::Keys);
        assert_eq!(list.shown().len(), 6, "Escape clears");
        list.update(Key::Home);
    }
}

#[test]
fn while_one_types_letters_are_letters() {
    let course = course(COURSE);
    let mut list = course.open(0);
    assert_eq!(list.press("/xqojk1?"), None);
    assert_eq!((list.search(), list.mode()), ("xqojk1?", Mode::Typing));
    assert_eq!(list.at(), None);
    assert_eq!(list.update(Key::Enter), None, "nothing to go to");
    for _ in 0..7 {
        list.update(Key::Backspace);
    }
    assert_eq!((list.search(), list.mode()), ("", Mode::Typing));
    assert_eq!(list.at(), Some(0), "as before");
    list.update(Key::Backspace);
    assert_eq!(list.mode(), Mode::Keys);
    assert_eq!(list.press(&format!("/{}", "a".repeat(1000))), None);
    assert_eq!(list.search().len(), LONGEST_SEARCH);
}

#[test]
fn a_found_exercise_is_one_key_away() {
    let course = course(COURSE);
    let mut list = course.open(0);
    list.press("/models");
    assert_eq!(list.shown(), [3, 4]);
    list.update(Key::Down);
    assert_eq!(list.update(Key::Enter), Some(Wish::Go(4)));
    // With Tab the letters are keys again, and the list stays narrow.
    list.update(Key::Tab);
    assert_eq!(list.press("o"), Some(Wish::Edit(4)));
    assert_eq!(list.shown(), [3, 4]);
    assert_eq!(list.press("/ boss"), None, "it goes on from there");
    assert_eq!(list.search(), "models boss");
    list.update(Key::Tab);
    assert_eq!(list.update(Key::Escape), None, "first the search");
    assert_eq!((list.shown().len(), list.at()), (6, Some(4)));
    assert_eq!(list.update(Key::Escape), Some(Wish::Close));
}

#[test]
fn filters_show_what_is_open_done_or_near() {
    let course = course(COURSE).done(&[1, 3]);
    let mut list = course.open(3);
    for (key, shown, at) in [
        ("2", vec![0, 2, 4, 5], 4),
        ("3", vec![1, 3], 3),
        ("4", vec![3, 4], 3),
        ("1", vec![0, 1, 2, 3, 4, 5], 3),
    ] {
        list.press(key);
        assert_eq!((list.shown(), list.at()), (shown, Some(at)), "{key}");
    }
    // With the search: both.
    list.press("3/ridge");
    assert_eq!(list.shown(), [3]);
    list.press("x");
    assert_eq!(list.at(), None);
    list.update(Key::Escape);
    assert_eq!((list.filter(), list.shown()), (Filter::Done, vec![1, 3]));
}

#[test]
fn a_reset_asks_and_takes_only_yes() {
    let course = course(COURSE);
    let mut list = course.open(4);
    for no in [
        Key::Char('n'),
        Key::Escape,
        Key::Enter,
        Key::Char('q'),
        Key::Char('x'),
    ] {
        assert_eq!(list.press("x"), None);
        assert_eq!(list.mode(), Mode::AskReset(4));
        assert!(!list.takes_commands());
        assert_eq!(list.update(no), None, "{no:?}");
        assert_eq!(list.mode(), Mode::Keys);
    }
    assert_eq!(list.press("xy"), Some(Wish::Reset(4)));
    assert_eq!(list.press("y"), None, "once");
    list.press("/nothing has this");
    list.update(Key::Tab);
    assert_eq!(list.press("x"), None);
    assert_eq!(list.mode(), Mode::Keys, "nothing is selected");
}

#[test]
fn what_is_done_meanwhile_shows_and_the_selection_stays_near() {
    let course = course(COURSE);
    let mut list = course.open(0);
    list.press("2jj");
    assert_eq!(list.at(), Some(2));
    let course = course.done(&[0]);
    list.refresh(&course.catalog, &course.progress, 1);
    assert_eq!((list.shown(), list.at()), (vec![1, 2, 3, 4, 5], Some(2)));
    assert!(list.is_current(list.row(1)));
    let course = course.done(&[2]);
    list.refresh(&course.catalog, &course.progress, 1);
    assert_eq!((list.shown(), list.at()), (vec![1, 3, 4, 5], Some(3)));
    let course = course.done(&[1, 3, 4, 5]);
    list.refresh(&course.catalog, &course.progress, 5);
    assert_eq!((list.shown(), list.at()), (vec![], None));
    for key in [
        Key::Enter,
        Key::Up,
        Key::Tab,
        Key::BackTab,
        Key::End,
        Key::Char('c'),
    ] {
        assert_eq!(list.update(key), None, "{key:?}");
    }
    list.press("1");
    assert_eq!((list.at(), list.total()), (Some(3), (6, 6)));
}

#[test]
fn levels_say_what_they_need_and_where_a_quiz_leads() {
    let course = course(COURSE);
    let list = course.open(0);
    let of = |list: &Browser, level| (list.level(level).quiz, list.level(level).is_met());
    let open = Quiz::LeadsPast { quiz: 2, open: 2 };
    assert_eq!(of(&list, 0), (open, false));
    assert_eq!(of(&list, 1), (Quiz::Nothing, false));
    assert_eq!(list.level(1).needs, [0]);
    assert_eq!(list.level(0).opens, [1, 2]);

    let course = course.done(&[0]);
    assert_eq!(
        of(&course.open(0), 0),
        (Quiz::LeadsPast { quiz: 2, open: 1 }, false)
    );
    let course = course.done(&[2]);
    assert_eq!(of(&course.open(0), 0), (Quiz::TestedOut { open: 1 }, true));
    let course = course.done(&[1]);
    assert_eq!(of(&course.open(0), 0), (Quiz::Nothing, true));
}

#[test]
fn a_level_may_be_asked_for() {
    let course = course(COURSE).done(&[3]);
    let open =
        |current, only| Browser::open(&course.catalog, &course.progress, current, Some(only));
    let list = open(0, 1);
    assert_eq!(
        (list.shown(), list.at()),
        (vec![3, 4], Some(4)),
        "the first open one"
    );
    let list = open(3, 1);
    assert_eq!(list.at(), Some(3), "or where the learner is");
    let course = course.done(&[4]);
    let list = Browser::open(&course.catalog, &course.progress, 0, Some(1));
    assert_eq!(list.at(), Some(3), "all are done");
}

/// Entries of a level need not stand together in `info.toml`; names need no numbers.
#[test]
fn courses_of_any_form_can_be_browsed() {
    let mixed = course(
        "format_version = 1\nexercises = [{ dir = \"a\", name = \"x\" }, { dir = \"b\", name = \"y\" }, { dir = \"a\", name = \"z\" }]\n",
    );
    let mut list = mixed.open(1);
    assert_eq!((list.shown(), list.at()), (vec![0, 2, 1], Some(1)));
    let numbers: Vec<&str> = (0..3).map(|row| list.row(row).number.as_str()).collect();
    assert_eq!(numbers, ["1", "2", "1"]);
    list.update(Key::Up);
    assert_eq!(list.at(), Some(2));
    list.press("[");
    assert_eq!(list.at(), Some(0));

    let flat = course("format_version = 1\nexercises = [{ name = \"a\" }]\n");
    assert_eq!(flat.open(0).lines(), [Line::Level(0), Line::Row(0)]);
}
