//! Which exercises come back, in which order, and what a round does with their copies.

use std::fs;

use super::{
    round::{Ended, Round},
    schedule::{DAY, Recall},
    *,
};
use crate::{
    catalog::Texts,
    course::archive,
    progress::{Store, now},
    render::theme::Theme,
    session::Session,
};

const INFO: &str = r#"
format_version = 1
levels = [{ dir = "1", title = "One" }, { dir = "2", title = "Two" }, { dir = "3", title = "Three" }]
exercises = [
    { dir = "1", name = "a" }, { dir = "1", name = "quiz", kind = "quiz" },
    { dir = "2", name = "b" }, { dir = "2", name = "boss", kind = "boss" }, { dir = "2", name = "free", skip_check_unsolved = true },
    { dir = "3", name = "c" }, { dir = "3", name = "open" },
]
"#;

fn course(progress: &str) -> (tempfile::TempDir, Session) {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("info.toml"), INFO).unwrap();
    let catalog = Catalog::open(dir.path()).unwrap();
    let texts = catalog
        .exercises()
        .iter()
        .map(|exercise| {
            (
                exercise.path.clone(),
                format!("untouched {}\n", exercise.id),
            )
        })
        .collect();
    fs::create_dir_all(catalog.exercises_dir()).unwrap();
    fs::write(catalog.archive_file(), archive::write(&texts)).unwrap();
    fs::create_dir_all(catalog.state_dir()).unwrap();
    fs::write(catalog.state_dir().join("progress.toml"), progress).unwrap();
    let session = reopened(&dir);
    (dir, session)
}

fn reopened(dir: &tempfile::TempDir) -> Session {
    let catalog = Catalog::open(dir.path()).unwrap();
    let store = Store::of(&catalog);
    let progress = store.load().unwrap().progress;
    Session {
        catalog: catalog.into(),
        store,
        progress,
        theme: Theme {
            color: false,
            width: 80,
            plain: true,
            unicode: true,
        },
        links: crate::render::links::Links::No,
        cancel: crate::process::Cancel::default(),
    }
}

fn passed(id: &str, at: i64) -> String {
    format!("[exercises.\"{id}\"]\npassed_at = {at}\n")
}

fn ids(session: &Session, planned: &[Planned]) -> Vec<String> {
    planned
        .iter()
        .map(|planned| session.catalog.exercises()[planned.index].id.clone())
        .collect()
}

#[test]
fn what_waits_longest_comes_first_and_quizzes_and_bosses_do_not() {
    let march = 1_772_366_400;
    let progress = format!(
        "version = 1\n{}{}{}{}{}{}",
        passed("1/a", march + 2 * DAY),
        passed("1/quiz", march),
        passed("2/b", march),
        passed("2/boss", march),
        passed("2/free", march),
        passed("3/c", march + DAY),
    );
    let (_dir, session) = course(&progress);
    let planned = plan(&session.catalog, &session.progress, march);
    assert_eq!(ids(&session, &planned), ["2/b", "3/c", "1/a"]);
    let due = |day| count_due(&session.catalog, &session.progress, march + day * DAY);
    assert_eq!([due(0), due(6), due(7), due(8), due(9)], [0, 0, 1, 2, 3]);
    assert_eq!(due(-3), 0);
    assert_eq!(due(-30), 3, "a clock that was set back a month");
}

#[test]
fn copies_are_of_the_untouched_text_and_lie_apart() {
    let (_dir, session) = course(&format!(
        "version = 1\n{}{}",
        passed("3/c", 1),
        passed("1/a", 1)
    ));
    let root = session.catalog.root().to_path_buf();
    let round = Round::begin(session, &[5, 0], Ended::BeginsAnew).unwrap();
    let copies = &round.session.catalog;
    assert_eq!(copies.texts(), Texts::Review);
    let [c, a] = copies.exercises() else { panic!() };
    assert_eq!((c.id.as_str(), a.id.as_str()), ("3/c", "1/a"));
    assert_eq!(
        (copies.level(c).title.as_str(), copies.levels().len()),
        ("Three", 2)
    );
    assert_eq!(
        (c.path.as_str(), c.home.as_str()),
        (".runner/review/3/c.rs", "exercises/3/c.rs")
    );
    assert_eq!(
        fs::read_to_string(root.join(&c.path)).unwrap(),
        "untouched 3/c\n"
    );
    assert!(
        !root.join("exercises/3/c.rs").exists(),
        "nothing is written there"
    );
    assert!(!round.session.progress.is_done(c));
}

#[test]
fn a_review_goes_on_where_it_was_left_and_begins_anew_when_it_has_ended() {
    let (dir, session) = course(&format!("version = 1\n{}", passed("1/a", 1)));
    let copy = dir.path().join(".runner/review/1/a.rs");
    let text = || fs::read_to_string(&copy).unwrap();
    let Round { session, .. } = Round::begin(session, &[0], Ended::BeginsAnew).unwrap();
    let a = session.catalog.exercises()[0].clone();
    session.remember(|progress| progress.add_attempt(&a));
    fs::write(&copy, "half done").unwrap();

    let Round { session, mut book } =
        Round::begin(reopened(&dir), &[0], Ended::BeginsAnew).unwrap();
    assert_eq!(
        (text().as_str(), session.progress.attempts(&a)),
        ("half done", 1)
    );
    session.remember(|progress| progress.add_pass(&a, "h"));
    fs::write(&copy, "solved").unwrap();
    let said = book
        .close(&a, &Recall::Solved(session.progress.effort(&a)))
        .unwrap();
    assert_eq!(said, "1/a remembered: it comes back in 19 days");
    assert_eq!((book.remembered, book.forgotten), (1, 0));

    let Round { session, .. } = Round::begin(reopened(&dir), &[0], Ended::Stays).unwrap();
    assert!(session.progress.is_done(&a));
    assert_eq!(text(), "solved");
    let Round { session, mut book } =
        Round::begin(reopened(&dir), &[0], Ended::BeginsAnew).unwrap();
    assert_eq!(
        (text().as_str(), session.progress.attempts(&a)),
        ("untouched 1/a\n", 0)
    );
    let kept = dir.path().join(".runner/review-backups/1/a/1.rs");
    assert_eq!(fs::read_to_string(kept).unwrap(), "solved");
    assert_eq!(
        book.close(&a, &Recall::GivenUp).unwrap(),
        "1/a forgotten: it comes back in 1 day"
    );

    // Reset meanwhile in another terminal.
    let course = reopened(&dir);
    course.store.change(|progress| progress.reopen(&a)).unwrap();
    assert_eq!(
        book.close(&a, &Recall::GivenUp).unwrap(),
        "1/a is not solved any more"
    );
    assert_eq!((book.remembered, book.forgotten), (0, 1));
    assert!(book.plan().is_empty());
    assert!(now() > 0);
}
