//! A level's quiz: offered at its beginning, and the way past it.

use crate::support::{Course, ONE, PREPARING, Running, solved};

/// `greet`, then a quiz, then a level of one more.
fn words() -> Course {
    Course::new()
        .level("01_words")
        .level_key("title = \"Numbers\"")
        .exercise("01_greet", ONE)
        .solution(&solved(ONE))
        .exercise("02_quiz", ONE)
        .key("kind = \"quiz\"")
        .solution(&solved(ONE))
        .level("02_more")
        .level_key("title = \"Numbers\"")
        .exercise("01_more", ONE)
        .solution(&solved(ONE))
}

const OFFER: &str = "Know this level already? Its quiz leads past it: runner goto 01_words/02_quiz";

const TESTED_OUT: &str = "01_words is tested out: the way goes on behind it. Its open exercises (1) stay open; \
                          `runner list\n01_words` names them.";

#[test]
fn a_solved_quiz_leads_past_its_level() {
    let course = words();
    let run = course.runner("run");
    assert!(run.stdout.contains(OFFER), "{}", run.stdout);
    assert_eq!(run.stderr, PREPARING);
    course.runner("goto quiz").is(
        0,
        "01_words/02_quiz: Quiz\nexercises/01_words/02_quiz.rs\n",
        "",
    );
    let run = course.runner("run");
    assert!(!run.stdout.contains("Know this level"), "{}", run.stdout);

    course.solve("01_words/02_quiz");
    let run = course.runner("run");
    assert_eq!(run.code, 0);
    assert!(run.stdout.contains(TESTED_OUT), "{}", run.stdout);
    course.runner("list").is(
        0,
        "\
[..]  [####--------] 1/3

01_words  Numbers  [######------] 1/2  tested out
  [  ] 01_greet                   Greet
> [ok] 02_quiz                    Quiz quiz

02_more  Numbers  [------------] 0/1
  [  ] 01_more                    More
",
        "",
    );
    course.runner("next").is(
        0,
        "02_more/01_more: More\nexercises/02_more/01_more.rs\n",
        "",
    );

    // What it excuses from may be done all the same, and nothing is tested out when nothing is left.
    course.solve("01_words/01_greet");
    let run = course.runner("run greet");
    assert_eq!(run.code, 0);
    assert!(!run.stdout.contains("tested out"), "{}", run.stdout);
    let list = course.runner("list");
    assert!(!list.stdout.contains("tested out"), "{}", list.stdout);
}

#[test]
fn a_session_moves_past_the_level() {
    let course = words();
    let mut watch = Running::start(&course, "watch --plain");
    watch.says(OFFER, 1);
    course.runner("goto quiz");
    watch.says("01_words/02_quiz: not_attempted", 1);
    course.solve("01_words/02_quiz");
    watch.says(TESTED_OUT, 1);
    watch.says("02_more/01_more: not_attempted", 1);
}
