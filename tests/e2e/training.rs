//! Trainings: the curve while they run, what stays of it, and why one is stopped. With the course's own `kit::train`.

use crate::{
    screen::Screen,
    support::{Course, matches, with_body},
};

const FILE: &str = "exercises/01_training/01_descent.rs";

/// One step of gradient descent, and a test that takes sixty of them and waits for a sign after forty.
const DESCENT: &str = "\
fn step(w: f64) -> f64 {
    todo!(\"one step down from {w}\")
}

fn train(steps: usize, after: impl Fn(usize)) -> f64 {
    let mut w = 4.0;
    for i in 0..steps {
        kit::train::progress(i, w * w + 0.5);
        w = step(w);
        after(i);
    }
    w
}

fn main() {
    kit::train::named(\"by hand\");
    println!(\"w ends at {:.3}\", train(30, |_| {}));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_arrives() {
        let sign = std::path::Path::new(env!(\"CARGO_MANIFEST_DIR\")).join(\"sign\");
        let w = train(60, |i| {
            while i == 40 && !sign.exists() {
                std::thread::sleep(std::time::Duration::from_millis(5));
            }
        });
        assert!(w.abs() < 0.1, \"{w}\");
    }
}
";

fn course(seconds: u32) -> Course {
    let course = Course::new()
        .kit("pub mod train;\n")
        .level("01_training")
        .level_key("title = \"Training\"")
        .exercise("01_descent", DESCENT)
        .key(&format!("seconds = {seconds}"))
        .solution(&with_body(DESCENT, "w * 0.9"));
    for (name, text) in [
        ("mod", include_str!("../../exercises/kit/src/train/mod.rs")),
        (
            "judge",
            include_str!("../../exercises/kit/src/train/judge.rs"),
        ),
        (
            "channel",
            include_str!("../../exercises/kit/src/train/channel.rs"),
        ),
    ] {
        course.write(&format!("exercises/kit/src/train/{name}.rs"), text);
    }
    course
}

fn give_the_sign(course: &Course) {
    course.write("exercises/01_training/sign", "");
}

#[test]
fn the_loss_is_seen_while_it_falls_and_afterwards() {
    let course = course(100);
    let mut screen = Screen::start(&course, "watch --stay");
    screen.settles("still to write: one step down");
    course.write(FILE, with_body(DESCENT, "w * 0.9"));
    // 16 * 0.81^40 + 0.5
    screen.until("the curve", |text| text.contains("  loss 0.503 at step 40"));
    let text = screen.text();
    assert!(text.contains("\nrunning the tests ...\n"), "{text}");
    // Keys answer while it trains.
    screen.press("?");
    screen.until("the help over it", |text| {
        text.contains("loss 0.503 at step 40") && text.contains("this help")
    });
    screen.press("?");
    give_the_sign(&course);
    screen.until("what stays", |text| {
        text.contains("[ok] 01_training/01_descent solved, 1 test")
            && text.contains("  loss 16.5 -> 0.500 in 59 steps, in it_arrives")
            && text.contains("  loss 16.5 -> 0.535 in 29 steps, by hand")
            && !text.contains("at step")
    });
}

#[test]
fn without_a_terminal_the_last_line_stays() {
    let course = course(100);
    give_the_sign(&course);
    course.write(FILE, with_body(DESCENT, "w * 0.9"));
    let done = course.runner("run");
    assert!(
        matches(
            "\
01_training/01_descent: passed ([..] s)

  [ok] it_arrives

@=::....................  loss 16.5 -> 0.500 in 59 steps, in it_arrives

main trains:
  @*+=-:::................  loss 16.5 -> 0.535 in 29 steps, by hand

main prints:
  w ends at 0.170
[...]",
            &done.stdout
        ),
        "{}",
        done.stdout
    );
}

#[test]
fn a_training_that_cannot_end_well_is_stopped_with_a_reason() {
    let course = course(100);
    give_the_sign(&course);
    let says = |body: &str, words: &str| {
        course.write(FILE, with_body(DESCENT, body));
        let done = course.runner("run");
        assert!(done.stdout.contains(words), "{}", done.stdout);
    };
    says(
        "w * f64::NAN",
        "01_descent.rs:8, in the given code\n  the loss is NaN at step 1\n  last finite losses, up to step 0: 16.5\n",
    );
    says(
        "w * 2.0",
        "01_descent.rs:8, in the given code\n  the loss explodes: 1.68e7 at step 10, 16.5 at step 0\n",
    );
    says(
        "w",
        "01_descent.rs:8, in the given code\n  the loss has not moved since step 0: 16.5 at each of 50 reports\n",
    );
    says("w", ".  loss 16.5 -> 16.5 in 49 steps, in it_arrives");
}

#[test]
fn a_run_out_of_time_says_what_the_loss_did() {
    let course = course(4);
    course.write(FILE, with_body(DESCENT, "w * 0.9"));
    let done = course.runner("run");
    assert!(
        matches(
            "\
01_training/01_descent: timed_out ([..] s)
[...]
The loss was still falling: 0.503 at step 40[..]
[..]
No step was reported in the last [..] s before the stop: look at what comes after step 40.
[...]",
            &done.stdout
        ),
        "{}",
        done.stdout
    );
}
