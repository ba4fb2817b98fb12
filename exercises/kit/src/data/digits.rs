//! Handwritten digits of 8 x 8 pixels. Source and licence: `data/README.md` of this crate.

use ndarray::{Array1, Array2};

/// Pixels of a picture: 8 rows of 8.
const PIXELS: usize = 64;
/// One picture after the other: its pixels row by row, one byte each, then its digit.
static BYTES: &[u8] = include_bytes!("../../data/digits.bin");

/// 1,797 handwritten digits: the pixels, shape (1797, 64), and which digit it is, shape (1797,).
///
/// Row i is picture i, its 8 x 8 pixels row by row, from 0 for paper to 16 for full ink. The order is that of the source:
/// mixed digits, writer after writer.
pub fn digits() -> (Array2<f64>, Array1<usize>) {
    let pictures = BYTES.chunks_exact(PIXELS + 1);
    let n = pictures.len();
    let pixels = pictures
        .clone()
        .flat_map(|picture| &picture[..PIXELS])
        .map(|&ink| f64::from(ink))
        .collect();
    let labels = pictures
        .map(|picture| usize::from(picture[PIXELS]))
        .collect();
    let pixels = Array2::from_shape_vec((n, PIXELS), pixels).expect("64 pixels a picture");
    (pixels, labels)
}

#[cfg(test)]
mod tests {
    use super::*;

    // The expected numbers were read from scikit-learn's `load_digits`.

    #[test]
    fn pictures_are_those_of_the_source() {
        let (x, y) = digits();
        assert_eq!((x.dim(), y.len()), ((1797, 64), 1797));
        assert_eq!(
            x.row(0).to_vec()[..8],
            [0.0, 0.0, 5.0, 13.0, 9.0, 1.0, 0.0, 0.0]
        );
        assert_eq!(y.to_vec()[..10], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(x.sum(), 561_718.0);
        assert!(x.iter().all(|ink| (0.0..=16.0).contains(ink)));
    }

    #[test]
    fn every_digit_has_its_count() {
        let (_, y) = digits();
        let count = |digit| y.iter().filter(|&&label| label == digit).count();
        let counts: Vec<usize> = (0..10).map(count).collect();
        assert_eq!(counts, [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
    }
}
