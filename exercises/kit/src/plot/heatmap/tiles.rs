//! The squares of a large matrix in a file: all of one colour are one element.

use kuva::render::color::Color;
use kuva::render::layout::ComputedLayout;
use kuva::render::render::{PathData, Primitive, Scene};
use std::collections::BTreeMap;

/// A matrix of more entries than this is laid in tiles.
pub(super) const MANY: usize = 2000;

/// Tones of a scale, so that squares have colours in common. Nobody tells two neighbours of so many apart.
const TONES: f64 = 255.0;

/// The tone of a tile at such a share of the scale.
pub(super) fn tone(share: f64) -> f64 {
    (share * TONES).round() / TONES
}

/// Tiles in place of kuva's squares, of which each would be an element.
pub(super) fn lay(scene: &mut Scene, columns: usize, rows: usize, computed: &ComputedLayout) {
    for element in std::mem::take(&mut scene.elements) {
        match element {
            Primitive::RectBatch { fills, .. } if fills.len() == columns * rows => {
                scene.elements.push(unit_squares(columns, rows, computed));
                let colours: Vec<String> = fills.iter().map(Color::to_svg_string).collect();
                let tiles = tiles(&colours, columns).into_iter();
                scene
                    .elements
                    .extend(tiles.map(|(colour, d)| path(&colour, d)));
                scene.elements.push(Primitive::GroupEnd);
            }
            // What kuva draws at the names that were left out.
            Primitive::Text { content, .. } if content.is_empty() => {}
            Primitive::Line {
                stroke_width: 0.0, ..
            } => {}
            other => scene.elements.push(other),
        }
    }
}

/// A group in which a square is one unit wide and high, counted from the upper left corner.
fn unit_squares(columns: usize, rows: usize, computed: &ComputedLayout) -> Primitive {
    let (left, right) = (computed.map_x(0.5), computed.map_x(columns as f64 + 0.5));
    let (top, bottom) = (computed.map_y(rows as f64 + 0.5), computed.map_y(0.5));
    let (width, height) = (
        (right - left) / columns as f64,
        (bottom - top) / rows as f64,
    );
    Primitive::GroupStart {
        transform: Some(format!(
            "translate({left:.2} {top:.2}) scale({width:.4} {height:.4})"
        )),
        title: None,
        // They meet without seams, as rectangles do.
        extra_attrs: Some("shape-rendering=\"crispEdges\"".to_owned()),
    }
}

/// The outlines of all squares of a colour. As kuva has it, the first row is the lowest.
fn tiles(colours: &[String], columns: usize) -> BTreeMap<String, String> {
    let mut tiles: BTreeMap<String, String> = BTreeMap::new();
    for (y, row) in colours.chunks(columns).rev().enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            let width = run.len();
            let outline = format!("M{x} {y}h{width}v1h-{width}z");
            tiles.entry(run[0].clone()).or_default().push_str(&outline);
            x += width;
        }
    }
    tiles
}

fn path(colour: &str, d: String) -> Primitive {
    Primitive::Path(Box::new(PathData {
        d,
        fill: Some(colour.into()),
        stroke: Color::None,
        stroke_width: 0.0,
        opacity: None,
        stroke_dasharray: None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_square_is_a_tile_at_its_place_and_neighbours_of_a_colour_are_one() {
        // The lower row comes first.
        let colours = ["a", "b", "b", "a", "a", "c"].map(str::to_owned);
        let tiles = tiles(&colours, 3);
        assert_eq!(tiles["a"], "M0 0h2v1h-2zM0 1h1v1h-1z");
        assert_eq!(tiles["b"], "M1 1h2v1h-2z");
        assert_eq!(tiles["c"], "M2 0h1v1h-1z");
    }

    #[test]
    fn the_ends_of_a_scale_keep_their_tones_and_none_stays_none() {
        assert_eq!((tone(0.0), tone(1.0)), (0.0, 1.0));
        assert!((tone(0.123) - 0.123).abs() < 0.002);
        assert!(tone(f64::NAN).is_nan());
    }
}
