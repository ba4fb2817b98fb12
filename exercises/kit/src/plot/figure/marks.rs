//! What a figure is made of, as plain data.

use super::super::axis::{Axis, drawable};
use super::super::canvas::Dash;

#[derive(Clone, Debug)]
pub(super) enum Mark {
    Points(Points),
    Curve(Curve),
    Level(Level),
    Columns(Columns),
    Areas(Areas),
}

/// The points of one call. Those of a later call lie on top of them.
#[derive(Clone, Debug)]
pub(super) struct Points {
    pub(super) name: String,
    pub(super) groups: Vec<Group>,
}

/// Points that look alike.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) marker: Marker,
    pub(super) colour: usize,
    pub(super) places: Vec<(f64, f64)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// Of the figure's series of points, counted from 0.
    Series(usize),
    Class(usize),
}

#[derive(Clone, Debug)]
pub(super) struct Curve {
    pub(super) name: String,
    /// The stretches between the values that were left out.
    pub(super) stretches: Vec<Vec<(f64, f64)>>,
    pub(super) colour: usize,
    pub(super) dash: Dash,
}

#[derive(Clone, Debug)]
pub(super) struct Level {
    pub(super) name: String,
    pub(super) at: f64,
    pub(super) direction: Direction,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Across,
    Upright,
}

/// Bars that touch, `counts[i]` from `edges[i]` to `edges[i + 1]`.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct Columns {
    pub(in super::super) edges: Vec<f64>,
    pub(in super::super) counts: Vec<f64>,
}

/// The class at the middle of each of many small rectangles, side by side.
#[derive(Clone, Debug)]
pub(in super::super) struct Areas {
    pub(in super::super) x: Axis,
    pub(in super::super) y: Axis,
    pub(in super::super) columns: usize,
    pub(in super::super) rows: usize,
    /// Row by row, the lowest row first.
    pub(in super::super) classes: Vec<usize>,
}

impl Areas {
    pub(super) fn row(&self, row: usize) -> &[usize] {
        &self.classes[row * self.columns..(row + 1) * self.columns]
    }

    /// None beside the areas.
    pub(super) fn class_at(&self, x: f64, y: f64) -> Option<usize> {
        let place = |share: f64, count: usize| {
            let is_inside = (0.0..=1.0).contains(&share);
            is_inside.then_some(((share * count as f64) as usize).min(count - 1))
        };
        let column = place(self.x.share(x), self.columns)?;
        let row = place(self.y.share(y), self.rows)?;
        Some(self.row(row)[column])
    }

    /// Ascending, each once.
    pub(super) fn distinct(&self) -> Vec<usize> {
        distinct(&self.classes)
    }
}

/// Ascending, each once.
pub(super) fn distinct(classes: &[usize]) -> Vec<usize> {
    let mut classes = classes.to_vec();
    classes.sort_unstable();
    classes.dedup();
    classes
}

/// The axes of a figure: both ranges are known before anything is drawn.
pub(super) fn axes(marks: &[Mark]) -> (Axis, Axis) {
    let (xs, ys) = marks
        .iter()
        .map(extent)
        .fold((vec![], vec![]), |mut all, one| {
            all.0.extend(one.0);
            all.1.extend(one.1);
            all
        });
    let areas = marks.iter().find_map(|mark| match mark {
        Mark::Areas(areas) => Some((areas.x.including(&xs), areas.y.including(&ys))),
        _ => None,
    });
    let columns = marks.iter().find_map(|mark| match mark {
        Mark::Columns(columns) => Some(axes_of_columns(columns)),
        _ => None,
    });
    let around = || (Axis::around(xs.clone()), Axis::around(ys.clone()));
    areas.or(columns).unwrap_or_else(around)
}

fn axes_of_columns(columns: &Columns) -> (Axis, Axis) {
    let low = columns.edges.first().copied().unwrap_or(0.0);
    let high = columns.edges.last().copied().unwrap_or(1.0);
    let most = columns.counts.iter().copied().fold(0.0, f64::max);
    (Axis::exactly(low, high), Axis::counts(most))
}

/// The coordinates that must fit into the picture.
fn extent(mark: &Mark) -> (Vec<f64>, Vec<f64>) {
    match mark {
        Mark::Points(points) => {
            let places = points.groups.iter().flat_map(|group| &group.places);
            places.copied().unzip()
        }
        Mark::Curve(curve) => curve.stretches.iter().flatten().copied().unzip(),
        Mark::Level(level) => match level.direction {
            Direction::Across => (vec![], vec![level.at]),
            Direction::Upright => (vec![level.at], vec![]),
        },
        Mark::Columns(_) | Mark::Areas(_) => (vec![], vec![]),
    }
}

/// Both coordinates if they can be drawn.
pub(super) fn place(x: f64, y: f64) -> Option<(f64, f64)> {
    (drawable(x) && drawable(y)).then_some((x, y))
}
