//! A radio beacon off the coast, heard by receivers along it.

use ndarray::{Array1, Array2, array};
use rand::Rng as _;
use rand_distr::{Distribution, Normal};

use crate::rng;

/// Number of receivers.
const RECEIVERS: usize = 8;
/// Standard deviation of a measured distance, in km.
const SIGMA: f64 = 0.05;

/// Distances to a hidden beacon; made by [`beacon`]. Lengths are in km.
#[derive(Clone, Debug)]
pub struct Beacon {
    /// Positions of the receivers, shape (8, 2). They stand along a straight coast, up to
    /// 300 m off the line.
    pub receivers: Array2<f64>,
    /// The measured distance from each receiver to the beacon, shape (8,).
    pub dist: Array1<f64>,
    /// The standard deviation of the normal noise of each distance.
    pub sigma: f64,
    /// What a solution has to find: the position of the beacon, shape (2,).
    pub truth: Array1<f64>,
}

/// Eight receivers along a coast that runs in any direction, about 1 km apart, and a beacon
/// 2 to 5 km off the line, on either side.
///
/// Mirrored at the coast, the beacon is nearly as far from every receiver: the likelihood has a
/// second, lower top there.
pub fn beacon(seed: u64) -> Beacon {
    let mut rng = rng(seed);
    let (sin, cos) = rng.gen_range(0.0..std::f64::consts::TAU).sin_cos();
    let corner = array![rng.gen_range(-5.0..5.0), rng.gen_range(-5.0..5.0)];
    let place =
        |along: f64, off: f64| array![cos * along - sin * off, sin * along + cos * off] + &corner;

    let mut receivers = Array2::zeros((RECEIVERS, 2));
    for (i, mut row) in receivers.rows_mut().into_iter().enumerate() {
        let side = if i % 2 == 0 { 1.0 } else { -1.0 };
        let along = i as f64 + rng.gen_range(-0.2..0.2);
        row.assign(&place(along, side * rng.gen_range(0.1..0.3)));
    }
    let side = if rng.gen_bool(0.5) { 1.0 } else { -1.0 };
    let truth = place(rng.gen_range(1.0..6.0), side * rng.gen_range(2.0..5.0));

    let noise = Normal::new(0.0, SIGMA).expect("the standard deviation is finite");
    let dist = receivers
        .rows()
        .into_iter()
        .map(|receiver| {
            let arrow = &truth - &receiver;
            arrow.dot(&arrow).sqrt() + noise.sample(&mut rng)
        })
        .collect();
    Beacon {
        receivers,
        dist,
        sigma: SIGMA,
        truth,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assert_close;

    #[test]
    fn the_same_seed_gives_the_same_distances() {
        assert_eq!(beacon(1).dist, beacon(1).dist);
        assert_ne!(beacon(1).dist, beacon(2).dist);
    }

    #[test]
    fn distances_are_measured_with_noise_of_sigma() {
        let squares = (0..100).flat_map(|seed| {
            let b = beacon(seed);
            let arrows = &b.receivers - &b.truth;
            let exact = arrows.map_axis(ndarray::Axis(1), |a| a.dot(&a).sqrt());
            (&b.dist - &exact).mapv(|e| e * e).to_vec()
        });
        let std = (squares.sum::<f64>() / 800.0).sqrt();
        // Five standard errors of a standard deviation from 800 values: 5 / sqrt(1600).
        assert_close!(std, SIGMA, rtol = 0.125);
    }

    #[test]
    fn the_beacon_is_off_the_coast() {
        for seed in 0..50 {
            let b = beacon(seed);
            let along = &b.receivers.row(7) - &b.receivers.row(0);
            let arrow = &b.truth - &b.receivers.row(0);
            let off = (along[0] * arrow[1] - along[1] * arrow[0]) / along.dot(&along).sqrt();
            assert!((1.4..5.6).contains(&off.abs()), "seed {seed}: {off} km");
        }
    }
}
