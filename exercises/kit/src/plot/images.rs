//! Small grey images side by side.

use super::numbers::{Grid, Table};
use super::palette::{PAPER, TEXT};
use super::raster::{self, Size, Tones};
use super::screen::Screen;
use super::sheet::{Ink, Line, Sheet, clean, cut};
use super::{Picture, show, svg};
use crate::report::number::size;
use kuva::render::render::{Primitive, Scene, TextAnchor};
use std::fmt::Display;

/// More lines than this, and the images are drawn small.
const MOST_LINES: usize = 40;

/// Images, each with a caption, side by side in as many rows as it takes.
///
/// They share one scale of greys: the smallest number of all images is black, the largest white.
/// Without colours the largest is the fullest character.
///
/// ```no_run
/// use ndarray::array;
///
/// let (one, seven) = (array![[0.0, 1.0], [0.0, 1.0]], array![[1.0, 1.0], [0.0, 1.0]]);
/// kit::plot::images("Digits", &[("one", one), ("seven", seven)]);
/// ```
pub fn images<C: Display, T: Table>(title: &str, images: &[(C, T)]) {
    let images = images.iter().map(|(caption, image)| Image {
        caption: clean(&caption.to_string()),
        grid: image.grid(),
    });
    show(&Images::new(title, images.collect()));
}

struct Image {
    caption: String,
    grid: Grid,
}

struct Images {
    title: String,
    images: Vec<Image>,
    tones: Tones,
    notes: Vec<String>,
}

impl Images {
    fn new(title: &str, images: Vec<Image>) -> Self {
        let values: Vec<f64> = images
            .iter()
            .flat_map(|image| image.grid.values.clone())
            .collect();
        let tones = Tones::of_images(&values);
        Self {
            title: clean(title),
            images,
            tones,
            notes: if values.is_empty() {
                vec!["no images".to_owned()]
            } else {
                vec![]
            },
        }
    }

    /// Characters of the widest image and of its caption.
    fn tile(&self, size: Size, width: usize) -> (usize, usize) {
        let extents = self.images.iter().map(|image| size.extent(&image.grid));
        let (across, down) =
            extents.fold((0, 0), |most, one| (most.0.max(one.0), most.1.max(one.1)));
        let captions = self
            .images
            .iter()
            .map(|image| image.caption.chars().count());
        let caption = captions.max().unwrap_or(0).min(14);
        (across.max(caption).clamp(1, width), down)
    }

    fn draw(&self, screen: Screen, sheet: &mut Sheet) {
        let small: Vec<Grid> = self
            .images
            .iter()
            .map(|i| raster::reduced(&i.grid, screen.width, 60))
            .collect();
        let lines = |size: Size| {
            let (across, down) = self.tile(size, screen.width);
            let per_row = ((screen.width + 2) / (across + 2)).max(1);
            (
                across,
                per_row,
                self.images.len().div_ceil(per_row) * (down + 2),
            )
        };
        let fits = |size: Size| {
            self.images
                .iter()
                .all(|i| size.extent(&i.grid).0 <= screen.width)
        };
        let (across, per_row, count) = lines(Size::Large);
        let (size, across, per_row) = if count <= MOST_LINES && fits(Size::Large) {
            (Size::Large, across, per_row)
        } else {
            let (across, per_row, _) = lines(Size::Small);
            (Size::Small, across, per_row)
        };
        for (row, images) in self.images.chunks(per_row).enumerate() {
            if row > 0 {
                sheet.push(Line::default());
            }
            let grids = &small[row * per_row..];
            let drawn: Vec<Vec<Line>> = images
                .iter()
                .zip(grids)
                .map(|(_, grid)| raster::draw(grid, self.tones, size, screen.colour))
                .collect();
            let down = drawn.iter().map(Vec::len).max().unwrap_or(0);
            for i in 0..down {
                let mut line = Line::default();
                for (tile, image) in drawn.iter().enumerate() {
                    line.pad_to(tile * (across + 2));
                    if let Some(part) = image.get(i) {
                        line.extend(part);
                    }
                }
                sheet.push(line);
            }
            let mut captions = Line::default();
            for (tile, image) in images.iter().enumerate() {
                let caption = cut(&image.caption, across);
                let (width, length) = (
                    size.extent(&image.grid).0.min(across),
                    caption.chars().count(),
                );
                captions.pad_to(tile * (across + 2) + width.saturating_sub(length) / 2);
                captions.push(&caption, Ink::PLAIN);
            }
            sheet.push(captions);
        }
    }
}

impl Picture for Images {
    fn title(&self) -> &str {
        &self.title
    }

    fn sheet(&self, screen: Screen) -> Sheet {
        let mut sheet = Sheet::default();
        sheet.push_text(&self.title, Ink::BOLD, screen.width);
        self.draw(screen, &mut sheet);
        if self.notes.is_empty() {
            let (low, high) = (size(self.tones.low), size(self.tones.high));
            sheet.push(self.tones.legend(&low, &high, screen.colour));
        }
        for note in &self.notes {
            sheet.push_text(note, Ink::PLAIN, screen.width);
        }
        sheet
    }

    fn svg(&self) -> String {
        const TILE: f64 = 104.0;
        const PITCH: f64 = 124.0;
        let columns = self.images.len().clamp(1, 6);
        let width = (columns as f64 * PITCH + 20.0).max(420.0);
        let rows = self.images.len().div_ceil(columns);
        let left = (width - columns as f64 * PITCH) / 2.0;
        let top = 54.0;
        let height = top + rows as f64 * (TILE + 34.0) + 30.0;
        let mut scene = Scene::new(width, height).with_background(Some(&PAPER.light.hex()));
        scene.text_color = Some(TEXT.light.hex());
        scene.font_family = Some("DejaVu Sans, Verdana, Arial, sans-serif".to_owned());
        let title = super::sheet::wrap(&self.title, (width / 10.5) as usize);
        scene.add(text(&title.join(" "), (width / 2.0, 28.0), 18));
        for (i, image) in self.images.iter().enumerate() {
            let x = left + (i % columns) as f64 * PITCH + (PITCH - TILE) / 2.0;
            let y = top + (i / columns) as f64 * (TILE + 34.0);
            self.add_image(&mut scene, &image.grid, (x, y), TILE);
            let caption = cut(&image.caption, 16);
            scene.add(text(&caption, (x + TILE / 2.0, y + TILE + 17.0), 13));
        }
        let scale = format!(
            "black is {}, white is {}",
            size(self.tones.low),
            size(self.tones.high)
        );
        let note = self.notes.first().unwrap_or(&scale);
        scene.add(text(note, (width / 2.0, height - 14.0), 13));
        svg::document(scene, &self.title)
    }
}

impl Images {
    /// In the middle of a square of the given side. Neighbours of one grey are one rectangle, which keeps the file small.
    fn add_image(&self, scene: &mut Scene, grid: &Grid, (x, y): (f64, f64), side: f64) {
        let pixel = side / grid.rows.max(grid.columns).max(1) as f64;
        let x = x + (side - pixel * grid.columns as f64) / 2.0;
        let y = y + (side - pixel * grid.rows as f64) / 2.0;
        for row in 0..grid.rows {
            let greys = (0..grid.columns).map(|column| self.tones.colour(grid.at(row, column)));
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

#[cfg(test)]
mod tests {
    use super::super::svg::parts::{count, says, texts};
    use super::*;
    use ndarray::{Array2, array};

    fn gallery(images: &[(&str, Array2<f64>)]) -> Images {
        let images = images.iter().map(|(caption, image)| Image {
            caption: (*caption).to_owned(),
            grid: image.grid(),
        });
        Images::new("Digits", images.collect())
    }

    fn text(images: &Images, width: usize) -> String {
        images
            .sheet(Screen {
                width,
                colour: false,
            })
            .text(false)
    }

    #[test]
    fn images_stand_side_by_side_above_their_captions_on_one_scale() {
        let images = [
            ("one", array![[0.0, 1.0], [0.0, 1.0]]),
            ("seven!", array![[1.0, 1.0], [0.0, 2.0]]),
        ];
        let expected = "\
Digits
  ▒▒    ▒▒▒▒
  ▒▒      ██
one     seven!
0 [  ░░▒▒▓▓██] 2
";
        assert_eq!(text(&gallery(&images), 40), expected);
    }

    #[test]
    fn what_does_not_fit_into_a_row_goes_into_the_next() {
        let images: Vec<_> = (0..3)
            .map(|i| ("i", Array2::from_elem((1, 8), f64::from(i))))
            .collect();
        let expected = "\
Digits
                  ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
       i                 i

████████████████
       i
0 [  ░░▒▒▓▓██] 2
";
        assert_eq!(text(&gallery(&images), 40), expected);
    }

    #[test]
    fn many_images_are_drawn_small_and_none_is_wider_than_the_screen() {
        let images: Vec<_> = (0..60)
            .map(|i| ("a caption", Array2::from_elem((8, 8), f64::from(i))))
            .collect();
        for width in [40, 80, 100] {
            let text = text(&gallery(&images), width);
            assert!(
                text.lines().all(|line| line.chars().count() <= width),
                "{text}"
            );
            assert_eq!(text.matches("a caption").count(), 60);
        }
        let huge = [(
            "huge",
            Array2::from_shape_fn((300, 500), |(i, j)| (i * j) as f64),
        )];
        let text = text(&gallery(&huge), 40);
        assert!(
            text.lines().all(|line| line.chars().count() <= 40),
            "{text}"
        );
        assert!(text.lines().count() < 40, "{text}");
    }

    #[test]
    fn one_pixel_no_pixel_and_no_image() {
        assert_eq!(
            text(&gallery(&[("", array![[3.0]])]), 40),
            "Digits\n▒▒\n\n3 [  ░░▒▒▓▓██] 3\n"
        );
        assert_eq!(text(&gallery(&[]), 40), "Digits\nno images\n");
        let empty = gallery(&[("a", Array2::zeros((0, 3)))]);
        assert_eq!(text(&empty, 40), "Digits\n  a\nno images\n");
        assert!(says(&empty.svg(), &["Digits", "a", "no images"]));
    }

    #[test]
    fn a_missing_pixel_is_marked() {
        let text = text(&gallery(&[("", array![[1.0, f64::NAN, 0.0]])]), 40);
        assert!(text.contains("\n██××\n"), "{text}");
    }

    #[test]
    fn the_file_merges_neighbours_of_one_grey() {
        let svg = gallery(&[
            ("a", array![[0.0, 0.0, 1.0], [1.0, 0.0, 1.0]]),
            ("b", array![[0.5]]),
        ])
        .svg();
        assert_eq!(
            count(&svg, "rect"),
            1 + 2 + 3 + 1,
            "the paper, two rows, one pixel:\n{svg}"
        );
        assert_eq!(texts(&svg), ["Digits", "a", "b", "black is 0, white is 1"]);
    }
}
