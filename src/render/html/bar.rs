//! A level's exercises in a row, one mark each: full, half or empty, so that nothing hangs on a colour.

use super::element::{Element, element};
use crate::{
    catalog::Kind,
    report::{Level, Solving, State},
};

const STEP: usize = 12;
const WIDTH: usize = 9;
const HEIGHT: usize = 12;

pub(super) fn bar(level: &Level) -> Element {
    let width = (level.exercises.len() * STEP).max(STEP);
    let marks = level.exercises.iter().enumerate();
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
        .children(marks.map(|(index, one)| mark(one, index * STEP + 1)))
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
