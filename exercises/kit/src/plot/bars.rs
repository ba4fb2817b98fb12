//! Bars for named numbers.

use super::axis::{Axis, drawable};
use super::digits::alike;
use super::numbers::Series;
use super::screen::Screen;
use super::sheet::{Ink, Line, Sheet, clean, cut, widest};
use super::{Picture, counted, palette, show, svg};
use kuva::plot::bar::BarPlot;
use kuva::render::layout::ComputedLayout;
use kuva::render::plots::Plot;
use kuva::render::render::{Primitive, TextAnchor, render_multiple};
use std::fmt::Display;

/// Characters of a label.
const LONGEST: usize = 24;

/// One bar from 0 for each label, with its value.
///
/// ```no_run
/// kit::plot::bars("Accuracy", &["majority", "tree", "forest"], &[0.6, 0.82, 0.91]);
/// ```
pub fn bars<L: Display>(title: &str, labels: &[L], values: impl Series) {
    let labels = labels.iter().map(|label| clean(&label.to_string()));
    show(&Bars::new(title, labels.collect(), values.values()));
}

struct Bars {
    title: String,
    bars: Vec<Bar>,
    notes: Vec<String>,
}

struct Bar {
    label: String,
    /// 0 if there is nothing to draw.
    length: f64,
    /// The value, also if it is NaN.
    text: String,
}

impl Bars {
    fn new(title: &str, labels: Vec<String>, values: Vec<f64>) -> Self {
        let mut notes = vec![];
        if labels.len() != values.len() {
            let (labels, values) = (
                counted(labels.len(), "label"),
                counted(values.len(), "value"),
            );
            notes.push(format!("{labels} but {values}"));
        }
        if values.is_empty() {
            notes.push("no values".to_owned());
        }
        let texts = alike(&values, 4);
        let labels = labels.into_iter().chain(std::iter::repeat(String::new()));
        let bars = labels
            .zip(values)
            .zip(texts)
            .map(|((label, value), text)| Bar {
                label,
                length: if drawable(value) { value } else { 0.0 },
                text,
            });
        Self {
            title: clean(title),
            bars: bars.collect(),
            notes,
        }
    }

    /// From the longest negative bar, or 0, to the longest positive one.
    fn range(&self) -> (f64, f64) {
        let lengths = || self.bars.iter().map(|bar| bar.length);
        let (low, high) = (lengths().fold(0.0, f64::min), lengths().fold(0.0, f64::max));
        if low < high { (low, high) } else { (0.0, 1.0) }
    }
}

impl Picture for Bars {
    fn title(&self) -> &str {
        &self.title
    }

    fn sheet(&self, screen: Screen) -> Sheet {
        let names: Vec<&str> = self.bars.iter().map(|bar| bar.label.as_str()).collect();
        let numbers: Vec<&str> = self.bars.iter().map(|bar| bar.text.as_str()).collect();
        let names = widest(&names).min(LONGEST).min(screen.width / 3);
        let numbers = widest(&numbers);
        let room = screen.width.saturating_sub(names + numbers + 5).max(8);
        let (low, high) = self.range();
        let left = ((room as f64 * -low / (high - low)).round() as usize).min(room);
        let mut sheet = Sheet::default();
        sheet.push_text(&self.title, Ink::BOLD, screen.width);
        for bar in &self.bars {
            let label = cut(&bar.label, names);
            let mut line = Line::of(&format!("{label:names$}  {:>numbers$}  ", bar.text));
            let share = bar.length / (high - low);
            line.push(&negative(-share * room as f64, left), palette::ink(0));
            line.push("│", Ink::PLAIN);
            // Both sides were rounded: together they must not be wider than the room.
            let right = (share * room as f64).min((room - left) as f64);
            line.push(&positive(right), palette::ink(0));
            sheet.push(line);
        }
        for note in &self.notes {
            sheet.push_text(note, Ink::PLAIN, screen.width);
        }
        sheet
    }

    fn svg(&self) -> String {
        let n = self.bars.len();
        // The first bar is the uppermost.
        let labels = || {
            self.bars
                .iter()
                .rev()
                .map(|bar| svg::label(&cut(&bar.label, 40)))
        };
        let bars = labels().zip(self.bars.iter().rev().map(|bar| bar.length));
        let plot = BarPlot::new()
            .with_bars(bars)
            .with_color(palette::colour(0).hex())
            .with_horizontal(true);
        let (low, high) = self.range();
        // Room for the values beside the bars.
        let room = 0.13 * (high - low);
        let low_end = if low < 0.0 { low - room } else { 0.0 };
        let high_end = if high > 0.0 { high + room } else { 0.0 };
        let x = Axis::exactly(low_end, high_end);
        let y = Axis::exactly(0.5, n.max(1) as f64 + 0.5);
        let layout =
            svg::layout(&self.title, &self.notes, x, y).with_y_categories(labels().collect());
        let layout = svg::with_plot_size(layout, 600.0, height_of(n));
        let computed = ComputedLayout::from_layout(&layout);
        let mut scene = render_multiple(vec![Plot::Bar(plot)], layout);
        for (i, bar) in self.bars.iter().rev().enumerate() {
            let (anchor, gap) = match bar.length < 0.0 {
                true => (TextAnchor::End, -6.0),
                false => (TextAnchor::Start, 6.0),
            };
            scene.add(Primitive::Text {
                x: computed.map_x(bar.length) + gap,
                y: computed.map_y(i as f64 + 1.0) + 4.0,
                content: bar.text.clone(),
                size: computed.body_size,
                anchor,
                rotate: None,
                bold: false,
                color: None,
            });
        }
        svg::document(scene, &self.title)
    }
}

/// In pixels; many bars are thinner.
fn height_of(bars: usize) -> f64 {
    match bars {
        0..=8 => (bars as f64 * 44.0).max(120.0),
        n => 8.0 * 44.0 + (n - 8) as f64 * 22.0,
    }
}

/// A bar to the right, in eighths of a character; one that is not 0 is to be seen.
fn positive(length: f64) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (8.0 * length.max(0.0)).round() as usize;
    let eighths = eighths.max(usize::from(length > 0.0));
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

/// A bar to the left that ends at the right end of `width` characters, in halves of a character.
fn negative(length: f64, width: usize) -> String {
    let halves = (2.0 * length.max(0.0)).round() as usize;
    let halves = halves.max(usize::from(length > 0.0)).min(2 * width);
    let bar = "▐".repeat(halves % 2) + &"█".repeat(halves / 2);
    format!("{bar:>width$}")
}

#[cfg(test)]
mod tests {
    use super::super::svg::parts::{count, says};
    use super::*;

    fn drawing(labels: &[&str], values: &[f64], width: usize) -> String {
        let labels = labels.iter().map(|label| (*label).to_owned()).collect();
        let bars = Bars::new("Title", labels, values.to_vec());
        bars.sheet(Screen {
            width,
            colour: false,
        })
        .text(false)
    }

    #[test]
    fn no_bar_leaves_the_drawing_whatever_is_rounded() {
        for name in ["a", "bc", "pressure"] {
            for tenths in 1..60 {
                for width in [40, 60, 99, 100] {
                    let values = [-804.3, f64::from(tenths) * 100.0];
                    let text = drawing(&[name, "b"], &values, width);
                    let widest = text.lines().map(|line| line.chars().count()).max();
                    assert!(widest <= Some(width), "{width}:\n{text}");
                }
            }
        }
    }

    #[test]
    fn positive_and_negative_bars_meet_at_zero() {
        let expected = "\
Title
a     1.00           │██████████████████
bcd  -0.50  █████████│
ef    0.25           │████▌
";
        assert_eq!(
            drawing(&["a", "bcd", "ef"], &[1.0, -0.5, 0.25], 40),
            expected
        );
    }

    #[test]
    fn the_longest_bar_fills_the_width_and_the_shortest_is_seen() {
        for width in [40, 80, 100] {
            let text = drawing(&["a", "b"], &[1.0, 1e-9], width);
            let lines: Vec<&str> = text.lines().collect();
            assert_eq!(lines[1].chars().count(), width, "{text}");
            assert!(lines[2].ends_with("│▏"), "{text}");
        }
        let negative = drawing(&["a", "b"], &[-4.0, -1e-9], 40);
        assert!(
            negative.lines().nth(2).unwrap().ends_with(" ▐│"),
            "{negative}"
        );
    }

    #[test]
    fn what_cannot_be_drawn_is_told() {
        let text = drawing(&["a", "b", "c"], &[f64::NAN, f64::INFINITY, 2.0], 40);
        let expected = "\
Title
a  NaN  │
b  inf  │
c    2  │███████████████████████████████
";
        assert_eq!(text, expected);
        assert_eq!(drawing(&[], &[], 40), "Title\nno values\n");
        assert_eq!(drawing(&["a"], &[0.0], 40), "Title\na  0  │\n");
        let text = drawing(&["a"], &[1.0, 2.0], 40);
        assert!(text.ends_with("1 label but 2 values\n"), "{text}");
        assert_eq!(text.lines().count(), 4);
    }

    #[test]
    fn long_labels_are_cut() {
        let text = drawing(&["a label of more than twenty-four letters"], &[1.0], 80);
        assert!(
            text.contains("\na label of more than tw…  1  │███"),
            "{text}"
        );
    }

    #[test]
    fn the_file_has_a_bar_a_label_and_a_value_for_each() {
        let labels = ["tree", "<forest> & $1", "none"].map(str::to_owned);
        let picture = Bars::new("Accuracy", labels.to_vec(), vec![0.8, -0.25, f64::NAN]);
        let svg = picture.svg();
        assert!(
            says(
                &svg,
                &[
                    "Accuracy",
                    "tree",
                    "&lt;forest&gt; &amp; $1",
                    "none",
                    "0.80",
                    "-0.25",
                    "NaN"
                ]
            ),
            "{svg}"
        );
        let frame = Bars::new("Accuracy", vec![], vec![]).svg();
        assert!(count(&svg, "rect") - count(&frame, "rect") >= 2);
        assert!(svg.contains("fill=\"#0072b2\""));
    }
}
