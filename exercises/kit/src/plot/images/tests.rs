//! Whole drawings of small images, and what their files hold.

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
