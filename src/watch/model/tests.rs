//! Sessions without clock, file or terminal: messages in, effects out.

use std::{fs, time::Duration};

use super::*;
use crate::verdict::{Test, TestOutcome};
use crate::watch::message::{Key, Quit};

struct Course {
    _dir: tempfile::TempDir,
    catalog: Catalog,
    model: Model,
}

fn course(advance: Advance) -> Course {
    let dir = tempfile::tempdir().unwrap();
    let text = "format_version = 1\nexercises = [{ name = \"a\", hints = [\"1\", \"2\"] }, { name = \"b\" }, { name = \"c\" }]\n";
    fs::write(dir.path().join("info.toml"), text).unwrap();
    let catalog = Catalog::open(dir.path()).unwrap();
    let mut model = Model::new(&catalog, Progress::default(), advance);
    assert_eq!(
        model.start(),
        [
            Effect::SavePlace { index: 0 },
            Effect::Check {
                run: 1,
                index: 0,
                freshness: Freshness::Cached
            }
        ]
    );
    Course {
        _dir: dir,
        catalog,
        model,
    }
}

impl Course {
    fn send(&mut self, msg: Msg) -> Vec<Effect> {
        self.model.update(&self.catalog, msg)
    }

    fn press(&mut self, key: char) -> Vec<Effect> {
        self.send(Msg::Key(Key::Char(key)))
    }

    fn result(&mut self, run: u64, verdict: Verdict, hash: &str) -> Vec<Effect> {
        let checked = Checked {
            verdict,
            took: Duration::ZERO,
            hash: hash.to_owned(),
            cached: false,
            training: Training::default(),
        };
        self.send(Msg::Checked {
            run,
            result: Ok(Box::new(checked)),
        })
    }
}

fn passed() -> Verdict {
    let tests = vec![Test {
        name: "tests::x".to_owned(),
        outcome: TestOutcome::Passed,
    }];
    Verdict::Passed {
        tests,
        warnings: Vec::new(),
        output: String::new(),
    }
}

fn failed() -> Verdict {
    Verdict::TestsFailed {
        tests: Vec::new(),
        warnings: Vec::new(),
    }
}

fn check(run: u64, index: usize) -> Effect {
    Effect::Check {
        run,
        index,
        freshness: Freshness::Cached,
    }
}

#[test]
fn a_save_starts_a_check_and_the_same_text_again_does_not() {
    let mut course = course(Advance::Automatic);
    course.result(1, failed(), "h0");
    let save = |hash: &str| Msg::Content {
        index: 0,
        hash: hash.to_owned(),
    };
    assert_eq!(course.send(save("h0")), []);
    assert_eq!(course.send(save("h1")), [Effect::StopAhead, check(2, 0)]);
    assert_eq!(course.send(save("h1")), []);
    assert_eq!(
        course.send(save("h0")),
        [Effect::StopAhead, check(3, 0)],
        "back to the text before"
    );
}

#[test]
fn the_result_of_an_older_text_is_dropped() {
    let mut course = course(Advance::Automatic);
    course.send(Msg::Content {
        index: 0,
        hash: "h1".to_owned(),
    });
    assert_eq!(course.result(1, passed(), "h0"), []);
    assert!(course.model.judged.is_none());
    assert_eq!(course.model.phase, Phase::Checking(None));
}

#[test]
fn a_pass_is_saved_and_gives_way_to_the_next() {
    let mut course = course(Advance::Automatic);
    let effects = course.result(1, passed(), "h");
    assert_eq!(
        effects,
        [
            Effect::SavePass {
                index: 0,
                hash: "h".to_owned()
            },
            Effect::Aftermath { index: 0 },
            Effect::SavePlace { index: 1 },
            Effect::StopAhead,
            check(2, 1)
        ]
    );
    assert_eq!(
        course.model.solved.as_ref().map(|solved| solved.index),
        Some(0),
        "moving on does not hide it"
    );
    course.send(Msg::Demo {
        index: 0,
        output: "plot".to_owned(),
    });
    assert_eq!(
        course
            .model
            .solved
            .as_ref()
            .map(|solved| solved.demo.as_str()),
        Some("plot")
    );
}

#[test]
fn the_panel_of_the_solved_one_goes_with_the_first_save_of_the_next() {
    let mut course = course(Advance::Automatic);
    course.result(1, passed(), "h");
    course.result(2, failed(), "b0");
    assert!(course.model.solved.is_some());
    course.send(Msg::Content {
        index: 1,
        hash: "b1".to_owned(),
    });
    assert!(course.model.solved.is_none());
}

#[test]
fn stay_waits_for_the_key() {
    let mut course = course(Advance::WaitForKey);
    course.result(1, passed(), "h");
    assert_eq!(course.model.current, 0);
    assert_eq!(
        course.press('n'),
        [
            Effect::SavePlace { index: 1 },
            Effect::StopAhead,
            check(2, 1)
        ]
    );
}

#[test]
fn coming_back_to_a_solved_exercise_stays_there() {
    let mut course = course(Advance::Automatic);
    course.result(1, passed(), "h");
    course.press('p');
    course.result(3, passed(), "h");
    assert_eq!(course.model.current, 0);
}

#[test]
fn the_last_pass_stays_and_says_so() {
    let mut course = course(Advance::Automatic);
    for run in 1..=3 {
        course.result(run, passed(), "h");
    }
    assert_eq!(course.model.current, 2);
    assert!(matches!(&course.model.judged, Some(Ok(checked)) if checked.verdict.is_passed()));
    course.press('n');
    assert!(course.model.notice.is_some());
}

#[test]
fn hints_come_one_at_a_time_and_are_counted() {
    let mut course = course(Advance::Automatic);
    assert_eq!(course.press('h'), [Effect::SaveHint { index: 0, hint: 0 }]);
    assert_eq!(course.press('h'), [Effect::SaveHint { index: 0, hint: 1 }]);
    assert_eq!(course.press('h'), [], "there are only two");
    assert_eq!(course.model.overlay, Overlay::Hints);
    course.send(Msg::Key(Key::Escape));
    assert_eq!(course.press('h'), [], "reading again asks for nothing new");
    assert_eq!(course.model.overlay, Overlay::Hints);
}

#[test]
fn resetting_asks_first() {
    let mut course = course(Advance::Automatic);
    assert_eq!(course.press('x'), []);
    assert_eq!(course.press('n'), [], "n answers no and does not move on");
    assert_eq!(course.model.current, 0);
    course.press('x');
    assert_eq!(course.press('y'), [Effect::Reset { index: 0 }]);
}

#[test]
fn the_solution_of_an_open_exercise_asks_first() {
    let mut course = course(Advance::WaitForKey);
    assert_eq!(course.press('s'), []);
    assert_eq!(course.press('y'), [Effect::ShowSolution { index: 0 }]);
    course.result(1, passed(), "h");
    assert_eq!(course.press('s'), [Effect::ShowSolution { index: 0 }]);
}

#[test]
fn quitting_stops_what_runs() {
    let mut course = course(Advance::Automatic);
    assert_eq!(
        course.press('q'),
        [Effect::Cancel, Effect::StopAhead, Effect::Quit(Quit::Asked)]
    );
    assert_eq!(
        course.send(Msg::Terminated(Quit::Interrupted)),
        [
            Effect::Cancel,
            Effect::StopAhead,
            Effect::Quit(Quit::Interrupted)
        ]
    );
}

#[test]
fn a_save_of_another_exercise_is_offered() {
    let mut course = course(Advance::Automatic);
    course.send(Msg::OtherSaved { index: 2 });
    assert_eq!(course.model.current, 0);
    assert_eq!(
        course.press('g'),
        [
            Effect::SavePlace { index: 2 },
            Effect::StopAhead,
            check(2, 2)
        ]
    );
    assert_eq!(course.press('g'), []);
}

#[test]
fn another_terminal_may_move_the_place() {
    let mut course = course(Advance::Automatic);
    let mut progress = Progress::default();
    progress.move_to(&course.catalog.exercises()[2]);
    assert_eq!(
        course.send(Msg::ProgressChanged(Box::new(progress.clone()))),
        [Effect::StopAhead, check(2, 2)]
    );
    assert_eq!(course.send(Msg::ProgressChanged(Box::new(progress))), []);
}

#[test]
fn the_next_level_is_prepared_when_the_next_exercise_is() {
    let dir = tempfile::tempdir().unwrap();
    let text = r#"
format_version = 1
levels = [{ dir = "1", title = "One" }, { dir = "2", title = "Two" }]
exercises = [{ dir = "1", name = "a" }, { dir = "1", name = "b" }, { dir = "1", name = "c" }, { dir = "2", name = "d" }]
"#;
    fs::write(dir.path().join("info.toml"), text).unwrap();
    let catalog = Catalog::open(dir.path()).unwrap();
    let mut model = Model::new(&catalog, Progress::default(), Advance::Automatic);
    model.start();
    let mut course = Course {
        _dir: dir,
        catalog,
        model,
    };
    let ready = |index| Msg::Ahead {
        index,
        news: Ahead::Ready,
    };
    assert!(
        course
            .result(1, failed(), "h")
            .contains(&Effect::PrepareAhead { index: 1 })
    );
    assert_eq!(course.send(ready(1)), [Effect::PrepareAhead { index: 3 }]);
    assert_eq!(course.send(ready(3)), [], "and no more");
    // A result that comes while a check runs waits for its end.
    course.send(Msg::CourseChanged);
    assert_eq!(course.send(ready(1)), []);
    assert!(
        course
            .result(2, failed(), "h")
            .contains(&Effect::PrepareAhead { index: 3 })
    );
}

#[test]
fn the_next_exercise_is_prepared_once() {
    let mut course = course(Advance::Automatic);
    assert!(
        course
            .result(1, failed(), "h")
            .contains(&Effect::PrepareAhead { index: 1 })
    );
    course.send(Msg::Ahead {
        index: 1,
        news: Ahead::Ready,
    });
    course.send(Msg::Content {
        index: 0,
        hash: "h2".to_owned(),
    });
    assert!(
        !course
            .result(2, failed(), "h2")
            .contains(&Effect::PrepareAhead { index: 1 })
    );
}

// ---- the list ------------------------------------------------------------------------------------

#[test]
fn the_list_takes_the_keys_and_gives_them_back() {
    let mut course = course(Advance::Automatic);
    course.press('h');
    course.press('l');
    assert!(course.model.list.is_some());
    assert_eq!(course.press('n'), [], "n is no key of the list");
    assert_eq!(course.press('q'), [], "q closes the list, not the session");
    assert!(course.model.list.is_none());
    assert_eq!(course.model.overlay, Overlay::Hints);
    for close in [Key::Char('l'), Key::Escape] {
        course.press('l');
        course.send(Msg::Key(close));
        assert!(course.model.list.is_none(), "{close:?}");
    }
    // In a search it is a letter.
    for key in "l/l".chars() {
        course.press(key);
    }
    assert_eq!(course.model.list.as_ref().map(Browser::search), Some("l"));
}

#[test]
fn going_somewhere_from_the_list_is_moving_there() {
    let mut course = course(Advance::Automatic);
    course.press('l');
    course.press('G');
    assert_eq!(
        course.send(Msg::Key(Key::Enter)),
        [
            Effect::SavePlace { index: 2 },
            Effect::StopAhead,
            check(2, 2)
        ]
    );
    assert!(course.model.list.is_none());
    course.press('l');
    assert_eq!(course.send(Msg::Key(Key::Enter)), [], "there already");
    assert!(course.model.list.is_none());
    course.press('l');
    course.press('k');
    assert_eq!(course.press('o'), [Effect::OpenEditor { index: 1 }]);
    assert!(
        course.model.list.is_some(),
        "it is there when the editor closes"
    );
}

#[test]
fn checks_go_on_beneath_the_list() {
    let mut course = course(Advance::Automatic);
    for key in "l/c".chars() {
        course.press(key);
    }
    // A pass moves on; the list stays, shows it, and its letters stay letters.
    let effects = course.result(1, passed(), "h");
    assert!(effects.contains(&check(2, 1)));
    course.result(2, failed(), "b0");
    course.send(Msg::AllChecked {
        report: "all".to_owned(),
    });
    let list = course.model.list.as_ref().unwrap();
    assert_eq!((list.search(), list.total()), ("c", (1, 3)));
    assert!(list.is_current(list.row(1)) && list.row(0).done);
    course.send(Msg::Key(Key::Escape));
    course.send(Msg::Key(Key::Escape));
    assert!(course.model.judged.is_some(), "the verdict is not lost");
    assert_eq!(
        course.model.solved.as_ref().map(|solved| solved.index),
        Some(0)
    );
    assert_eq!(course.model.overlay, Overlay::CheckReport("all".to_owned()));
}

#[test]
fn a_save_closes_the_list_unless_something_is_typed_or_asked() {
    for (keys, stays) in [("l", false), ("l?", false), ("l/b", true), ("lx", true)] {
        let mut course = course(Advance::Automatic);
        course.result(1, failed(), "h0");
        for key in keys.chars() {
            course.press(key);
        }
        let effects = course.send(Msg::Content {
            index: 0,
            hash: "h1".to_owned(),
        });
        assert_eq!(effects, [Effect::StopAhead, check(2, 0)]);
        assert_eq!(course.model.list.is_some(), stays, "{keys}");
    }
}

#[test]
fn a_reset_from_the_list_is_no_save() {
    let mut course = course(Advance::Automatic);
    course.result(1, failed(), "h0");
    for key in "lx".chars() {
        course.press(key);
    }
    assert_eq!(course.press('y'), [Effect::Reset { index: 0 }]);
    course.model.was_reset(0, "untouched".to_owned());
    course.model.notice = Some("it is untouched again".to_owned());
    let saved = |hash: &str| Msg::Content {
        index: 0,
        hash: hash.to_owned(),
    };
    assert_eq!(
        course.send(saved("untouched")),
        [Effect::StopAhead, check(2, 0)]
    );
    assert!(course.model.list.is_some() && course.model.notice.is_some());
    course.send(saved("h2"));
    assert!(course.model.list.is_none() && course.model.notice.is_none());
    assert!(!course.model.is_own_reset(1, "untouched"));
}

#[test]
fn scrolling_has_ends() {
    let mut course = course(Advance::Automatic);
    for (key, scroll) in [
        (Key::End, usize::MAX),
        (Key::Down, usize::MAX),
        (Key::PageDown, usize::MAX),
        (Key::Home, 0),
        (Key::Up, 0),
        (Key::PageUp, 0),
        (Key::Down, 1),
    ] {
        assert_eq!(course.send(Msg::Key(key)), []);
        assert_eq!(course.model.scroll, scroll, "{key:?}");
    }
}

#[test]
fn keys_without_a_meaning_leave_everything_as_it_is() {
    let mut course = course(Advance::Automatic);
    course.press('?');
    for key in [
        Key::Enter,
        Key::Tab,
        Key::BackTab,
        Key::Backspace,
        Key::Char('Z'),
    ] {
        assert_eq!(course.send(Msg::Key(key)), []);
        assert_eq!(course.model.overlay, Overlay::Help, "{key:?}");
    }
}

// ---- trainings -----------------------------------------------------------------------------------

#[test]
fn a_training_is_news_of_the_newest_check_only() {
    let mut course = course(Advance::Automatic);
    let stage = |losses: &[f64]| {
        let curve = crate::training::curve_of(losses.iter().copied());
        Stage::Training(Box::new(curve))
    };
    let news = |run, losses: &[f64]| Msg::Stage {
        run,
        stage: stage(losses),
    };
    course.send(news(1, &[2.0, 1.0]));
    assert_eq!(
        course.model.phase,
        Phase::Checking(Some(stage(&[2.0, 1.0])))
    );
    course.send(Msg::Content {
        index: 0,
        hash: "h1".to_owned(),
    });
    course.send(news(1, &[2.0, 1.0, 0.5]));
    assert_eq!(course.model.phase, Phase::Checking(None), "an older check");
    course.result(2, failed(), "h1");
    course.send(news(2, &[2.0]));
    assert_eq!(course.model.phase, Phase::Idle, "too late");
}

#[test]
fn what_main_trains_belongs_to_the_exercise_that_was_solved() {
    let mut course = course(Advance::Automatic);
    let trains = |index| Msg::MainTrains {
        index,
        training: Box::new(crate::training::training_of(
            "0\t1\tnew\tmain\t\n0\t1\t0\t1\n",
        )),
    };
    course.send(trains(0));
    assert!(course.model.solved.is_none(), "nothing is solved yet");
    course.result(1, passed(), "h");
    course.send(trains(1));
    let curve = |course: &Course| {
        let solved = course.model.solved.as_ref();
        solved.and_then(|solved| solved.main_training.newest().cloned())
    };
    assert_eq!(curve(&course), None, "of another exercise");
    course.send(trains(0));
    assert!(curve(&course).is_some());
}

#[test]
fn the_page_of_the_level_is_asked_for_and_closed_with_the_same_key() {
    let mut course = course(Advance::Automatic);
    assert_eq!(course.press('d'), [Effect::ShowReadme { level: 0 }]);
    course.send(Msg::Text {
        overlay: Overlay::Readme("# Page".to_owned()),
    });
    course.model.scroll = 7;
    assert_eq!(course.press('d'), []);
    assert_eq!(course.model.overlay, Overlay::None);
    assert_eq!(course.model.scroll, 0);
}

#[test]
fn the_quiz_is_one_key_away_and_so_is_the_way_back() {
    let dir = tempfile::tempdir().unwrap();
    let text = r#"
format_version = 1
levels = [{ dir = "1", title = "One" }]
exercises = [{ dir = "1", name = "a" }, { dir = "1", name = "b" }, { dir = "1", name = "quiz", kind = "quiz" }]
"#;
    fs::write(dir.path().join("info.toml"), text).unwrap();
    let catalog = Catalog::open(dir.path()).unwrap();
    let mut model = Model::new(&catalog, Progress::default(), Advance::Automatic);
    model.start();
    let mut quiz_course = Course {
        _dir: dir,
        catalog,
        model,
    };
    let moves = |run, index| {
        [
            Effect::SavePlace { index },
            Effect::StopAhead,
            check(run, index),
        ]
    };
    assert_eq!(quiz_course.press('z'), moves(2, 2));
    assert!(
        quiz_course
            .model
            .notice
            .as_ref()
            .is_some_and(|notice| notice.ends_with("g goes back to 1/a"))
    );
    assert_eq!(quiz_course.press('z'), [], "it is the quiz");
    assert_eq!(quiz_course.press('g'), moves(3, 0));

    let mut without = course(Advance::Automatic);
    assert_eq!(without.press('z'), []);
    assert_eq!(
        without.model.notice.as_deref(),
        Some("this level has no quiz")
    );
}

/// A session on copies of `b` and `a`, in this order.
fn review() -> Course {
    let Course { _dir, catalog, .. } = course(Advance::Automatic);
    let copies = catalog.for_review(&[1, 0]);
    let mut model = Model::new(&copies, Progress::default(), Advance::Automatic);
    model.start();
    Course {
        _dir,
        catalog: copies,
        model,
    }
}

#[test]
fn the_first_pass_ends_a_review_and_gives_way_to_the_next() {
    let mut course = review();
    let effects = course.result(1, passed(), "h");
    assert!(effects.contains(&Effect::ReviewPassed { index: 0 }));
    assert!(effects.contains(&check(2, 1)), "{effects:?}");
    course.press('p');
    let effects = course.result(3, passed(), "h");
    assert!(
        !effects
            .iter()
            .any(|effect| matches!(effect, Effect::ReviewPassed { .. })),
        "it ends once: {effects:?}"
    );
}

#[test]
fn a_look_at_the_solution_ends_a_review_once() {
    let mut course = review();
    course.result(1, failed(), "h");
    assert_eq!(course.press('s'), [], "it asks");
    assert_eq!(course.press('n'), [], "any other key is no");
    course.press('s');
    assert_eq!(
        course.press('y'),
        [
            Effect::GiveReviewUp { index: 0 },
            Effect::ShowSolution { index: 0 }
        ]
    );
    assert_eq!(course.press('s'), [Effect::ShowSolution { index: 0 }]);
    course.send(Msg::Content {
        index: 0,
        hash: "h1".to_owned(),
    });
    let effects = course.result(2, passed(), "h1");
    assert!(
        !effects
            .iter()
            .any(|effect| matches!(effect, Effect::ReviewPassed { .. })),
        "practice: {effects:?}"
    );
    assert!(course.press('n').contains(&Effect::SavePlace { index: 1 }));
}

#[test]
fn a_pass_outside_a_review_ends_none() {
    let mut course = course(Advance::Automatic);
    let effects = course.result(1, passed(), "h");
    assert!(!effects.contains(&Effect::ReviewPassed { index: 0 }));
}

#[test]
fn a_hint_for_the_failing_test_comes_first() {
    let mut course = course(Advance::Automatic);
    let text = r#"format_version = 1
        exercises = [{ name = "a", hints = ["1", "2", { text = "3", for = "tests::rows" }] }]"#;
    course.catalog = Catalog::parse(course._dir.path(), text).unwrap();
    let failure = crate::verdict::Failure {
        message: "no rows".to_owned(),
        file: "a.rs".to_owned(),
        line: 1,
        output: String::new(),
        origin: Default::default(),
    };
    let failed = Verdict::TestsFailed {
        tests: vec![Test {
            name: "tests::rows".to_owned(),
            outcome: TestOutcome::Failed(failure),
        }],
        warnings: Vec::new(),
    };
    course.result(1, failed, "one");
    assert_eq!(course.press('h'), [Effect::SaveHint { index: 0, hint: 2 }]);
    assert_eq!(course.press('h'), [Effect::SaveHint { index: 0, hint: 0 }]);
    assert_eq!(
        course
            .model
            .progress
            .hints_shown(&course.catalog.exercises()[0]),
        [2, 0]
    );
}
