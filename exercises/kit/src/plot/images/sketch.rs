//! Images as characters.

use super::super::raster::{self, Size};
use super::super::screen::Screen;
use super::super::sheet::{Ink, Line, Sheet, cut, widest};
use super::{Image, Images};
use crate::report::number::size;

/// With more lines than this all images are drawn small.
const MOST_LINES: usize = 40;

/// An image with more lines than this is reduced.
const TALLEST: usize = 30;

/// Characters of a caption, if the image is not wider anyway.
const CAPTION: usize = 14;

/// Characters between two images.
const GAP: usize = 2;

pub(super) fn draw(images: &Images, screen: Screen) -> Sheet {
    let mut sheet = Sheet::default();
    sheet.push_text(&images.title, Ink::BOLD, screen.width);
    let reduced: Vec<Image> = images
        .images
        .iter()
        .map(|image| reduced(image, screen.width))
        .collect();
    let large = Tiles::new(&reduced, Size::Large, screen.width);
    let tiles = match large.fit(&reduced, screen.width) {
        true => large,
        false => Tiles::new(&reduced, Size::Small, screen.width),
    };
    for (row, part) in reduced.chunks(tiles.per_row).enumerate() {
        if row > 0 {
            sheet.push(Line::default());
        }
        tiles.push_row(images, part, screen.colour, &mut sheet);
    }
    if images.is_empty() {
        sheet.push(Line::of("no images"));
    } else {
        let (low, high) = (size(images.tones.low), size(images.tones.high));
        sheet.push(images.tones.legend(&low, &high, screen.colour));
    }
    sheet
}

/// Two rows of a small image share a line.
fn reduced(image: &Image, width: usize) -> Image {
    Image {
        caption: image.caption.clone(),
        grid: raster::reduced(&image.grid, width, 2 * TALLEST),
    }
}

/// How images stand side by side.
struct Tiles {
    size: Size,
    /// Characters of the widest image or its caption.
    width: usize,
    per_row: usize,
}

impl Tiles {
    fn new(images: &[Image], size: Size, width: usize) -> Self {
        let widths = images.iter().map(|image| size.extent(&image.grid).0);
        let captions: Vec<&str> = images.iter().map(|image| image.caption.as_str()).collect();
        let caption = widest(&captions).min(CAPTION);
        let tile = widths.fold(caption, usize::max).clamp(1, width);
        Self {
            size,
            width: tile,
            per_row: ((width + GAP) / (tile + GAP)).max(1),
        }
    }

    fn fit(&self, images: &[Image], width: usize) -> bool {
        let extents = images.iter().map(|image| self.size.extent(&image.grid));
        let (across, down) =
            extents.fold((0, 0), |most, one| (most.0.max(one.0), most.1.max(one.1)));
        // Each row has captions and a blank line, too.
        let lines = images.len().div_ceil(self.per_row) * (down + 2);
        across <= width && lines <= MOST_LINES
    }

    fn push_row(&self, all: &Images, part: &[Image], colour: bool, sheet: &mut Sheet) {
        let drawn = part
            .iter()
            .map(|image| raster::draw(&image.grid, all.tones, self.size, colour));
        let drawn: Vec<Vec<Line>> = drawn.collect();
        for i in 0..drawn.iter().map(Vec::len).max().unwrap_or(0) {
            let mut line = Line::default();
            for (tile, image) in drawn.iter().enumerate() {
                line.pad_to(tile * (self.width + GAP));
                if let Some(squares) = image.get(i) {
                    line.extend(squares);
                }
            }
            sheet.push(line);
        }
        let mut captions = Line::default();
        for (tile, image) in part.iter().enumerate() {
            let caption = cut(&image.caption, self.width);
            let beside = self
                .size
                .extent(&image.grid)
                .0
                .saturating_sub(caption.chars().count());
            captions.pad_to(tile * (self.width + GAP) + beside / 2);
            captions.push(&caption, Ink::PLAIN);
        }
        sheet.push(captions);
    }
}
