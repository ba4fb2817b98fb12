//! Runs that go well and must be left alone, and runs that cannot end well.

use super::{judge::Judge, named, progress, show};
use crate::report::panic_of;

/// The step and the reason at which a series of losses is stopped.
fn stopped(losses: impl IntoIterator<Item = f64>) -> Option<(usize, String)> {
    let mut judge = Judge::new();
    let mut reports = losses.into_iter().enumerate();
    reports.find_map(|(step, loss)| Some((step, judge.report(step, loss)?)))
}

/// Gradient descent on a parabola with a second derivative of 1, from 3.
fn parabola(rate: f64, steps: usize) -> impl Iterator<Item = f64> {
    let places = std::iter::successors(Some(3.0), move |x| Some(x - rate * x));
    places.map(|x: f64| x * x / 2.0).take(steps)
}

#[test]
fn nan_and_infinity_stop_at_once() {
    let (step, reason) = stopped([2.5, 0.75, 0.031, f64::NAN]).expect("stopped");
    assert_eq!(step, 3);
    assert_eq!(
        reason,
        "the loss is NaN at step 3\n\
         last finite losses, up to step 2: 2.50, 0.750, 0.0310\n\
         Usual causes: a learning rate that is too large, ln of 0, a division by 0, the root of a negative number."
    );
    let (_, reason) = stopped([1.0, 1e100, 1e200, f64::INFINITY]).expect("stopped");
    assert_eq!(
        reason,
        "the loss is infinite at step 3\n\
         last finite losses, up to step 2: 1.00, 1.00e100, 1.00e200\n\
         Usual cause of losses that grow before: the learning rate is too large, or the update has the wrong sign."
    );
    let (_, reason) = stopped([0.5, f64::NEG_INFINITY]).expect("stopped");
    assert!(reason.starts_with("the loss is minus infinity at step 1\n"));
}

#[test]
fn a_first_loss_that_is_nan_is_no_matter_of_the_rate() {
    let (step, reason) = stopped([f64::NAN]).expect("stopped");
    assert_eq!(step, 0);
    assert!(
        reason.starts_with("the loss is NaN at the first report, step 0\n"),
        "{reason}"
    );
    assert!(!reason.contains("learning rate"), "{reason}");
}

#[test]
fn too_large_a_step_explodes() {
    // Each step multiplies the loss by (1 - 2.5)^2 = 2.25: over a million times after 18 steps.
    let (step, reason) = stopped(parabola(2.5, 1000)).expect("stopped");
    assert_eq!(step, 18);
    assert_eq!(
        reason,
        "the loss explodes: 9.83e6 at step 18, 4.50 at step 0\n\
         it has risen 18 times in a row: 3.84e5, 8.63e5, 1.94e6, 4.37e6, 9.83e6\n\
         Usual causes: a learning rate that is too large, or an update with the wrong sign, uphill."
    );
}

#[test]
fn what_is_near_an_explosion_is_left_alone() {
    let rises = |from: f64, to: f64, times: i32| {
        let factor = (to / from).powf(1.0 / f64::from(times));
        (0..=times).map(move |i| from * factor.powi(i))
    };
    assert_eq!(
        stopped(rises(1.0, 2e6, 9)),
        None,
        "nine rises, for example a warm-up"
    );
    assert!(stopped(rises(1.0, 2e6, 10)).is_some());
    assert_eq!(stopped(rises(1.0, 9e5, 100)), None, "less than a million");
    assert_eq!(
        stopped(rises(1e-12, 1e5, 100)),
        None,
        "it began at its minimum, and was thrown out"
    );
    assert_eq!(stopped(rises(1e9, 9e14, 100)), None, "a large unit");
    let jumpy = (0..1000).map(|i| if i % 10 == 0 { 1.0 } else { 1e7 + f64::from(i) });
    assert_eq!(stopped(jumpy), None, "a dip every ten reports");
    let negative = rises(1.0, 100.0, 50).map(|loss| loss - 200.0);
    assert_eq!(stopped(negative), None, "a log density may be below 0");
}

#[test]
fn a_loss_that_never_moves_is_stopped() {
    let (step, reason) = stopped([2f64.ln(); 1000]).expect("stopped");
    assert_eq!(step, 49);
    let shuffled = (0..1000).map(|i| 0.7 + f64::from(i * 7 % 5) * f64::EPSILON);
    let (at, _) = stopped(shuffled).expect("the same rows in another order");
    assert_eq!(at, 49);
    assert_eq!(
        reason,
        "the loss has not moved since step 0: 0.693 at each of 50 reports\n\
         Is the update written back to the weights? Is the gradient zero? Is the learning rate 0?"
    );
}

#[test]
fn who_has_moved_may_stand_still() {
    // 0.5 of the way at each step: after 540 steps the loss is 0 to the last bit, long before it does not change.
    assert_eq!(stopped(parabola(0.5, 5000)), None);
    // The same with a minimum at 0.3, where rounding ends all movement.
    let raised = parabola(0.5, 5000).map(|loss| loss + 0.3);
    assert_eq!(stopped(raised), None);
    assert_eq!(stopped([0.0; 1000]), None, "nothing to learn");
    assert_eq!(stopped([0.7; 49]), None, "too short to say");
    let tiny = (0..1000).map(|i| 0.7 - f64::from(i) * 1e-14);
    assert_eq!(stopped(tiny), None, "slowly is not never");
    let late = (0..1000).map(|i| if i == 48 { 0.7 } else { 0.8 });
    assert_eq!(stopped(late), None, "moved once, and came back");
}

#[test]
fn who_goes_on_from_a_minimum_is_not_accused() {
    let mut judge = Judge::new();
    let mut run = |losses: &mut dyn Iterator<Item = f64>| {
        losses
            .enumerate()
            .find_map(|(step, loss)| judge.report(step, loss))
    };
    assert_eq!(run(&mut parabola(0.5, 200).map(|loss| loss + 0.3)), None);
    assert_eq!(run(&mut [0.3; 200].into_iter()), None, "trained some more");
    let above = run(&mut [0.4; 200].into_iter());
    assert!(above.is_some(), "something else, which does not move");
}

#[test]
fn a_step_that_goes_back_begins_another_series() {
    let mut judge = Judge::new();
    let twice = (0..60).map(|i| (i % 30, 0.7));
    for (step, loss) in twice {
        assert_eq!(judge.report(step, loss), None, "30 reports each");
    }
    // A report of the same step does not count: it may come from a batch, or from a run of one step.
    let mut judge = Judge::new();
    for _ in 0..1000 {
        assert_eq!(judge.report(0, 0.7), None);
    }
    let mut judge = Judge::new();
    judge.report(3, 1e-3);
    judge.begin();
    let far = (0..40).map(|i| 1e3 * f64::from(i));
    for (step, loss) in far.enumerate() {
        assert_eq!(judge.report(step, loss), None, "measured by its own first");
    }
}

#[test]
fn the_panic_is_at_the_line_of_the_caller() {
    let line = line!() + 1;
    let failure = panic_of(|| progress(0, f64::NAN));
    assert_eq!(failure.line, line);
    assert!(
        failure.text.starts_with("the loss is NaN"),
        "{}",
        failure.text
    );
}

#[test]
fn what_is_only_shown_is_never_stopped() {
    for step in 0..100 {
        show(step, f64::NAN);
        show(step, 0.7);
    }
    named("again");
    progress(0, 1.0);
}
