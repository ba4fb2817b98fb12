//! Small grey images side by side.

mod page;
mod sketch;

use super::numbers::{Grid, Table};
use super::raster::Tones;
use super::screen::Screen;
use super::sheet::{Sheet, clean};
use super::{Picture, show};
use std::fmt::Display;

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
}

impl Images {
    fn new(title: &str, images: Vec<Image>) -> Self {
        let values = images.iter().flat_map(|image| &image.grid.values);
        let values: Vec<f64> = values.copied().collect();
        Self {
            title: clean(title),
            images,
            tones: Tones::of_images(&values),
        }
    }

    /// Whether there is not a single pixel.
    fn is_empty(&self) -> bool {
        self.images.iter().all(|image| image.grid.is_empty())
    }
}

impl Picture for Images {
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
