//! What there is to see of a solved exercise: what a boss printed, and the pictures that the learner's code drew.

use base64::{Engine, engine::general_purpose::STANDARD};

use super::{
    element::{Element, element, with_text},
    level::tag,
    words,
};
use crate::{
    catalog::Kind,
    report::{Picture, Solving, State},
};

/// Nothing if there is nothing to see.
pub(super) fn showcase(exercise: &Solving) -> Option<Element> {
    let boss = exercise.kind == Kind::Boss;
    if !exercise.is_solved() || (exercise.pictures.is_empty() && exercise.output.is_none()) {
        return None;
    }
    let mut heading = with_text("h3", &exercise.title);
    if let (true, Some(tag)) = (boss, tag(exercise)) {
        heading = heading.text(" ").child(tag);
    }
    let mut show = element("section")
        .class(match (boss, exercise.pictures.len()) {
            (true, _) => "show boss",
            (false, 0..=1) => "show",
            (false, _) => "show wide",
        })
        .child(heading);
    if boss {
        show = show.child(with_text("p", &how(exercise)).class("quiet"));
    }
    if let Some(output) = &exercise.output {
        show = show.child(
            with_text("pre", &output.0)
                // So that the keyboard can scroll what is wider than the page.
                .attr("tabindex", 0)
                .attr("role", "region")
                .attr("aria-label", format!("What {} printed", exercise.title)),
        );
    }
    if !exercise.pictures.is_empty() {
        let pictures = exercise.pictures.iter().map(picture);
        show = show.child(element("div").class("pictures").children(pictures));
    }
    Some(show)
}

/// `Solved on 3 October 2026, 45 min, 4 tries, no hints.`
fn how(exercise: &Solving) -> String {
    let mut parts = vec![match exercise.state {
        State::Solved(Some(day)) => format!("Solved on {day}"),
        State::Solved(None) | State::TestedOut | State::Tried | State::Open => "Solved".to_owned(),
    }];
    parts.extend(words::time(exercise.seconds));
    parts.push(words::counted(exercise.tries, "try", "tries"));
    parts.push(words::counted(exercise.hints, "hint", "hints"));
    format!("{}.", parts.join(", "))
}

/// As an image: whatever the file says, an image runs no scripts and loads nothing.
fn picture(picture: &Picture) -> Element {
    let data = STANDARD.encode(&picture.svg);
    let mut image = element("img")
        .attr("src", format!("data:image/svg+xml;base64,{data}"))
        .attr("alt", &picture.title);
    if let Some((width, height)) = picture.size {
        image = image.attr("width", width).attr("height", height);
    }
    element("figure").child(image)
}
