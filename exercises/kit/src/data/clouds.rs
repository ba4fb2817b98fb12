//! Clouds of points with planted groups.

use ndarray::{Array1, Array2, ArrayBase, Data, Ix2};
use rand::Rng as _;
use rand_distr::{Distribution, Normal};

use crate::{Rng, rng};

/// Round groups: `each` points around every row of `centres`, shape (k, d), normally distributed with standard deviation
/// `std` in each coordinate.
///
/// Gives the points, shape (k * each, d), and the group of each. Groups take turns: row i belongs to group i modulo k.
pub fn blobs<S: Data<Elem = f64>>(
    seed: u64,
    centres: &ArrayBase<S, Ix2>,
    each: usize,
    std: f64,
) -> (Array2<f64>, Array1<usize>) {
    let mut rng = rng(seed);
    let (k, d) = centres.dim();
    let groups = Array1::from_shape_fn(k * each, |i| i % k);
    let mut points = noise(k * each, d, std, &mut rng);
    for (mut point, &group) in points.outer_iter_mut().zip(&groups) {
        point += &centres.row(group);
    }
    (points, groups)
}

/// Two half-circles of radius 1 that reach into each other, as scikit-learn's `make_moons`: group 0 from (1, 0) over
/// (0, 1) to (-1, 0), group 1 from (0, 0.5) over (1, -0.5) to (2, 0.5). `std` is the noise of each coordinate.
///
/// Gives the points, shape (n, 2), and the group of each; groups take turns.
pub fn moons(seed: u64, n: usize, std: f64) -> (Array2<f64>, Array1<usize>) {
    let mut rng = rng(seed);
    let groups = Array1::from_shape_fn(n, |i| i % 2);
    let mut points = Array2::zeros((n, 2));
    for (mut point, &group) in points.outer_iter_mut().zip(&groups) {
        let (sin, cos) = rng.gen_range(0.0..std::f64::consts::PI).sin_cos();
        let (x, y) = if group == 0 {
            (cos, sin)
        } else {
            (1.0 - cos, 0.5 - sin)
        };
        (point[0], point[1]) = (x, y);
    }
    points += &noise(n, 2, std, &mut rng);
    (points, groups)
}

/// Two circles around the origin: group 0 with radius 1, group 1 inside it with radius `inner`. `std` is the noise of
/// each coordinate.
///
/// Gives the points, shape (n, 2), and the group of each; groups take turns.
pub fn circles(seed: u64, n: usize, inner: f64, std: f64) -> (Array2<f64>, Array1<usize>) {
    let mut rng = rng(seed);
    let groups = Array1::from_shape_fn(n, |i| i % 2);
    let mut points = Array2::zeros((n, 2));
    for (mut point, &group) in points.outer_iter_mut().zip(&groups) {
        let (sin, cos) = rng.gen_range(0.0..std::f64::consts::TAU).sin_cos();
        let radius = if group == 0 { 1.0 } else { inner };
        (point[0], point[1]) = (radius * cos, radius * sin);
    }
    points += &noise(n, 2, std, &mut rng);
    (points, groups)
}

fn noise(n: usize, d: usize, std: f64, rng: &mut Rng) -> Array2<f64> {
    let normal = Normal::new(0.0, std).expect("a standard deviation is finite and not negative");
    Array2::from_shape_simple_fn((n, d), || normal.sample(rng))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::{Axis, array};

    #[test]
    fn blobs_lie_around_their_centres() {
        let centres = array![[0.0, 5.0, 1.0], [-8.0, 2.0, 0.0]];
        let (x, groups) = blobs(1, &centres, 400, 0.5);
        assert_eq!((x.dim(), groups.len()), ((800, 3), 800));
        for (group, centre) in centres.outer_iter().enumerate() {
            let rows: Vec<usize> = (0..800).filter(|&i| groups[i] == group).collect();
            assert_eq!(rows.len(), 400);
            let own = x.select(Axis(0), &rows);
            // 5 standard errors of a mean of 400 are 0.125.
            let far = (own.mean_axis(Axis(0)).unwrap() - centre).mapv(f64::abs);
            assert!(far.iter().all(|&v| v < 0.125), "{far}");
            assert!(
                own.std_axis(Axis(0), 0.0)
                    .iter()
                    .all(|s| (0.4..0.6).contains(s))
            );
        }
        assert_eq!(x, blobs(1, &centres, 400, 0.5).0, "the same seed");
        assert_ne!(x, blobs(2, &centres, 400, 0.5).0);
    }

    #[test]
    fn without_noise_moons_and_circles_have_their_radius() {
        let (x, groups) = moons(3, 50, 0.0);
        for (point, &group) in x.outer_iter().zip(&groups) {
            let (dx, dy) = if group == 0 {
                (point[0], point[1])
            } else {
                (point[0] - 1.0, 0.5 - point[1])
            };
            assert!((dx.hypot(dy) - 1.0).abs() < 1e-12 && dy > -1e-12);
        }
        let (x, groups) = circles(3, 50, 0.4, 0.0);
        for (point, &group) in x.outer_iter().zip(&groups) {
            let radius = if group == 0 { 1.0 } else { 0.4 };
            assert!((point[0].hypot(point[1]) - radius).abs() < 1e-12);
        }
    }
}
