//! Pictures of what an exercise computed, for its `main`.
//!
//! | to show | use |
//! |---|---|
//! | points, lines, levels over two axes | [`Figure`] |
//! | a number for each of a few names | [`bars`] |
//! | how numbers are distributed | [`histogram`] |
//! | a matrix | [`heatmap`], [`labelled_heatmap`] |
//! | small images | [`images`] |
//! | what a classifier says where | [`regions`], [`Figure::regions`] |
//! | clusters of clusters | [`dendrogram`] |
//!
//! Each call draws the picture twice: as characters on standard output, and as an SVG file, whose path is the last line.
//!
//! ```text
//! Price against area
//! price in 1000 EUR
//!     │                                                             ⢀⡠o
//!     │                                                         ⣀⡠⠔⠊⠁
//! 300 ┤                                                    ⢀⣀⠤⠒⠉
//!     │                                                ⢀⡠⠔⠊⠁
//!     │                                            ⣀⠤⠒⠉⠁
//!     │                                       ⢀⡠⠔⠒⠉
//! 250 ┤                                   ⣀⠤⠔⠊⠁
//!     │                          o   ⢀⡠⠤⠒⠉
//!     │                          ⣀⡠⠔⠊⠁
//!     │                      ⣀⠤⠒⠉
//! 200 ┤                 ⢀⡠⠔⠒⠉
//!     │             ⣀⠤⠔⠊⠁
//!     │         ⣀⠤⠒⠉ o
//! 150 ┤  o ⢀⡠⠔⠊⠉
//!     │  ⠐⠊⠁
//!     └──────────────┬───────────────┬────────────────┬───────────────┬──
//!                   60              80               100             120
//!                                  area in m2
//! o houses   ⠤⠤⠤⠤⠤ fit
//! picture: .runner/pictures/04_regression_02_line-price-against-area.svg
//! ```
//!
//! # The terminal
//!
//! The drawing is as wide as `COLUMNS` says, 80 without it, at most 100. It is made to be read without colours.
//! There are colours as well if standard output is a terminal or `CLICOLOR_FORCE` is set, but never with `NO_COLOR`.
//!
//! # The file
//!
//! Files go to the folder `RUNNER_PICTURES`, or else to `.runner/pictures` of the course, the nearest folder upward
//! with an `info.toml`; outside a course no file is written. They are named after the program and the title.
//! They are light or dark as the reader's pages are. Also those of ten thousand numbers are small: of a long line each
//! column of pixels keeps its first, lowest, highest and last place, and a large cloud has its places on half pixels.
//!
//! # Arguments
//!
//! Numbers are taken as slices, `Vec`, fixed arrays, ndarray's arrays and views, owned or by reference.
//! No call panics: values that cannot be drawn, lists of different lengths and folders that cannot be written to are
//! told in a line below the drawing.

mod axis;
mod bars;
mod canvas;
mod dendrogram;
mod digits;
mod figure;
mod heatmap;
mod histogram;
mod images;
mod legend;
mod numbers;
mod output;
mod palette;
mod raster;
mod regions;
mod ruler;
mod screen;
mod sheet;
mod svg;

pub use bars::bars;
pub use dendrogram::dendrogram;
pub use figure::Figure;
pub use heatmap::{heatmap, labelled_heatmap};
pub use histogram::histogram;
pub use images::images;
pub use numbers::{Class, Classes, Number, Series, Table};
pub use regions::regions;

use screen::Screen;
use sheet::Sheet;
use std::io::{Write, stdout};
use std::path::Path;

/// What can be shown.
trait Picture {
    fn title(&self) -> &str;
    fn sheet(&self, screen: Screen) -> Sheet;
    fn svg(&self) -> String;
}

fn show(picture: &dyn Picture) {
    let text = shown(
        picture,
        Screen::from_environment(),
        output::folder().as_deref(),
    );
    // Nobody is left to be told if standard output is closed.
    let _ = stdout().write_all(text.as_bytes());
}

/// The drawing, and where its file is. A blank line separates it from what the program printed before.
fn shown(picture: &dyn Picture, screen: Screen, folder: Option<&Path>) -> String {
    let drawing = picture.sheet(screen).text(screen.colour);
    let Some(folder) = folder else {
        return format!("\n{drawing}");
    };
    let name = format!("{}-{}", output::program(), output::slug(picture.title()));
    let place = output::write(folder, &output::unused(&name), &picture.svg());
    format!("\n{drawing}{place}\n")
}

/// `1 value`, `3 values`.
fn counted(n: usize, what: &str) -> String {
    match (n, what.strip_suffix('y')) {
        (1, _) => format!("1 {what}"),
        (_, Some(stem)) => format!("{n} {stem}ies"),
        (_, None) => format!("{n} {what}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_agree_with_their_nouns() {
        assert_eq!(counted(1, "value"), "1 value");
        assert_eq!(counted(0, "value"), "0 values");
        assert_eq!(counted(2, "entry"), "2 entries");
    }

    #[test]
    fn a_picture_is_drawn_and_written_under_the_name_of_program_and_title() {
        let screen = Screen {
            width: 40,
            colour: false,
        };
        let figure = Figure::new("Shown: twice!").points("p", [1.0], [2.0]);
        let drawing = figure.sheet(screen).text(false);
        assert_eq!(shown(&figure, screen, None), format!("\n{drawing}"));

        let folder = std::env::temp_dir().join(format!("kit-plot-shown-{}", std::process::id()));
        for name in ["shown-twice.svg", "shown-twice-2.svg"] {
            let path = folder.join(format!("{}-{name}", output::program()));
            let expected = format!("\n{drawing}picture: {}\n", path.display());
            assert_eq!(shown(&figure, screen, Some(&folder)), expected);
            assert!(std::fs::read_to_string(&path).unwrap().starts_with("<svg "));
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
