//! A level's exercises in a row, one mark each: full, half or empty, so that nothing hangs on a colour.

use super::element::{Element, element};
use crate::{
    catalog::Kind,
    report::{Level, Solving, State},
};

const STEP: usize = 12;
const WIDTH: usize = 9;
const HEIGHT: usize = 12;

/// Where there are more, marks would be too small to be seen: then the whole bar stands for the level.
const MOST_MARKS: usize = 60;
const WHOLE: usize = 240;

pub(super) fn bar(level: &Level) -> Element {
    let marks: Vec<Element> = if level.exercises.len() > MOST_MARKS {
        vec![share(level.sums.solved, level.sums.exercises)]
    } else {
        let exercises = level.exercises.iter().enumerate();
        exercises
            .map(|(index, one)| mark(one, index * STEP + 1))
            .collect()
    };
    let width = match marks.len() {
        1 if level.exercises.len() > 1 => WHOLE + 2,
        n => n.max(1) * STEP,
    };
    element("svg")
        .class("bar")
        .attr("viewBox", format!("0 0 {width} {HEIGHT}"))
        .attr("width", width)
        .attr("height", HEIGHT)
        .attr("role", "img")
        .attr(
            "aria-label",
            format!("{} of {} solved", level.sums.solved, level.sums.exercises),
        )
        .children(marks)
}

/// Full only when all is done.
fn share(solved: usize, exercises: usize) -> Element {
    let rect = |name: &'static str, width: usize| {
        element("rect")
            .class(name)
            .attr("x", 1)
            .attr("y", 3)
            .attr("width", width)
            .attr("height", HEIGHT - 6)
    };
    let filled = solved * WHOLE / exercises;
    element("g")
        .child(rect("empty", WHOLE))
        .child(rect("full", filled))
}

fn mark(exercise: &Solving, x: usize) -> Element {
    // Bosses stand out, quizzes are round.
    let (y, height, round) = match exercise.kind {
        Kind::Boss => (1, HEIGHT - 2, 1),
        Kind::Quiz => (3, HEIGHT - 6, 3),
        Kind::Exercise => (3, HEIGHT - 6, 1),
    };
    let rect = |name: &'static str, width: usize| {
        element("rect")
            .class(name)
            .attr("x", x)
            .attr("y", y)
            .attr("width", width)
            .attr("height", height)
            .attr("rx", round)
    };
    let whole = match exercise.state {
        State::Solved(_) => rect("full", WIDTH),
        State::TestedOut | State::Tried | State::Open => rect("empty", WIDTH),
    };
    let group = element("g").child(whole);
    match exercise.state {
        State::TestedOut => group.child(
            element("path")
                .class("stroke")
                .attr("d", format!("M{x} {} L{} {y}", y + height, x + WIDTH)),
        ),
        State::Tried => group.child(rect("full", WIDTH / 2)),
        State::Solved(_) | State::Open => group,
    }
}
