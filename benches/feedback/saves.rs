//! Saves of one exercise: a type error, a failing test, a pass, over and over.

use super::{
    course::{Course, go_to},
    exercise::{Fate, Kind},
    floor::{Floor, State},
    process::Programs,
    table::Line,
    watch::Pair,
};

pub(crate) fn measure(kind: Kind, course: &Course, programs: &Programs, times: usize) {
    let (name, file) = (course.name(kind, 0), course.file(kind, 0));
    go_to(programs, &course.runner, &course.rustlings, &name);
    let pair = Pair::start(programs, &course.runner, &course.rustlings, &file);
    let floor = Floor::of(&course.runner, &course.floor, &name);
    floor.time(State::Cold, &file, &kind.untouched());

    let title = kind.title();
    let mut lines = [
        (Fate::TypeError, Line::new(format!("{title}: type error"))),
        (
            Fate::FailingTest,
            Line::new(format!("{title}: failing test")),
        ),
        (Fate::Pass, Line::new(format!("{title}: pass"))),
    ];
    let mut printed = Line::new(format!("{title}: pass, until what `main` prints is there"));
    // The first round compiles what none has compiled yet.
    for round in 0..=times {
        for (fate, line) in &mut lines {
            let save = kind.save(*fate, &course.numbers);
            for watch in pair.in_turn(round) {
                let start = watch.save(&file, &save.text);
                let took = (watch.judged(*fate, &save) - start).as_secs_f64();
                let until_printed = (*fate == Fate::Pass).then(|| {
                    (watch.printed(kind.printed()) - start)
                        .as_secs_f64()
                        .max(took)
                });
                watch.rest();
                if round > 0 {
                    line.side(watch.side).push(took);
                    printed.side(watch.side).extend(until_printed);
                }
            }
            let took = floor.time(State::Warm, &file, &save.text);
            if round > 0 {
                line.floor.push(took);
            }
        }
    }
    for (_, line) in &lines {
        line.print();
    }
    printed.print();
    pair.quit();
}

/// The training loop once more; rustlings has the profile that it ships, which learners of its courses have.
pub(crate) fn default_profile(course: &Course, programs: &Programs, times: usize) {
    let kind = Kind::Loop;
    let (name, file) = (course.name(kind, 0), course.file(kind, 0));
    go_to(programs, &course.runner, &course.default_profile, &name);
    let pair = Pair::start(programs, &course.runner, &course.default_profile, &file);
    let mut lines =
        [(Fate::FailingTest, "failing test"), (Fate::Pass, "pass")].map(|(fate, what)| {
            let title = kind.title();
            (
                fate,
                Line::new(format!("{title}, rustlings' default profile: {what}")),
            )
        });
    for round in 0..=times {
        for (fate, line) in &mut lines {
            let save = kind.save(*fate, &course.numbers);
            for watch in pair.in_turn(round) {
                let start = watch.save(&file, &save.text);
                let took = (watch.judged(*fate, &save) - start).as_secs_f64();
                watch.rest();
                if round > 0 {
                    line.side(watch.side).push(took);
                }
            }
        }
    }
    for (_, line) in &lines {
        line.print();
    }
    pair.quit();
}
