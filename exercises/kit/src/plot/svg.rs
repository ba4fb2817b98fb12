//! What all picture files have in common: paper, text, axes, and their colours on light and on dark paper.

use super::axis::{Axis, Ticks};
use super::output::slug;
use super::palette::{AXIS, GRID, PAPER, TEXT, dark_colours};
use kuva::backend::svg::SvgBackend;
use kuva::render::layout::{ComputedLayout, Layout, TickFormat};
use kuva::render::render::{Primitive, Scene};
use kuva::render::theme::Theme;
use std::fmt::Write;
use std::sync::Arc;

/// Intervals between ticks.
const INTERVALS: usize = 7;

/// Axes with round ticks, a title, and the notes below it.
pub(super) fn layout(title: &str, notes: &[String], x: Axis, y: Axis) -> Layout {
    let (across, up) = (x.ticks(INTERVALS), y.ticks(INTERVALS));
    plain_layout(title, notes, (x.low, x.high), (y.low, y.high))
        .with_x_tick_step(across.step)
        .with_y_tick_step(up.step)
        .with_x_tick_format(format(&across))
        .with_y_tick_format(format(&up))
}

/// Axes that have names in place of numbers, or none.
pub(super) fn plain_layout(title: &str, notes: &[String], x: (f64, f64), y: (f64, f64)) -> Layout {
    let layout = Layout::new(x, y)
        .with_x_axis_min(x.0)
        .with_x_axis_max(x.1)
        .with_y_axis_min(y.0)
        .with_y_axis_max(y.1)
        .with_theme(theme())
        .with_legend_box(false)
        .with_title(label(title))
        .with_title_wrap(58)
        .with_x_label_wrap(70)
        .with_y_label_wrap(50)
        .with_legend_wrap(28);
    match notes.is_empty() {
        true => layout,
        false => layout
            .with_subtitle(label(&notes.join("\n")))
            .with_subtitle_wrap(85),
    }
}

/// The plot alone gets this size; what stands around it has its own.
pub(super) fn with_plot_size(layout: Layout, width: f64, height: f64) -> Layout {
    let computed = ComputedLayout::from_layout(&layout);
    let around = computed.width - computed.plot_width();
    let above_and_below = computed.height - computed.plot_height();
    layout
        .with_width(around + width)
        .with_height(above_and_below + height)
}

fn format(ticks: &Ticks) -> TickFormat {
    let format = ticks.format;
    TickFormat::Custom(Arc::new(move |value| format.text(value)))
}

fn theme() -> Theme {
    Theme {
        background: PAPER.light.hex(),
        axis_color: AXIS.light.hex(),
        grid_color: GRID.light.hex(),
        tick_color: AXIS.light.hex(),
        text_color: TEXT.light.hex(),
        legend_bg: PAPER.light.hex(),
        legend_border: "none".to_owned(),
        colorbar_border: AXIS.light.hex(),
        ..Theme::light()
    }
}

/// A dollar would begin a formula.
pub(super) fn label(text: &str) -> String {
    text.replace('$', "\\$")
}

/// The file: it scales with the place it is shown in, says its title, and turns dark where the reader's pages are dark.
pub(super) fn document(mut scene: Scene, title: &str) -> String {
    name_clips(&mut scene, title);
    let svg = SvgBackend::new().with_pretty(true).render_scene(&scene);
    let Some((root, rest)) = svg.split_once('>') else {
        return svg;
    };
    let (width, height) = (scene.width, scene.height);
    format!(
        "{root} viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\">\n  <title>{}</title>\n{}{rest}",
        escaped(title),
        style(&svg)
    )
}

/// kuva counts clips through the whole program. These names depend on the picture alone.
fn name_clips(scene: &mut Scene, title: &str) {
    let clips = scene
        .elements
        .iter_mut()
        .filter_map(|element| match element {
            Primitive::ClipStart { id, .. } => Some(id),
            _ => None,
        });
    for (i, id) in clips.enumerate() {
        *id = format!("{}-clip-{i}", slug(title));
    }
}

/// Of the colours that occur.
fn style(svg: &str) -> String {
    // Rectangles meet without seams.
    let mut style = "  <style>\n    rect { shape-rendering: crispEdges }\n    \
        @media (prefers-color-scheme: dark) {\n"
        .to_owned();
    for (light, dark) in dark_colours() {
        let (light, dark) = (light.hex(), dark.hex());
        for property in ["fill", "stroke"] {
            if svg.contains(&format!("{property}=\"{light}\"")) {
                // Writing to a string cannot fail.
                let _ = writeln!(
                    style,
                    "      [{property}=\"{light}\"] {{ {property}: {dark} }}"
                );
            }
        }
    }
    style + "    }\n  </style>"
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;");
    text.replace('<', "&lt;").replace('>', "&gt;")
}

/// What tests look for in a file.
#[cfg(test)]
pub(super) mod parts {
    /// How many elements of a name there are.
    pub(crate) fn count(svg: &str, element: &str) -> usize {
        svg.matches(&format!("<{element} ")).count()
    }

    /// The texts, in order.
    pub(crate) fn texts(svg: &str) -> Vec<String> {
        let texts = svg.split("<text ").skip(1);
        let texts = texts.filter_map(|rest| rest.split_once('>')?.1.split_once("</text>"));
        texts.map(|(text, _)| text.to_owned()).collect()
    }

    /// Whether all of these are among the texts.
    pub(crate) fn says(svg: &str, wanted: &[&str]) -> bool {
        let texts = texts(svg);
        wanted
            .iter()
            .all(|wanted| texts.iter().any(|text| text == wanted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_says_its_title_scales_and_turns_dark() {
        let scene = Scene::new(300.0, 200.0).with_background(Some(&PAPER.light.hex()));
        let svg = document(scene, "a < b & c");
        assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\""));
        assert!(svg.contains("viewBox=\"0 0 300 200\" role=\"img\">"));
        assert!(svg.contains("<title>a &lt; b &amp; c</title>"));
        assert!(svg.contains("[fill=\"#fefefc\"] { fill: #16181d }"));
        assert!(!svg.contains("[stroke="), "no colour that does not occur");
    }
}
