//! A level: what it adds up to, a row for each exercise, and what there is to see.

use super::{
    bar::bar,
    element::{Element, element, with_text},
    showcase::showcase,
    words,
};
use crate::{
    catalog::Kind,
    report::{Level, Solving, State},
};

const SOLVED: &str = "Solved";
const COLUMNS: [&str; 6] = ["Exercise", "Difficulty", SOLVED, "Time", "Tries", "Hints"];
const HARDEST: u8 = 5;

/// The level's place on the page.
pub(super) fn anchor(index: usize) -> String {
    format!("level-{index}")
}

pub(super) fn section(index: usize, level: &Level, levels: &[Level]) -> Element {
    let title = format!("{}-title", anchor(index));
    let mut section = element("section")
        .class("level")
        .attr("id", anchor(index))
        .attr("aria-labelledby", &title)
        .child(
            with_text("h2", &level.title)
                .attr("id", &title)
                .text(" ")
                .child(with_text("span", words::standing(level.standing)).class("tag")),
        );
    if !level.summary.is_empty() {
        section = section.child(with_text("p", &level.summary));
    }
    section
        .child(with_text("p", &facts(level, levels)).class("quiet"))
        .child(bar(level))
        .child(table(level))
        .child(
            element("div")
                .class("shows")
                .children(level.exercises.iter().filter_map(showcase)),
        )
}

/// `12 of 12 solved, 4 h 12 min, 31 tries, 5 hints; builds on Regression`
fn facts(level: &Level, levels: &[Level]) -> String {
    let sums = level.sums;
    let mut facts = vec![format!("{} of {} solved", sums.solved, sums.exercises)];
    facts.extend(words::time(sums.seconds));
    facts.push(words::counted(sums.tries, "try", "tries"));
    facts.push(words::counted(sums.hints, "hint", "hints"));
    let mut text = facts.join(", ");
    if let Some(needs) = builds_on(level, levels) {
        text.push_str(&format!("; {needs}"));
    }
    text
}

/// `builds on Regression and Classification`
pub(super) fn builds_on(level: &Level, levels: &[Level]) -> Option<String> {
    let needs: Vec<&str> = level
        .needs
        .iter()
        .map(|&need| levels[need].title.as_str())
        .collect();
    (!needs.is_empty()).then(|| format!("builds on {}", words::list(&needs)))
}

/// Roles are named because narrow screens show the rows as blocks, which would no longer be a table otherwise.
fn table(level: &Level) -> Element {
    let head = COLUMNS.map(|name| {
        with_text("th", name)
            .attr("scope", "col")
            .attr("role", "columnheader")
    });
    element("table")
        .attr("role", "table")
        .child(with_text("caption", &format!("Exercises of {}", level.title)).class("hidden"))
        .child(
            element("thead")
                .attr("role", "rowgroup")
                .child(element("tr").attr("role", "row").children(head)),
        )
        .child(
            element("tbody")
                .attr("role", "rowgroup")
                .children(level.exercises.iter().map(row)),
        )
}

fn row(exercise: &Solving) -> Element {
    let mut name = with_text("th", &exercise.title)
        .attr("scope", "row")
        .attr("role", "rowheader");
    if let Some(tag) = tag(exercise) {
        name = name.text(" ").child(tag);
    }
    let number = |n: u64| (n > 0).then(|| with_text("span", &words::grouped(n)));
    let values = [
        exercise.difficulty.map(difficulty),
        Some(solved(exercise.state)),
        words::time(exercise.seconds).map(|time| with_text("span", &time)),
        number(exercise.tries),
        number(exercise.hints),
    ];
    let cells = COLUMNS[1..]
        .iter()
        .zip(values)
        .map(|(name, value)| cell(name, value, exercise.is_solved()));
    element("tr")
        .attr("role", "row")
        .attr(
            "class",
            match exercise.kind {
                Kind::Boss => "boss",
                Kind::Exercise | Kind::Quiz => "plain",
            },
        )
        .child(name)
        .children(cells)
}

/// `boss` or `quiz`, unless the title says so.
pub(super) fn tag(exercise: &Solving) -> Option<Element> {
    let kind = exercise.kind.name();
    let said = exercise.title.to_lowercase().starts_with(kind);
    (exercise.kind != Kind::Exercise && !said).then(|| with_text("span", kind).class("tag"))
}

/// Narrow screens show the column's name before the value, unless the value is that it is not so, and leave empty cells out.
fn cell(name: &str, value: Option<Element>, is_solved: bool) -> Element {
    let name = if name == SOLVED && !is_solved {
        ""
    } else {
        name
    };
    let cell = element("td").attr("role", "cell").attr("data-name", name);
    match value {
        Some(value) => cell.child(value),
        None => cell.class("none").child(
            with_text("span", "\u{2013}")
                .attr("role", "img")
                .attr("aria-label", "none"),
        ),
    }
}

fn difficulty(difficulty: u8) -> Element {
    let full = usize::from(difficulty.min(HARDEST));
    let empty = usize::from(HARDEST) - full;
    let marks = format!("{}{}", "\u{25cf}".repeat(full), "\u{25cb}".repeat(empty));
    with_text("span", &marks)
        .class("marks")
        .attr("role", "img")
        .attr("aria-label", format!("{difficulty} of {HARDEST}"))
}

fn solved(state: State) -> Element {
    match state {
        State::Solved(Some(day)) => with_text("time", &day.short()).attr("datetime", day.iso()),
        State::Solved(None) => with_text("span", "yes"),
        State::TestedOut => with_text("span", "tested out"),
        State::Tried => with_text("span", "begun"),
        State::Open => with_text("span", "open"),
    }
}
