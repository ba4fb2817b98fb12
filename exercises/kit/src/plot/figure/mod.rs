//! Pictures with two axes: points, lines, levels, columns and areas.

mod cloud;
mod marks;
mod page;
mod sketch;
mod thin;

pub(super) use marks::{Areas, Columns};

use super::axis::{Axis, drawable};
use super::canvas::Dash;
use super::numbers::{Classes, Grid, Series, Table};
use super::palette::class_colour;
use super::screen::Screen;
use super::sheet::{Sheet, clean};
use super::{Picture, counted};
use marks::{Curve, Direction, Group, Level, Mark, Marker, Points, axes, distinct, place};

/// A picture with two axes, put together call by call.
///
/// Points and lines may be given in any number and order; axes, ticks, markers, colours and the legend follow.
/// A value that is NaN or infinite is left out, and a note counts them; a line has a gap there.
///
/// ```no_run
/// use kit::plot::Figure;
/// use ndarray::array;
///
/// let area = array![45.0, 60.0, 75.0, 120.0];
/// let price = array![150.0, 170.0, 240.0, 330.0];
/// let fitted = 30.0 + 2.5 * &area;
/// Figure::new("Price against area")
///     .x("area in m2")
///     .y("price in 1000 EUR")
///     .points("houses", &area, &price)
///     .line("fit", &area, &fitted)
///     .show();
/// ```
#[must_use = "a figure is drawn by `show`"]
#[derive(Clone, Debug)]
pub struct Figure {
    title: String,
    x: String,
    y: String,
    marks: Vec<Mark>,
    notes: Vec<String>,
    units: Units,
}

/// How long a unit is along the two axes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Units {
    /// As each axis fills its side best.
    Apart,
    /// The same along both.
    Equal,
}

impl Figure {
    pub fn new(title: &str) -> Self {
        Self {
            title: clean(title),
            x: String::new(),
            y: String::new(),
            marks: vec![],
            notes: vec![],
            units: Units::Apart,
        }
    }

    /// A unit is as long to the right as it is upwards, so that right angles, circles and distances look as they are.
    pub fn to_scale(mut self) -> Self {
        self.units = Units::Equal;
        self
    }

    /// Label of the x axis, with its unit.
    pub fn x(mut self, label: &str) -> Self {
        self.x = clean(label);
        self
    }

    /// Label of the y axis, with its unit.
    pub fn y(mut self, label: &str) -> Self {
        self.y = clean(label);
        self
    }

    /// One marker for each pair `xs[i]`, `ys[i]`.
    pub fn points(self, name: &str, xs: impl Series, ys: impl Series) -> Self {
        self.add_points(&clean(name), &xs.values(), &ys.values())
    }

    /// One marker for each row of `points`, shape (n, 2), by its class. In the terminal the marker is the class's
    /// number; a class has the same colour in every picture.
    pub fn points_by(self, name: &str, points: impl Table, classes: impl Classes) -> Self {
        self.add_points_by(&clean(name), &points.grid(), &classes.classes())
    }

    /// The pairs `xs[i]`, `ys[i]` joined in the given order.
    pub fn line(self, name: &str, xs: impl Series, ys: impl Series) -> Self {
        self.add_line(&clean(name), &xs.values(), &ys.values())
    }

    /// A level across the whole picture at height `y`.
    pub fn hline(self, y: f64, label: &str) -> Self {
        self.add_level(&clean(label), y, Direction::Across)
    }

    /// An upright line through the whole picture at `x`.
    pub fn vline(self, x: f64, label: &str) -> Self {
        self.add_level(&clean(label), x, Direction::Upright)
    }

    /// Draws the picture in the terminal and into a file, as [the module](crate::plot) says.
    pub fn show(&self) {
        super::show(self);
    }

    /// The axes that all marks so far fit into.
    pub(super) fn axes(&self) -> (Axis, Axis) {
        axes(&self.marks)
    }

    /// The points that have a class.
    pub(super) fn labelled_places(&self) -> impl Iterator<Item = (usize, (f64, f64))> {
        self.groups().flat_map(|group| {
            let class = match group.marker {
                Marker::Class(class) => Some(class),
                Marker::Series(_) => None,
            };
            group
                .places
                .iter()
                .filter_map(move |place| Some((class?, *place)))
        })
    }

    /// A further sentence under the picture.
    pub(super) fn note(mut self, note: String) -> Self {
        self.notes.push(note);
        self
    }

    pub(super) fn columns(mut self, columns: Columns) -> Self {
        self.marks.push(Mark::Columns(columns));
        self
    }

    pub(super) fn areas(mut self, areas: Areas) -> Self {
        self.marks.push(Mark::Areas(areas));
        self
    }

    fn add_points(mut self, name: &str, xs: &[f64], ys: &[f64]) -> Self {
        let pairs = self.pairs(name, xs, ys);
        let series = self
            .groups()
            .filter(|group| matches!(group.marker, Marker::Series(_)));
        let group = Group {
            marker: Marker::Series(series.count()),
            colour: self.next_colour(),
            places: pairs.into_iter().flatten().collect(),
        };
        self.add_groups(name, vec![group])
    }

    fn add_points_by(mut self, name: &str, points: &Grid, classes: &[usize]) -> Self {
        if points.columns < 2 {
            let note = format!("{name}: points need two columns, {} given", points.columns);
            return self.note(note);
        }
        if points.columns > 2 {
            let note = format!(
                "{name}: the first two of {} columns are drawn",
                points.columns
            );
            self = self.note(note);
        }
        let n = self.common_length(name, [(points.rows, "point"), (classes.len(), "label")]);
        let places: Vec<_> = (0..n)
            .map(|i| place(points.at(i, 0), points.at(i, 1)))
            .collect();
        self.count_missing(name, &places);
        let classes = &classes[..n];
        let of_class = |class: usize| {
            let own = places.iter().zip(classes).filter(|(_, c)| **c == class);
            own.filter_map(|(place, _)| *place).collect()
        };
        let groups = distinct(classes).into_iter().map(|class| Group {
            marker: Marker::Class(class),
            colour: class_colour(class),
            places: of_class(class),
        });
        let groups = groups.collect();
        self.add_groups(name, groups)
    }

    fn add_groups(mut self, name: &str, groups: Vec<Group>) -> Self {
        let name = name.to_owned();
        self.marks.push(Mark::Points(Points { name, groups }));
        self
    }

    fn add_line(mut self, name: &str, xs: &[f64], ys: &[f64]) -> Self {
        let pairs = self.pairs(name, xs, ys);
        let lines = self
            .marks
            .iter()
            .filter(|mark| matches!(mark, Mark::Curve(_)));
        let stretches = pairs.split(Option::is_none).filter(|s| !s.is_empty());
        let curve = Curve {
            name: name.to_owned(),
            stretches: stretches
                .map(|s| s.iter().copied().flatten().collect())
                .collect(),
            colour: self.next_colour(),
            dash: Dash::number(lines.count()),
        };
        self.marks.push(Mark::Curve(curve));
        self
    }

    fn add_level(mut self, name: &str, at: f64, direction: Direction) -> Self {
        if !drawable(at) {
            let name = if name.is_empty() { "a level" } else { name };
            return self.note(format!("{name}: not drawn, it is at {at}"));
        }
        let name = name.to_owned();
        self.marks.push(Mark::Level(Level {
            name,
            at,
            direction,
        }));
        self
    }

    /// Pairs of coordinates in order, none in place of one that cannot be drawn.
    fn pairs(&mut self, name: &str, xs: &[f64], ys: &[f64]) -> Vec<Option<(f64, f64)>> {
        let n = self.common_length(name, [(xs.len(), "x value"), (ys.len(), "y value")]);
        let pairs: Vec<_> = (0..n).map(|i| place(xs[i], ys[i])).collect();
        self.count_missing(name, &pairs);
        pairs
    }

    /// The shorter of two lists sets the length, and a note says so.
    fn common_length(&mut self, name: &str, lists: [(usize, &str); 2]) -> usize {
        let [(a, what_a), (b, what_b)] = lists;
        if a != b {
            let (all_a, all_b) = (counted(a, what_a), counted(b, what_b));
            let shorter = a.min(b);
            let note = format!("{name}: {all_a} but {all_b}, the first {shorter} are drawn");
            self.notes.push(note);
        }
        a.min(b)
    }

    fn count_missing(&mut self, name: &str, places: &[Option<(f64, f64)>]) {
        let missing = places.iter().filter(|place| place.is_none()).count();
        if places.is_empty() {
            self.notes.push(format!("{name}: no values"));
        }
        if missing > 0 {
            let values = counted(missing, "value");
            self.notes
                .push(format!("{name}: {values} left out, NaN or infinite"));
        }
    }

    fn groups(&self) -> impl Iterator<Item = &Group> {
        let points = self.marks.iter().filter_map(|mark| match mark {
            Mark::Points(points) => Some(points),
            _ => None,
        });
        points.flat_map(|points| &points.groups)
    }

    /// The first colour not yet used.
    fn next_colour(&self) -> usize {
        let groups = self.groups().map(|group| group.colour);
        let curves = self.marks.iter().filter_map(|mark| match mark {
            Mark::Curve(curve) => Some(curve.colour),
            _ => None,
        });
        groups
            .chain(curves)
            .max()
            .map_or(0, |last| last.saturating_add(1))
    }
}

impl Picture for Figure {
    fn title(&self) -> &str {
        &self.title
    }

    fn sheet(&self, screen: Screen) -> Sheet {
        sketch::draw(self, screen)
    }

    fn svg(&self) -> String {
        page::draw(self)
    }
}

#[cfg(test)]
mod tests;
