//! The roadmap: a list of the levels, and beside it their stations with lines for what builds on what.

use super::{
    bar::bar,
    element::{Element, element, with_text},
    level::{anchor, builds_on},
    words,
};
use crate::report::{Level, Report, Standing};

/// Height of a row in the drawing's units, 16 to a `rem`. The style sheet gives the list's rows the same height.
const ROW: usize = 72;
const UNITS_A_REM: f64 = 16.0;
/// Between two lines that pass the stations on their left.
const LANE: usize = 12;
/// Further lines share the outermost lane.
const LANES: usize = 6;
const RADIUS: usize = 10;

pub(super) fn map(report: &Report) -> Element {
    let rows = report.levels.iter().enumerate();
    element("div")
        .class("map")
        .child(drawing(&report.levels))
        .child(element("ol").children(rows.map(|(index, level)| row(index, level))))
}

fn row(index: usize, level: &Level) -> Element {
    let title = match level.standing {
        Standing::Ahead => with_text("span", &level.title),
        Standing::Begun | Standing::TestedOut | Standing::Done => {
            with_text("a", &level.title).attr("href", format!("#{}", anchor(index)))
        }
    };
    let standing = format!(
        "{} of {}, {}",
        level.sums.solved,
        level.sums.exercises,
        words::standing(level.standing)
    );
    element("li")
        .child(
            element("p")
                .class("name")
                .child(title.attr("title", &level.title)),
        )
        .child(bar(level))
        .child(with_text("p", &standing).class("standing"))
}

/// Stations, and who builds on whom.
fn drawing(levels: &[Level]) -> Element {
    let lines = lines(levels);
    let lanes = lines.iter().map(|line| line.lane + 1).max().unwrap_or(0);
    let middle = lanes * LANE + RADIUS + 4;
    let (width, height) = (middle + RADIUS + 4, levels.len() * ROW);
    let neighbours = (1..levels.len()).map(|below| to_neighbour(levels, below, middle));
    let stations = levels.iter().enumerate();
    element("svg")
        .class("stations")
        .attr("viewBox", format!("0 0 {width} {height}"))
        .attr("width", rem(width))
        .attr("height", rem(height))
        .attr("role", "img")
        .attr("aria-labelledby", "map-title map-description")
        .child(with_text("title", "Map of the levels").attr("id", "map-title"))
        .child(with_text("desc", &description(levels)).attr("id", "map-description"))
        .children(neighbours)
        .children(lines.iter().map(|line| line.drawn(middle)))
        .children(stations.map(|(index, level)| station(level.standing, middle, centre(index))))
}

fn rem(units: usize) -> String {
    #[expect(clippy::cast_precision_loss, reason = "drawings are small")]
    let units = units as f64;
    format!("{}rem", units / UNITS_A_REM)
}

fn centre(row: usize) -> usize {
    row * ROW + ROW / 2
}

fn description(levels: &[Level]) -> String {
    let sentences = levels.iter().map(|level| {
        let mut text = format!("{}: {}", level.title, words::standing(level.standing));
        if let Some(needs) = builds_on(level, levels) {
            text.push_str(&format!(", {needs}"));
        }
        text
    });
    sentences.collect::<Vec<_>>().join(". ")
}

/// Full with a tick, a ring with a tick, half full, or empty: done, tested out, begun, ahead.
fn station(standing: Standing, x: usize, y: usize) -> Element {
    let ring = |name: &'static str| {
        element("circle")
            .class(name)
            .attr("cx", x)
            .attr("cy", y)
            .attr("r", RADIUS)
    };
    let tick = |name: &'static str| {
        element("path")
            .class(name)
            .attr("d", format!("M{} {} l3.5 4 l6 -8", x - 5, y + 1))
    };
    let group = element("g");
    match standing {
        Standing::Done => group.child(ring("full")).child(tick("tick on")),
        Standing::TestedOut => group.child(ring("empty")).child(tick("tick")),
        Standing::Begun => group.child(ring("empty")).child(
            element("path")
                .class("full")
                .attr("d", format!("M{} {y} a6 6 0 0 0 12 0 z", x - 6)),
        ),
        Standing::Ahead => group.child(ring("empty")),
    }
}

/// To the station above: a line if it is needed, else dots, which only say what comes next.
fn to_neighbour(levels: &[Level], below: usize, x: usize) -> Element {
    let needed = levels[below].needs.contains(&(below - 1));
    element("path")
        .class(if needed { "line" } else { "order" })
        .attr(
            "d",
            format!(
                "M{x} {} V{}",
                centre(below - 1) + RADIUS,
                centre(below) - RADIUS
            ),
        )
}

/// From a level to one that builds on it and is not its neighbour.
#[derive(Debug, PartialEq, Eq)]
struct Line {
    from: usize,
    to: usize,
    /// From the stations outwards.
    lane: usize,
}

impl Line {
    fn drawn(&self, middle: usize) -> Element {
        let lane = middle - RADIUS - (self.lane + 1) * LANE + 2;
        let (start, end) = (middle - RADIUS + 1, middle - RADIUS - 2);
        let down = self.from < self.to;
        let (leaves, arrives) = if down {
            (centre(self.from) + 4, centre(self.to) - 4)
        } else {
            (centre(self.from) - 4, centre(self.to) + 4)
        };
        let (after, before) = if down {
            (leaves + 8, arrives - 8)
        } else {
            (leaves - 8, arrives + 8)
        };
        let turn = lane + 8;
        let head = format!(
            "M{} {} L{end} {arrives} L{} {}",
            end - 4,
            arrives - 3,
            end - 4,
            arrives + 3
        );
        element("g")
            .child(element("path").class("line").attr(
                "d",
                format!(
                    "M{start} {leaves} H{turn} Q{lane} {leaves} {lane} {after} V{before} Q{lane} {arrives} {turn} {arrives} H{end}"
                ),
            ))
            .child(element("path").class("line").attr("d", head))
    }
}

/// What is needed by way of another need is not drawn: that line says so.
fn lines(levels: &[Level]) -> Vec<Line> {
    let mut wanted: Vec<(usize, usize)> = Vec::new();
    for (to, level) in levels.iter().enumerate() {
        for &from in &level.needs {
            let others = level.needs.iter().filter(|&&other| other != from);
            let neighbours = from + 1 == to;
            let said = others
                .clone()
                .any(|&other| leads_to(levels, other, from, to));
            if !neighbours && !said && !wanted.contains(&(from, to)) {
                wanted.push((from, to));
            }
        }
    }
    // Short ones inside.
    wanted.sort_by_key(|&(from, to)| (from.abs_diff(to), from));
    let mut lines: Vec<Line> = Vec::new();
    for (from, to) in wanted {
        let (top, bottom) = (from.min(to), from.max(to));
        let taken = |lane: usize| {
            lines.iter().any(|line| {
                line.lane == lane && line.from.min(line.to) < bottom && top < line.from.max(line.to)
            })
        };
        let lane = (0..LANES).find(|&lane| !taken(lane)).unwrap_or(LANES - 1);
        lines.push(Line { from, to, lane });
    }
    lines
}

/// Whether `level` builds on `on`, by whatever way that leaves `without` out.
fn leads_to(levels: &[Level], level: usize, on: usize, without: usize) -> bool {
    let mut seen = vec![false; levels.len()];
    let mut open = vec![level];
    seen[without] = true;
    while let Some(level) = open.pop() {
        if level == on {
            return true;
        }
        if !std::mem::replace(&mut seen[level], true) {
            open.extend(&levels[level].needs);
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Sums;

    fn levels(needs: &[&[usize]]) -> Vec<Level> {
        let level = |needs: &&[usize]| Level {
            dir: String::new(),
            title: String::new(),
            summary: String::new(),
            needs: needs.to_vec(),
            standing: Standing::Ahead,
            sums: Sums::default(),
            exercises: Vec::new(),
        };
        needs.iter().map(level).collect()
    }

    fn drawn(needs: &[&[usize]]) -> Vec<(usize, usize, usize)> {
        let lines = lines(&levels(needs));
        let line = |line: &Line| (line.from, line.to, line.lane);
        lines.iter().map(line).collect()
    }

    #[test]
    fn neighbours_are_joined_and_others_get_lanes_of_their_own() {
        assert_eq!(drawn(&[&[], &[0], &[1]]), []);
        assert_eq!(drawn(&[&[], &[], &[0], &[1]]), [(0, 2, 0), (1, 3, 1)]);
        assert_eq!(drawn(&[&[], &[], &[0], &[], &[2]]), [(0, 2, 0), (2, 4, 0)]);
    }

    #[test]
    fn what_follows_from_another_need_is_not_drawn() {
        // 2 builds on 1 and so on 0.
        assert_eq!(drawn(&[&[], &[0], &[0, 1]]), []);
        assert_eq!(
            drawn(&[&[], &[0], &[1], &[0, 1], &[2, 3]]),
            [(1, 3, 0), (2, 4, 1)]
        );
    }

    #[test]
    fn circles_and_later_needs_are_drawn_too() {
        assert_eq!(drawn(&[&[1], &[0]]), [(1, 0, 0)]);
        assert_eq!(drawn(&[&[2], &[], &[]]), [(2, 0, 0)]);
        let many: Vec<Vec<usize>> = (0..20)
            .map(|to: usize| (to.saturating_sub(10)..to.saturating_sub(8)).collect())
            .collect();
        let many: Vec<&[usize]> = many.iter().map(Vec::as_slice).collect();
        assert!(drawn(&many).iter().all(|&(_, _, lane)| lane < LANES));
    }
}
