//! Thousands of points in a file: each is a place in a list, at which the file repeats one drawn marker.
//!
//! An element for each would take six times the room, and kuva draws only circles translucent: of other markers the
//! last series would hide the ones before it.

use super::super::output::slug;
use super::marks::Group;
use kuva::plot::line::{LinePlot, LineStyle};
use kuva::plot::scatter::MarkerShape;
use kuva::render::color::Color;
use kuva::render::plots::Plot;
use kuva::render::render::{Primitive, Scene};
use std::collections::HashMap;
use std::f64::consts::{FRAC_PI_4, TAU};

/// With more points than this in one call its groups are clouds.
pub(super) const MANY: usize = 1500;

/// Markers on the same half pixel. Eight of half opacity leave a 256th of what is below them, so that nobody sees a
/// ninth.
const MOST_ON_ONE_PLACE: u8 = 8;

/// The marker of a group of very many points.
#[derive(Clone, Debug)]
pub(super) struct Cloud {
    pub(super) shape: MarkerShape,
    pub(super) colour: String,
    pub(super) size: f64,
    pub(super) opacity: f64,
}

/// Stands for cloud number `index` until [`scatter`] takes its place: kuva maps places and keeps the order of plots.
pub(super) fn stand_in(index: usize, group: &Group) -> Plot {
    let mut line = LinePlot::new().with_data(group.places.iter().copied());
    line.line_style = LineStyle::Custom(tag(index));
    line.into()
}

/// kuva hands the pattern of dashes through as it is.
fn tag(index: usize) -> String {
    format!("cloud {index}")
}

/// Markers in place of the lines that stand for clouds.
pub(super) fn scatter(scene: &mut Scene, clouds: &[Cloud], title: &str) {
    for element in std::mem::take(&mut scene.elements) {
        let Some((index, places)) = stood_for(&element, clouds.len()) else {
            scene.elements.push(element);
            continue;
        };
        // Of one picture alone, as several may stand on one page.
        let id = format!("{}-marker-{index}", slug(title));
        scene.defs.push(marker(&id, &clouds[index]));
        let ends = ["start", "mid", "end"].map(|end| format!("marker-{end}=\"url(#{id})\""));
        scene.elements.push(Primitive::GroupStart {
            transform: None,
            title: None,
            extra_attrs: Some(ends.join(" ")),
        });
        scene.elements.push(Primitive::PolyLine {
            points: thinned(places),
            stroke: Color::None,
            stroke_width: 1.0,
            stroke_dasharray: None,
        });
        scene.elements.push(Primitive::GroupEnd);
    }
}

/// The number of the cloud that an element stands for, and its places in pixels.
fn stood_for(element: &Primitive, clouds: usize) -> Option<(usize, &[(f64, f64)])> {
    let Primitive::PolyLine {
        points,
        stroke_dasharray,
        ..
    } = element
    else {
        return None;
    };
    let dashes = stroke_dasharray.as_deref()?;
    let index = (0..clouds).find(|index| tag(*index) == dashes)?;
    Some((index, points))
}

/// On half pixels, in the same order, without those that could not be seen.
fn thinned(places: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut drawn: HashMap<(i64, i64), u8> = HashMap::new();
    let half_pixels = |v: f64| (2.0 * v).round() as i64;
    let mut kept = vec![];
    for (x, y) in places {
        let (x, y) = (half_pixels(*x), half_pixels(*y));
        let count = drawn.entry((x, y)).or_default();
        if *count < MOST_ON_ONE_PLACE {
            *count += 1;
            kept.push((x as f64 / 2.0, y as f64 / 2.0));
        }
    }
    kept
}

fn marker(id: &str, cloud: &Cloud) -> String {
    let Cloud {
        shape,
        colour,
        size,
        opacity,
    } = cloud;
    let mark = match shape {
        MarkerShape::Circle => format!("<circle r=\"{size}\" fill=\"{colour}\" "),
        MarkerShape::Plus | MarkerShape::Cross => {
            let turn = if *shape == MarkerShape::Cross { 45 } else { 0 };
            let arms = format!("M-{size} 0H{size}M0 -{size}V{size}");
            format!(
                "<path d=\"{arms}\" transform=\"rotate({turn})\" stroke=\"{colour}\" stroke-width=\"1.5\" "
            )
        }
        _ => {
            let corners: Vec<String> = corners(*shape, *size)
                .into_iter()
                .map(|(x, y)| format!("{x:.2} {y:.2}"))
                .collect();
            format!("<path d=\"M{}Z\" fill=\"{colour}\" ", corners.join("L"))
        }
    };
    format!(
        "<marker id=\"{id}\" markerUnits=\"userSpaceOnUse\" overflow=\"visible\">{mark}opacity=\"{opacity}\" /></marker>"
    )
}

/// Around the middle, the first one above it but for squares and triangles that stand on their tip.
fn corners(shape: MarkerShape, size: f64) -> Vec<(f64, f64)> {
    let (count, radius, turn) = match shape {
        MarkerShape::Triangle => (3, 1.2, 0.0),
        MarkerShape::TriangleDown => (3, 1.2, TAU / 2.0),
        MarkerShape::Square => (4, 1.3, FRAC_PI_4),
        MarkerShape::Diamond => (4, 1.3, 0.0),
        MarkerShape::Pentagon => (5, 1.1, 0.0),
        MarkerShape::Star => (10, 1.25, 0.0),
        _ => (6, 1.1, 0.0),
    };
    let is_dent = |i: usize| shape == MarkerShape::Star && i % 2 == 1;
    let corner = |i: usize| {
        let angle = turn + TAU * i as f64 / count as f64;
        let radius = radius * size * if is_dent(i) { 0.4 } else { 1.0 };
        (radius * angle.sin(), -radius * angle.cos())
    };
    (0..count).map(corner).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_kept_in_order_to_a_quarter_of_a_pixel() {
        let places = [(10.1, 20.2), (7.3, 8.76), (10.1, 20.2)];
        assert_eq!(thinned(&places), [(10.0, 20.0), (7.5, 9.0), (10.0, 20.0)]);
    }

    #[test]
    fn only_what_lies_below_eight_others_is_left_out() {
        let mut places = vec![(3.0, 4.0); 100];
        places.push((3.5, 4.0));
        let kept = thinned(&places);
        assert_eq!(kept.len(), 8 + 1);
        assert_eq!(kept.last(), Some(&(3.5, 4.0)));
    }

    #[test]
    fn each_marker_has_its_corners() {
        let count = |shape| corners(shape, 2.0).len();
        assert_eq!(count(MarkerShape::Triangle), 3);
        assert_eq!(count(MarkerShape::Square), 4);
        assert_eq!(count(MarkerShape::Star), 10);
        let tip = |shape| corners(shape, 2.0)[0].1;
        assert!(tip(MarkerShape::Triangle) < 0.0, "above the middle");
        assert!(tip(MarkerShape::TriangleDown) > 0.0, "below the middle");
    }
}
