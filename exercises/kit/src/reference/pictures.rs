//! What pictures of 8 x 8 pixels are compared with: copies that are moved, and the nearest neighbour.

use ndarray::{Array1, Array2, Axis};

/// All pictures moved by `down` rows and `right` columns; what comes in at the border is 0. (n, 64) -> (n, 64)
///
/// # Panics
///
/// Unless there are 64 columns.
pub fn shifted(x: &Array2<f64>, down: isize, right: isize) -> Array2<f64> {
    assert_eq!(x.ncols(), 64, "8 x 8 pixels");
    Array2::from_shape_fn(x.dim(), |(i, pixel)| {
        let (row, column) = (pixel as isize / 8 - down, pixel as isize % 8 - right);
        let inside = (0..8).contains(&row) && (0..8).contains(&column);
        if inside {
            x[[i, (8 * row + column) as usize]]
        } else {
            0.0
        }
    })
}

/// The label of the nearest of `points` (squared distance; the first of equals) for each row. (p, d), (p,), (n, d) -> (n,)
///
/// # Panics
///
/// Without points, or unless there is one label for each point.
pub fn nearest_neighbour(
    points: &Array2<f64>,
    labels: &Array1<usize>,
    x: &Array2<f64>,
) -> Array1<usize> {
    assert_eq!(points.nrows(), labels.len(), "one label for each point");
    assert!(!labels.is_empty(), "at least one point");
    let squares = points.map_axis(Axis(1), |p| p.dot(&p));
    let distances = x.dot(&points.t()) * -2.0 + &squares;
    distances.map_axis(Axis(1), |row| {
        let mut best = 0;
        for (point, distance) in row.iter().enumerate() {
            if distance < &row[best] {
                best = point;
            }
        }
        labels[best]
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn a_picture_moves_and_leaves_paper_behind() {
        let mut x = Array2::zeros((2, 64));
        (x[[0, 9]], x[[1, 63]]) = (5.0, 7.0); // row 1, column 1, and the last corner
        let moved = shifted(&x, 1, -1);
        assert_eq!((moved[[0, 16]], moved.row(0).sum()), (5.0, 5.0));
        assert_eq!(moved.row(1).sum(), 0.0, "out of the picture");
        assert_eq!(shifted(&x, 0, 0), x);
    }

    #[test]
    fn the_nearest_point_has_the_say() {
        let points = array![[0.0, 0.0], [4.0, 0.0], [4.0, 0.0]];
        let said = nearest_neighbour(
            &points,
            &array![7, 8, 9],
            &array![[1.0, 1.0], [3.0, -1.0], [2.0, 5.0]],
        );
        assert_eq!(said, array![7, 8, 7]);
    }
}
