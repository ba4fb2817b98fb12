//! Moving on: the first verdict of the next exercise, and the first save there.

use std::thread;

use super::{
    course::{Course, go_to},
    exercise::{Fate, Kind},
    floor::{Floor, State},
    options::Options,
    process::Programs,
    table::Line,
    watch::Pair,
};

/// Both sides have the same time between the pass and the key; what one makes of it is its own affair.
pub(crate) fn measure(kind: Kind, course: &Course, programs: &Programs, options: &Options) {
    // The first copy belongs to the rows of saves.
    let first = course.name(kind, 1);
    go_to(programs, &course.runner, &course.rustlings, &first);
    let pair = Pair::start(
        programs,
        &course.runner,
        &course.rustlings,
        &course.file(kind, 1),
    );

    let title = kind.title();
    let mut arrival = Line::new(format!(
        "{title}: next one, first verdict (floor: cold compile)"
    ));
    let mut first_save = Line::new(format!("{title}: next one, first save"));
    for step in 1..=options.saves {
        let (file, next) = (course.file(kind, step), course.file(kind, step + 1));
        let pass = kind.save(Fate::Pass, &course.numbers);
        let fail = kind.save(Fate::FailingTest, &course.numbers);
        for watch in pair.in_turn(step) {
            watch.save(&file, &pass.text);
            watch.judged(Fate::Pass, &pass);
            thread::sleep(options.think());
            let start = watch.press_n();
            arrival
                .side(watch.side)
                .push((watch.arrived(&next) - start).as_secs_f64());
            watch.rest();
            let start = watch.save(&next, &fail.text);
            let judged = watch.judged(Fate::FailingTest, &fail);
            first_save
                .side(watch.side)
                .push((judged - start).as_secs_f64());
            watch.rest();
        }
        let floor = Floor::of(&course.runner, &course.floor, &course.name(kind, step + 1));
        let cold = floor.time(State::Cold, &next, &kind.untouched());
        arrival.floor.push(cold);
        first_save
            .floor
            .push(floor.time(State::Warm, &next, &fail.text));
    }
    arrival.print();
    first_save.print();
    pair.quit();
}
