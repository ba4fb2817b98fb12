//! A figure as a file.

use super::super::canvas::Dash;
use super::super::palette::{self, AXIS};
use super::super::svg;
use super::cloud::{self, Cloud};
use super::marks::{Areas, Columns, Curve, Direction, Group, Level, Mark, Marker, Points};
use super::thin::thinned;
use super::{Figure, Units};
use kuva::plot::annotations::ReferenceLine;
use kuva::plot::legend::{LegendEntry, LegendShape};
use kuva::plot::line::LinePlot;
use kuva::plot::scatter::{MarkerShape, ScatterPlot};
use kuva::render::layout::{ComputedLayout, Layout};
use kuva::render::plots::Plot;
use kuva::render::render::{Primitive, render_multiple};

/// Place of the star.
const STAR: usize = 7;

const SHAPES: [MarkerShape; 10] = [
    MarkerShape::Circle,
    MarkerShape::Triangle,
    MarkerShape::Square,
    MarkerShape::Diamond,
    MarkerShape::Plus,
    MarkerShape::Cross,
    MarkerShape::TriangleDown,
    MarkerShape::Star,
    MarkerShape::Pentagon,
    MarkerShape::Hexagon,
];

pub(super) fn draw(figure: &Figure) -> String {
    let (x, y) = figure.axes();
    let layout = svg::layout(&figure.title, &figure.notes, x, y);
    let layout = labelled(layout, &figure.x, &figure.y);
    let layout = with_levels(layout, &figure.marks);
    let entries = entries(&figure.marks);
    let layout = match entries.is_empty() {
        true => layout,
        false => layout.with_legend_entries(entries),
    };
    let has_areas = figure
        .marks
        .iter()
        .any(|mark| matches!(mark, Mark::Areas(_)));
    let layout = layout.with_show_grid(!has_areas);
    let layout = match figure.units {
        Units::Apart => layout,
        Units::Equal => {
            let (width, height) = to_scale(x.high - x.low, y.high - y.low);
            svg::with_plot_size(layout, width, height)
        }
    };
    let computed = ComputedLayout::from_layout(&layout);
    let (plots, clouds) = plots(figure, &computed);
    let mut scene = render_multiple(plots, layout);
    cloud::scatter(&mut scene, &clouds, &figure.title);
    for mark in &figure.marks {
        match mark {
            // Below everything else.
            Mark::Areas(areas) => drop(scene.elements.splice(0..0, rectangles(areas, &computed))),
            Mark::Columns(columns) => scene.elements.extend(bars(columns, &computed)),
            Mark::Points(_) | Mark::Curve(_) | Mark::Level(_) => {}
        }
    }
    svg::document(scene, &figure.title)
}

/// Width and height of the plot in pixels, in the proportions of both axes as far as it stays readable.
fn to_scale(across: f64, up: f64) -> (f64, f64) {
    const WIDEST: f64 = 600.0;
    const HIGHEST: f64 = 460.0;
    const LEAST: f64 = 120.0;
    let pixels = (WIDEST / across).min(HIGHEST / up);
    ((across * pixels).max(LEAST), (up * pixels).max(LEAST))
}

fn labelled(mut layout: Layout, x: &str, y: &str) -> Layout {
    if !x.is_empty() {
        layout = layout.with_x_label(svg::label(x));
    }
    if !y.is_empty() {
        layout = layout.with_y_label(svg::label(y));
    }
    layout
}

fn with_levels(mut layout: Layout, marks: &[Mark]) -> Layout {
    let levels = marks.iter().filter_map(|mark| match mark {
        Mark::Level(level) => Some(level),
        _ => None,
    });
    for (i, level) in levels.enumerate() {
        let line = match level.direction {
            Direction::Across => ReferenceLine::horizontal(level.at),
            Direction::Upright => ReferenceLine::vertical(level.at),
        };
        let line = line
            .with_color(AXIS.light.hex())
            .with_stroke_width(1.5)
            .with_dasharray(level_dashes(i));
        layout = layout.with_reference_line(line);
    }
    layout
}

fn level_dashes(index: usize) -> &'static str {
    ["8 5", "4 4", "2 3"][index % 3]
}

fn dashes(dash: Dash) -> Option<&'static str> {
    match dash {
        Dash::Solid => None,
        Dash::Dashed => Some("8 4"),
        Dash::Dotted => Some("2 3"),
        Dash::Mixed => Some("8 3 2 3"),
        Dash::Sparse => Some("2 7"),
        Dash::Long => Some("14 4"),
    }
}

/// Lines below points, whatever the order of the calls; and the markers of clouds.
fn plots(figure: &Figure, computed: &ComputedLayout) -> (Vec<Plot>, Vec<Cloud>) {
    let classes = has_classes(&figure.marks);
    let counts = figure.marks.iter().map(|mark| match mark {
        Mark::Points(points) => count(points),
        Mark::Curve(_) | Mark::Level(_) | Mark::Areas(_) | Mark::Columns(_) => 0,
    });
    let most = counts.max().unwrap_or(0);
    let mut below = vec![];
    let mut above = vec![];
    let mut clouds = vec![];
    for mark in &figure.marks {
        match mark {
            Mark::Curve(curve) => {
                let stretches = curve.stretches.iter();
                below.extend(stretches.map(|s| stretch(curve, s, computed)));
            }
            Mark::Points(points) => {
                let look = look(count(points), most);
                for group in &points.groups {
                    let shape = shape(group.marker, classes);
                    // A line of one place would not be drawn.
                    if count(points) > cloud::MANY && group.places.len() > 1 {
                        above.push(cloud::stand_in(clouds.len(), group));
                        clouds.push(cloud_of(group, shape, look));
                    } else {
                        above.push(scatter(group, shape, look));
                    }
                }
            }
            Mark::Level(_) | Mark::Areas(_) | Mark::Columns(_) => {}
        }
    }
    // Without any plot there would be no axes.
    let nothing = Plot::Scatter(ScatterPlot::new());
    let plots = [nothing].into_iter().chain(below).chain(above);
    (plots.collect(), clouds)
}

fn stretch(curve: &Curve, places: &[(f64, f64)], computed: &ComputedLayout) -> Plot {
    let colour = palette::colour(curve.colour).hex();
    if let [place] = places {
        // A line of one place has no length.
        let dot = ScatterPlot::new().with_data([*place]);
        return dot.with_color(colour).with_size(1.5).into();
    }
    let mut line = LinePlot::new()
        .with_data(thinned(places, |x| computed.map_x(x)))
        .with_color(colour)
        .with_stroke_width(2.0);
    if let Some(dashes) = dashes(curve.dash) {
        line.line_style = kuva::plot::line::LineStyle::Custom(dashes.to_owned());
    }
    line.into()
}

fn count(points: &Points) -> usize {
    points.groups.iter().map(|group| group.places.len()).sum()
}

/// Size and opacity: the more points of one call, the smaller they are. A few among many, such as the centres of clusters,
/// must not be lost.
fn look(count: usize, most: usize) -> (f64, f64) {
    const FEW: usize = 8;
    match count {
        _ if count * FEW <= most => (7.5, 1.0),
        0..=100 => (4.5, 0.9),
        101..=400 => (3.8, 0.8),
        401..=3000 => (3.0, 0.65),
        _ => (2.2, 0.5),
    }
}

fn scatter(group: &Group, shape: MarkerShape, (size, opacity): (f64, f64)) -> Plot {
    let scatter = ScatterPlot::new()
        .with_data(group.places.iter().copied())
        .with_color(palette::colour(group.colour).hex())
        .with_marker(shape)
        .with_size(size)
        .with_marker_opacity(opacity);
    scatter.into()
}

fn cloud_of(group: &Group, shape: MarkerShape, (size, opacity): (f64, f64)) -> Cloud {
    Cloud {
        shape,
        colour: palette::colour(group.colour).hex(),
        size,
        opacity,
    }
}

/// Beside classes, series begin with the star.
fn shape(marker: Marker, classes: bool) -> MarkerShape {
    let index = match marker {
        Marker::Class(index) => index,
        Marker::Series(index) => index + if classes { STAR } else { 0 },
    };
    SHAPES[index % SHAPES.len()]
}

fn has_classes(marks: &[Mark]) -> bool {
    let is_class = |group: &Group| matches!(group.marker, Marker::Class(_));
    marks
        .iter()
        .any(|mark| matches!(mark, Mark::Points(p) if p.groups.iter().any(is_class)))
}

fn entries(marks: &[Mark]) -> Vec<LegendEntry> {
    let classes = has_classes(marks);
    let mut levels = 0;
    let mut entries = vec![];
    for mark in marks {
        match mark {
            Mark::Points(points) => entries.extend(points_entries(points, classes)),
            Mark::Curve(curve) => {
                let colour = palette::colour(curve.colour).hex();
                let dash = dashes(curve.dash);
                entries.push(entry(&curve.name, colour, LegendShape::Line, dash));
            }
            Mark::Level(Level { name, .. }) => {
                let dash = Some(level_dashes(levels));
                entries.push(entry(name, AXIS.light.hex(), LegendShape::Line, dash));
                levels += 1;
            }
            Mark::Areas(areas) => entries.extend(areas.distinct().into_iter().map(|class| {
                let colour = palette::tint(palette::class_colour(class)).hex();
                let name = format!("region of {}", palette::class_name(class));
                entry(&name, colour, LegendShape::Rect, None)
            })),
            Mark::Columns(_) => {}
        }
    }
    entries.retain(|entry| !entry.label.is_empty());
    entries
}

fn points_entries(points: &Points, classes: bool) -> impl Iterator<Item = LegendEntry> {
    points.groups.iter().map(move |group| {
        let name = match group.marker {
            Marker::Series(_) => points.name.clone(),
            Marker::Class(class) => format!("{} {}", points.name, palette::class_name(class)),
        };
        let colour = palette::colour(group.colour).hex();
        let shape = LegendShape::Marker(shape(group.marker, classes));
        entry(name.trim(), colour, shape, None)
    })
}

fn entry(name: &str, colour: String, shape: LegendShape, dash: Option<&str>) -> LegendEntry {
    LegendEntry {
        label: svg::label(name),
        color: colour,
        shape,
        dasharray: dash.map(str::to_owned),
    }
}

/// One for each bin that is not empty, apart from each other if they are wide enough.
fn bars(columns: &Columns, computed: &ComputedLayout) -> Vec<Primitive> {
    let bins = columns.counts.iter().zip(columns.edges.windows(2));
    let bins = bins.filter(|(count, _)| **count > 0.0);
    let bars = bins.map(|(count, edges)| {
        let (left, right) = (computed.map_x(edges[0]), computed.map_x(edges[1]));
        let gap = if right - left > 4.0 { 1.0 } else { 0.0 };
        Primitive::Rect {
            x: left + gap,
            y: computed.map_y(*count),
            width: right - left - gap,
            height: computed.map_y(0.0) - computed.map_y(*count),
            fill: palette::colour(0).hex().into(),
            stroke: None,
            stroke_width: None,
            opacity: None,
        }
    });
    bars.collect()
}

/// Neighbours of one class are one rectangle, which keeps the file small.
fn rectangles(areas: &Areas, computed: &ComputedLayout) -> Vec<Primitive> {
    let x = |column: usize| computed.map_x(areas.x.at(column as f64 / areas.columns as f64));
    let y = |row: usize| computed.map_y(areas.y.at(row as f64 / areas.rows as f64));
    let mut rectangles = vec![];
    for row in 0..areas.rows {
        let mut column = 0;
        for run in areas.row(row).chunk_by(|a, b| a == b) {
            let end = column + run.len();
            rectangles.push(Primitive::Rect {
                x: x(column),
                y: y(row + 1),
                // Half a pixel more, so that no paper shines through between two.
                width: x(end) - x(column) + 0.5,
                height: y(row) - y(row + 1) + 0.5,
                fill: palette::tint(palette::class_colour(run[0])).hex().into(),
                stroke: None,
                stroke_width: None,
                opacity: None,
            });
            column = end;
        }
    }
    rectangles
}
