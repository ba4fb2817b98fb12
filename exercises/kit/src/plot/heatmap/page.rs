//! A matrix as a file.

use super::super::digits::alike;
use super::super::palette::MISSING;
use super::super::sheet::{cut, widest};
use super::super::svg;
use super::{Map, tiles};
use crate::report::number::size;
use kuva::plot::heatmap::{ColorMap, Heatmap};
use kuva::render::layout::{ComputedLayout, Layout, TickFormat};
use kuva::render::plots::Plot;
use kuva::render::render::{Primitive, Scene, TextAnchor, render_multiple};
use std::sync::Arc;

/// A file with more squares than this in a row would be too large.
const MOST_SQUARES: usize = 128;

pub(super) fn draw(map: &Map) -> String {
    if map.grid.is_empty() {
        let layout = svg::plain_layout(&map.title, &map.notes, (0.0, 1.0), (0.0, 1.0));
        return svg::document(render_multiple(vec![], layout), &map.title);
    }
    let map = map.reduced(MOST_SQUARES, MOST_SQUARES);
    let layout = layout(&map);
    let computed = ComputedLayout::from_layout(&layout);
    // kuva's first row is the lowest.
    let rows = (0..map.grid.rows).rev();
    let grid = &map.grid;
    let row = |row: usize| (0..grid.columns).map(move |column| grid.at(row, column));
    let heatmap = Heatmap::new()
        .with_data(rows.map(row))
        .with_color_map(colours(&map))
        .with_cell_size(1.0);
    let mut scene = render_multiple(vec![Plot::Heatmap(heatmap)], layout);
    if is_tiled(&map) {
        tiles::lay(&mut scene, grid.columns, grid.rows, &computed);
    }
    if map.has_values() {
        add_values(&map, &mut scene, &computed);
    }
    svg::document(scene, &map.title)
}

fn is_tiled(map: &Map) -> bool {
    map.grid.values.len() > tiles::MANY
}

fn layout(map: &Map) -> Layout {
    let (rows, columns) = (map.grid.rows as f64, map.grid.columns as f64);
    // Rows and columns are counted from 1.
    let (x, y) = ((0.5, columns + 0.5), (0.5, rows + 0.5));
    let (across, mut up) = (thinned(&map.columns, 20), thinned(&map.rows, 24));
    up.reverse();
    // Squares as far as title and scale allow.
    let side = (600.0 / columns).min(480.0 / rows).clamp(2.0, 64.0);
    let (width, height) = ((side * columns).max(260.0), (side * rows).max(120.0));
    let between_names = side * map.columns.len().div_ceil(20) as f64;
    let is_crowded = widest(&map.columns) as f64 * 7.5 > between_names;
    let mut layout = svg::plain_layout(&map.title, &map.notes, x, y)
        // A letter of the title is about 10 pixels wide, and names and scale stand beside the plot.
        .with_title_wrap(((width + 80.0) / 10.5) as usize)
        .with_x_categories(across)
        .with_y_categories(up)
        .with_show_grid(false)
        .with_tick_width(0.0)
        .with_colorbar_tick_format(TickFormat::Custom(Arc::new(size)));
    // A scale that is too short for its numbers would only repeat the values of a few rows.
    layout.show_colorbar = map.tones.low < map.tones.high && side * rows > 150.0;
    if is_crowded {
        layout = layout.with_x_tick_rotate(-45.0);
    }
    svg::with_plot_size(layout, width, height)
}

/// Every second, third .. name is kept, so that there are at most `most`.
fn thinned(names: &[String], most: usize) -> Vec<String> {
    let step = names.len().div_ceil(most).max(1);
    let kept = names.iter().enumerate().map(|(i, name)| match i % step {
        0 => svg::label(&cut(name, 24)),
        _ => String::new(),
    });
    kept.collect()
}

/// kuva hands over shares of the range of the data.
fn colours(map: &Map) -> ColorMap {
    let finite = || map.grid.values.iter().copied().filter(|v| v.is_finite());
    let low = finite().fold(f64::INFINITY, f64::min);
    let high = finite().fold(f64::NEG_INFINITY, f64::max);
    let tones = map.tones;
    let is_tiled = is_tiled(map);
    ColorMap::Custom(Arc::new(move |share: f64| {
        let share = if is_tiled { tiles::tone(share) } else { share };
        let colour = tones.colour(low + share * (high - low));
        colour.unwrap_or(MISSING).hex()
    }))
}

/// kuva would write them all in black and with two decimals.
fn add_values(map: &Map, scene: &mut Scene, computed: &ComputedLayout) {
    let texts = alike(&map.grid.values, 3);
    let width = computed.plot_width() / map.grid.columns as f64;
    // A digit is 0.62 of its size wide.
    let letter = (width / (0.62 * (widest(&texts) + 1) as f64)).min(13.0);
    if letter < 7.0 {
        return;
    }
    for (at, text) in texts.into_iter().enumerate() {
        let (row, column) = (at / map.grid.columns, at % map.grid.columns);
        let colour = map.tones.colour(map.grid.values[at]).unwrap_or(MISSING);
        scene.add(Primitive::Text {
            x: computed.map_x(column as f64 + 1.0),
            y: computed.map_y((map.grid.rows - row) as f64) + 0.36 * letter,
            content: text,
            size: letter as u32,
            anchor: TextAnchor::Middle,
            rotate: None,
            bold: false,
            color: Some(colour.ink_on_it().hex().into()),
        });
    }
}
