//! Lines about trainings, as text.

use super::*;
use crate::{
    training::{curve_of, training_of},
    verdict::{Failure, Test},
};

fn theme(width: usize, unicode: bool) -> Theme {
    Theme {
        color: false,
        width,
        plain: !unicode,
        unicode,
    }
}

/// The lines of a series, ten milliseconds a step.
fn series(number: u64, test: &str, name: &str, losses: &[f64]) -> String {
    let mut lines = format!("{number}\t0\tnew\t{test}\t{name}\n");
    for (step, loss) in losses.iter().enumerate() {
        lines += &format!("{number}\t{}\t{step}\t{loss:e}\n", step * 10_000);
    }
    lines
}

fn timed_out(test: &str) -> Verdict {
    Verdict::TimedOut {
        limit: Duration::from_secs(10),
        tests: Vec::new(),
        running: Some(test.to_owned()),
        last_line: None,
    }
}

fn judged(failed: &[&str]) -> Verdict {
    let tests = failed.iter().map(|name| Test {
        name: (*name).to_owned(),
        outcome: TestOutcome::Failed(Failure {
            message: String::new(),
            file: String::new(),
            line: 0,
            output: String::new(),
            origin: Default::default(),
        }),
    });
    Verdict::TestsFailed {
        tests: tests.collect(),
        warnings: Vec::new(),
    }
}

#[test]
fn while_it_runs_the_curve_gives_way_to_the_facts() {
    let curve = curve_of((0..100).map(|i| 2.3 * 0.97f64.powi(i)));
    let at = |width, unicode| live(&curve, &theme(width, unicode)).unwrap_or_default();
    assert_eq!(
        at(100, true),
        "██▇▆▆▆▅▅▄▄▄▄▃▃▃▃▂▂▂▂▂▂▂▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁  loss 0.113 at step 99, 100 steps/s"
    );
    assert_eq!(
        at(60, false),
        "@*++=--:::........  loss 0.113 at step 99, 100 steps/s"
    );
    assert_eq!(at(40, true), "loss 0.113 at step 99, 100 steps/s");
    for width in 20..120 {
        let line = at(width, true);
        assert!(
            width < 35 || console::measure_text_width(&line) <= width,
            "{line}"
        );
    }
    assert_eq!(live(&curve_of([]), &theme(100, true)), None);
}

#[test]
fn a_verdict_keeps_how_it_went() {
    let passed = Verdict::Passed {
        tests: Vec::new(),
        warnings: Vec::new(),
        output: String::new(),
    };
    let training = training_of(
        &(series(0, "tests::short", "", &[1.0])
            + &series(1, "tests::two", "momentum", &[75.0, 7.5, 0.075])
            + &series(2, "tests::two", "Adam", &[75.0, 50.0])),
    );
    let text = closing(&passed, &training, &theme(80, true)).unwrap_or_default();
    assert_eq!(
        text,
        "█▆▁ (log)  loss 75.0 -> 0.0750 in 2 steps, momentum, in two\n█▁  loss 75.0 -> 50.0 in 1 step, Adam, in two"
    );
    let failed = judged(&["tests::other", "tests::short"]);
    assert!(
        closing(&failed, &training, &theme(80, true)).is_some_and(|text| text.contains("Adam"))
    );
    let failed = judged(&["tests::short", "tests::two"]);
    assert_eq!(
        closing(&failed, &training, &theme(80, false)).as_deref(),
        Some(".  loss 1.00 at step 0, in short"),
        "that of the test which is opened"
    );
    let narrow = closing(&failed, &training, &theme(30, false)).unwrap_or_default();
    assert_eq!(narrow, ".  loss 1.00 at step 0", "no room for the test");
    let again: String = (0..3)
        .map(|number| series(number, "main", "", &[3.0, number as f64]))
        .collect();
    assert_eq!(
        summary(&training_of(&again), &theme(80, false)).as_deref(),
        Some("@.  loss 3.00 -> 2.00 in 1 step"),
        "the last one of many without a name"
    );
    assert_eq!(
        closing(&passed, &Training::default(), &theme(80, true)),
        None
    );
}

#[test]
fn a_run_that_was_stopped_says_what_the_loss_did() {
    let text = |losses: &[f64], silent| {
        let mut training = training_of(&series(0, "tests::slow", "", losses));
        training.silent = Duration::from_millis(silent);
        closing(&timed_out("tests::slow"), &training, &theme(80, false)).unwrap_or_default()
    };
    let falling: Vec<f64> = (0..100).map(|i| 2.3 * 0.97f64.powi(i)).collect();
    assert_eq!(
        text(&falling, 20),
        "The loss was still falling: 0.113 at step 99, 100 steps/s\n@#*++==---::::.........."
    );
    let stands: Vec<f64> = (0..100)
        .map(|i| if i < 20 { 0.9 } else { 0.6912 })
        .collect();
    assert_eq!(
        text(&stands, 9200),
        "The loss stood at 0.691 from step 20 to step 99, 100 steps/s\n@@@@....................\n\
         No step was reported in the last 9.2 s before the stop: look at what comes after step 99."
    );
    assert!(text(&[1.0], 0).starts_with("The loss was 1.00 at step 0\n"));
    // The one that hangs trains nothing.
    let training = training_of(&series(0, "tests::a", "", &falling));
    assert_eq!(
        closing(&timed_out("tests::b"), &training, &theme(80, true)),
        None
    );
}

#[test]
fn names_cannot_steer_the_terminal() {
    let training = training_of(&series(0, "main", "a\x1b[2Jb", &[2.0, 1.0]));
    assert_eq!(
        summary(&training, &theme(80, true)).as_deref(),
        Some("█▁  loss 2.00 -> 1.00 in 1 step, ab")
    );
}

#[test]
fn numbers_have_three_digits() {
    let texts = [
        0.0,
        2.3,
        0.0123456,
        12345.6,
        1e-9,
        4.5e20,
        f64::NAN,
        f64::INFINITY,
    ]
    .map(number);
    assert_eq!(
        texts,
        [
            "0", "2.30", "0.0123", "12346", "1.00e-9", "4.50e20", "NaN", "infinity"
        ]
    );
}
