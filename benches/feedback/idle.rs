//! What both watches cost while nobody saves.

use std::{thread, time::Duration};

use super::{
    course::{Course, go_to, write},
    exercise::{Fate, Kind},
    process::{Programs, memory, memory_of_all, processor_time},
    table::{Line, Unit},
    watch::Pair,
};

/// After a save of each, so that they have worked before; at the same time, since neither does much.
pub(crate) fn measure(course: &Course, programs: &Programs, idle: Duration) {
    let kind = Kind::Array;
    let (name, file) = (course.name(kind, 0), course.file(kind, 0));
    go_to(programs, &course.runner, &course.rustlings, &name);
    let save = kind.save(Fate::FailingTest, &course.numbers);
    // Another row may have solved it: a solved exercise does not wait for a save.
    for side in [&course.runner, &course.rustlings] {
        write(&side.join(&file), &save.text);
    }
    let pair = Pair::start(programs, &course.runner, &course.rustlings, &file);
    let save = kind.save(Fate::FailingTest, &course.numbers);
    for watch in pair.in_turn(0) {
        watch.save(&file, &save.text);
        watch.judged(Fate::FailingTest, &save);
    }
    pair.rest();

    let seconds = idle.as_secs();
    let mut share = Line::of(
        Unit::Share,
        format!("processor time of an idle watch, {seconds} s"),
    );
    let mut resident = Line::of(Unit::Bytes, "resident memory of an idle watch");
    let mut peak = Line::of(Unit::Bytes, "resident memory of a watch at most");
    let mut all = Line::of(
        Unit::Bytes,
        "the same with the processes that it keeps waiting",
    );
    let before = pair.in_turn(0).map(|watch| processor_time(watch.pid()));
    thread::sleep(idle);
    for (watch, before) in pair.in_turn(0).into_iter().zip(before) {
        let used = processor_time(watch.pid()) - before;
        share.side(watch.side).push(used / idle.as_secs_f64());
        resident
            .side(watch.side)
            .push(memory(watch.pid(), "VmRSS:"));
        all.side(watch.side).push(memory_of_all(watch.pid()));
        peak.side(watch.side).push(memory(watch.pid(), "VmHWM:"));
    }
    for line in [share, resident, all, peak] {
        line.print();
    }
    pair.quit();
}
