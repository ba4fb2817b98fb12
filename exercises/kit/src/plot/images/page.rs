//! Images as a file.

use super::super::numbers::Grid;
use super::super::palette::{PAPER, TEXT};
use super::super::raster;
use super::super::sheet::{cut, wrap};
use super::super::svg;
use super::Images;
use crate::report::number::size;
use kuva::render::render::{Primitive, Scene, TextAnchor};

/// Side of an image and from one to the next, in pixels.
const SIDE: f64 = 104.0;
const PITCH: f64 = 124.0;

/// An image with its caption and the room below it.
const ROW: f64 = SIDE + 36.0;

const PER_ROW: usize = 6;

/// Lines of the title.
const LINE: f64 = 22.0;

/// A file with more pixels than this in a row would be too large.
const MOST_PIXELS: usize = 120;

pub(super) fn draw(images: &Images) -> String {
    let per_row = images.images.len().clamp(1, PER_ROW);
    let rows = images.images.len().div_ceil(per_row);
    let width = (per_row as f64 * PITCH).max(400.0) + 20.0;
    // A letter of the title is about 10 pixels wide.
    let title = wrap(&images.title, (width / 10.5) as usize);
    let top = 24.0 + LINE * title.len() as f64;
    let height = top + rows as f64 * ROW + 28.0;
    let mut scene = Scene::new(width, height).with_background(Some(&PAPER.light.hex()));
    scene.text_color = Some(TEXT.light.hex());
    scene.font_family = Some("DejaVu Sans, Verdana, Arial, sans-serif".to_owned());
    for (i, line) in title.iter().enumerate() {
        scene.add(text(line, (width / 2.0, 28.0 + LINE * i as f64), 18));
    }
    let left = (width - per_row as f64 * PITCH) / 2.0 + (PITCH - SIDE) / 2.0;
    for (i, image) in images.images.iter().enumerate() {
        let x = left + (i % per_row) as f64 * PITCH;
        let y = top + (i / per_row) as f64 * ROW;
        add_image(images, &image.grid, (x, y), &mut scene);
        let caption = cut(&image.caption, 16);
        scene.add(text(&caption, (x + SIDE / 2.0, y + SIDE + 17.0), 13));
    }
    let (low, high) = (size(images.tones.low), size(images.tones.high));
    let scale = match images.is_empty() {
        true => "no images".to_owned(),
        false => format!("black is {low}, white is {high}"),
    };
    scene.add(text(&scale, (width / 2.0, height - 14.0), 13));
    svg::document(scene, &images.title)
}

/// In the middle of its square. Neighbours of one grey are one rectangle, which keeps the file small.
fn add_image(images: &Images, grid: &Grid, (x, y): (f64, f64), scene: &mut Scene) {
    let grid = raster::reduced(grid, MOST_PIXELS, MOST_PIXELS);
    let pixel = SIDE / grid.rows.max(grid.columns).max(1) as f64;
    let x = x + (SIDE - pixel * grid.columns as f64) / 2.0;
    let y = y + (SIDE - pixel * grid.rows as f64) / 2.0;
    for row in 0..grid.rows {
        let greys = (0..grid.columns).map(|column| images.tones.colour(grid.at(row, column)));
        let greys: Vec<_> = greys.collect();
        let mut column = 0;
        for run in greys.chunk_by(|a, b| a == b) {
            if let Some(grey) = run[0] {
                scene.add(Primitive::Rect {
                    x: x + column as f64 * pixel,
                    y: y + row as f64 * pixel,
                    // A little more, so that no paper shines through between two.
                    width: run.len() as f64 * pixel + 0.3,
                    height: pixel + 0.3,
                    fill: grey.hex().into(),
                    stroke: None,
                    stroke_width: None,
                    opacity: None,
                });
            }
            column += run.len();
        }
    }
}

/// Centred.
fn text(content: &str, (x, y): (f64, f64), size: u32) -> Primitive {
    Primitive::Text {
        x,
        y,
        content: svg::label(content),
        size,
        anchor: TextAnchor::Middle,
        rotate: None,
        bold: false,
        color: None,
    }
}
