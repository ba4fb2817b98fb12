//! The page: what stands on it, in order.

use super::{
    element::{Element, element, with_text},
    level::{self, builds_on},
    map::map,
    style::STYLE,
    words,
};
use crate::report::{Level, Report, Standing};

/// Marks a page as ours, so that a new report replaces nothing but an old one.
pub(crate) const GENERATOR: &str = "runner report";
/// Whatever an image holds and whatever went wrong before: nothing is loaded and nothing runs.
const POLICY: &str = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

pub(crate) fn page(report: &Report) -> String {
    let page = element("html")
        .attr("lang", "en")
        .child(head(report))
        .child(
            element("body")
                .child(header(report))
                .child(main(report))
                .child(footer(report)),
        );
    format!("<!DOCTYPE html>\n{}", page.markup())
}

/// `3 pictures are left out, since ...`
pub(crate) fn left_out(pictures: usize) -> String {
    let (subject, they) = match pictures {
        1 => ("1 picture is".to_owned(), "it is"),
        n => (format!("{n} pictures are"), "they are"),
    };
    format!("{subject} left out, since the page would be too large; {they} in .runner/pictures.")
}

fn head(report: &Report) -> Element {
    let meta = |name: &'static str, content: &str| {
        element("meta").attr("name", name).attr("content", content)
    };
    element("head")
        .child(element("meta").attr("charset", "utf-8"))
        .child(
            element("meta")
                .attr("http-equiv", "Content-Security-Policy")
                .attr("content", POLICY),
        )
        .child(meta("generator", GENERATOR))
        .child(meta("viewport", "width=device-width, initial-scale=1"))
        .child(meta("color-scheme", "light dark"))
        .child(meta("referrer", "no-referrer"))
        .child(with_text("title", &format!("Progress: {}", report.course)))
        .child(element("style").style(STYLE))
}

fn header(report: &Report) -> Element {
    let line = match report.period {
        Some((first, last)) if first == last => format!("Progress report, {first}"),
        Some((first, last)) => format!("Progress report, {first} to {last}"),
        None => format!("Progress report of {}", report.made),
    };
    element("header")
        .child(with_text("h1", &report.course))
        .child(with_text("p", &line).class("quiet"))
}

fn main(report: &Report) -> Element {
    let begun = || {
        let levels = report.levels.iter().enumerate();
        levels.filter(|(_, level)| level.standing != Standing::Ahead)
    };
    let mut main = element("main");
    main = if begun().next().is_none() {
        main.child(welcome())
    } else {
        main.child(totals(report))
    };
    main = main.child(
        element("section")
            .class("roadmap")
            .attr("aria-labelledby", "roadmap-title")
            .child(with_text("h2", "Roadmap").attr("id", "roadmap-title"))
            .child(map(report))
            .child(legend()),
    );
    let sections = begun().map(|(index, one)| level::section(index, one, &report.levels));
    main.children(sections).children(ahead(report))
}

fn welcome() -> Element {
    element("p")
        .class("welcome")
        .text("Nothing is solved yet, so everything on this page is still to come. ")
        .child(with_text("code", "runner watch"))
        .text(" shows the first exercise; this page grows with every one that is solved.")
}

fn totals(report: &Report) -> Element {
    let sums = report.totals;
    let mut tiles = vec![
        (
            "exercises solved",
            format!("{} of {}", sums.solved, sums.exercises),
        ),
        (
            "levels done",
            format!("{} of {}", report.levels_behind(), report.levels.len()),
        ),
    ];
    tiles.extend(words::time(sums.seconds).map(|time| ("at work", time)));
    tiles.push(("tries", words::grouped(sums.tries)));
    tiles.push(("hints taken", words::grouped(sums.hints)));
    let tile = |(name, value): (&str, String)| {
        element("div")
            .child(with_text("dt", name))
            .child(with_text("dd", &value))
    };
    element("dl")
        .class("totals")
        .children(tiles.into_iter().map(tile))
}

fn legend() -> Element {
    with_text(
        "p",
        "A line leads to what builds on a level, dots only to what comes next. There is a mark for each exercise, tall for a boss and round \
         for a quiz: full if it is solved, half full if it is begun, struck through if the quiz was solved instead.",
    )
    .class("legend")
}

/// The levels that nobody has touched, in a few lines each.
fn ahead(report: &Report) -> Option<Element> {
    let ahead: Vec<&Level> = report
        .levels
        .iter()
        .filter(|level| level.standing == Standing::Ahead)
        .collect();
    let heading = match ahead.len() {
        0 => return None,
        n if n == report.levels.len() => "What it teaches",
        _ => "Still to come",
    };
    let entry = |level: &Level| {
        let mut about = words::counted(level.sums.exercises as u64, "exercise", "exercises");
        if let Some(needs) = builds_on(level, &report.levels) {
            about.push_str(&format!("; {needs}"));
        }
        let mut entry = element("li").child(with_text("h3", &level.title));
        if !level.summary.is_empty() {
            entry = entry.child(with_text("p", &level.summary));
        }
        entry.child(with_text("p", &about).class("quiet"))
    };
    Some(
        element("section")
            .class("ahead")
            .attr("aria-labelledby", "ahead-title")
            .child(with_text("h2", heading).attr("id", "ahead-title"))
            .child(element("ul").children(ahead.into_iter().map(entry))),
    )
}

fn footer(report: &Report) -> Element {
    let mut footer = element("footer");
    if report.left_out > 0 {
        footer = footer.child(with_text("p", &left_out(report.left_out)));
    }
    footer.child(with_text(
        "p",
        &format!(
            "Made on {} from the learner's own records. Time is what was spent in front of an exercise while it was watched, up to its first pass; \
             breaks count ten minutes at most. Tries are checks of a changed file, the one that passed included. Days are those of UTC.",
            report.made
        ),
    ))
}
