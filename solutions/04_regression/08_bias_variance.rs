//! Measure bias and variance
//!
//! Why is a model wrong on new rows? Because it cannot bend enough (bias), because it took the
//! noise of its few training rows seriously (variance), and because of the noise in
//! the new rows themselves. Here the world is known, so all three can be measured: draw
//! new noise again and again, refit each time, and look at the predictions for the same x.
//!
//!     predictions[r][i]    of refit r for row i           r < reps, i < n
//!     average[i]           mean over r of predictions[r][i]
//!     bias^2               mean over i of (average[i] - truth[i])^2
//!     variance             mean over i and r of (predictions[r][i] - average[i])^2
//!     noise                the variance of the noise
//!     mse                  mean over i and r of (predictions[r][i] - fresh[r][i])^2, where
//!                          fresh are targets with new noise, which refit r has not seen
//!
//!     bias^2 + variance + noise = mse, up to chance
//!
//! The n values of x lie evenly on [-1, 1] and never change; the noise is all that does.
//! `world.sample(&mut rng)` draws targets, truth plus noise. `refit` fits a polynomial to
//! targets and predicts at the same x; it answers `None` if n is not above the degree.

use ndarray::{Array1, Array2, Axis};
use rand::Rng;
use rand_distr::Normal;

struct World {
    truth: fn(f64) -> f64,
    noise: f64, // standard deviation
    n: usize,
}

impl World {
    fn x(&self) -> Array1<f64> {
        Array1::linspace(-1.0, 1.0, self.n)
    }

    fn truth(&self) -> Array1<f64> {
        self.x().mapv(self.truth)
    }

    fn sample(&self, rng: &mut impl Rng) -> Array1<f64> {
        let noise = Normal::new(0.0, self.noise).expect("a finite std");
        self.truth().mapv_into(|y| y + rng.sample(noise))
    }
}

/// The predictions of a polynomial that was fitted to these targets. Given. (n,), (n,) -> (n,)
fn refit(x: &Array1<f64>, degree: usize, targets: &Array1<f64>) -> Option<Array1<f64>> {
    let powers = Array2::from_shape_fn((x.len(), degree), |(i, j)| x[i].powi(j as i32 + 1));
    let (intercept, w) = kit::reference::fit_ols(&powers, targets).ok()?;
    Some(powers.dot(&w) + intercept)
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Decomposition {
    bias2: f64,
    variance: f64,
    noise: f64,
    mse: f64,
}

/// Bias squared and variance. (reps, n), (n,)
/// `None` if the lengths differ or there are no refits or no rows.
fn split(predictions: &Array2<f64>, truth: &Array1<f64>) -> Option<(f64, f64)> {
    // Axis(0) holds the refits: variance is how much the prediction for one and the same row
    // moves between them. How much a curve moves from row to row is its shape, not variance.
    if predictions.ncols() != truth.len() {
        return None;
    }
    let average = predictions.mean_axis(Axis(0))?; // (n,)
    let bias2 = (&average - truth).mapv(|b| b * b).mean()?;
    let variance = (predictions - &average).mapv(|v| v * v).mean()?;
    Some((bias2, variance))
}

/// Refits a polynomial `reps` times, each time to new targets.
/// `None` if `reps` is 0 or a fit is impossible.
fn decompose(world: &World, degree: usize, reps: usize, seed: u64) -> Option<Decomposition> {
    // Bias is measured against the truth, mse against targets with noise: the other way round
    // the noise is counted twice, or not at all. And the targets have to be fresh: on those
    // it was fitted to, a model of high degree looks better than the truth itself.
    let mut rng = kit::rng(seed);
    let x = world.x();
    let mut predictions = Array2::zeros((reps, world.n));
    let mut mse = 0.0;
    for mut row in predictions.rows_mut() {
        let fitted = refit(&x, degree, &world.sample(&mut rng))?;
        let errors = &fitted - &world.sample(&mut rng);
        mse += errors.mapv(|e| e * e).mean()? / reps as f64;
        row.assign(&fitted);
    }
    let (bias2, variance) = split(&predictions, &world.truth())?;
    Some(Decomposition {
        bias2,
        variance,
        noise: world.noise * world.noise,
        mse,
    })
}

/// The degree from 0 to `max_degree` with the smallest bias squared plus variance over 200
/// refits, all with this seed; of equal ones the lowest. Degrees that cannot be fitted do not
/// count.
fn sweet_spot(world: &World, max_degree: usize, seed: u64) -> usize {
    // The noise is the same for every degree and left out: it would only blur the minimum.
    // The same seed for all degrees lets them compete on the same targets.
    let mut best = (0, f64::INFINITY);
    for degree in 0..=max_degree {
        if let Some(d) = decompose(world, degree, 200, seed)
            && d.bias2 + d.variance < best.1
        {
            best = (degree, d.bias2 + d.variance);
        }
    }
    best.0
}

fn main() {
    let world = World {
        truth: |x| (std::f64::consts::PI * x).sin(),
        noise: 0.6,
        n: 20,
    };
    println!("degree   bias^2  variance  noise    sum    mse");
    let (mut degrees, mut bias2, mut variance) = (vec![], vec![], vec![]);
    for degree in 0..=10 {
        if let Some(d) = decompose(&world, degree, 1000, 1) {
            let sum = d.bias2 + d.variance + d.noise;
            let (b, v) = (d.bias2, d.variance);
            println!(
                "{degree:6}  {b:7.4}  {v:8.4}  {:.3}  {sum:.3}  {:.3}",
                d.noise, d.mse
            );
            degrees.push(degree as f64);
            bias2.push(b);
            variance.push(v);
        }
    }
    println!("The sweet spot is degree {}.", sweet_spot(&world, 10, 2));
    kit::plot::Figure::new("What a model of each degree gets wrong")
        .x("degree")
        .y("error")
        .line("bias squared", &degrees, &bias2)
        .line("variance", &degrees, &variance)
        .show();
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close};
    use ndarray::array;

    fn wave(noise: f64, n: usize) -> World {
        let truth = |x: f64| (std::f64::consts::PI * x).sin();
        World { truth, noise, n }
    }

    fn measure(world: &World, degree: usize) -> Decomposition {
        decompose(world, degree, 400, 7).expect("more rows than weights")
    }

    #[test]
    fn split_by_hand() {
        // Averages 2, 5, 3 against 1, 5, 5: (1 + 0 + 4) / 3. Deviations 1, 1; 0, 0; 2, 2.
        let predictions = array![[1.0, 5.0, 1.0], [3.0, 5.0, 5.0]];
        let (bias2, variance) = split(&predictions, &array![1.0, 5.0, 5.0]).unwrap();
        assert_close!(bias2, 5.0 / 3.0);
        let over_rows = (32.0 / 9.0 + 8.0 / 9.0) / 2.0;
        assert_not_close!(
            variance,
            over_rows,
            "the spread over the rows of a curve is no variance"
        );
        assert_not_close!(
            variance,
            10.0 / 3.0,
            "divide by the number of refits, not by one less"
        );
        assert_close!(variance, 5.0 / 3.0);
    }

    #[test]
    fn both_add_up_to_the_distance_from_the_truth() {
        let mut rng = kit::rng(3);
        let predictions = Array2::from_shape_simple_fn((7, 4), || rng.gen_range(-1.0..2.0));
        let truth = array![0.5, -1.0, 2.0, 0.0];
        let (bias2, variance) = split(&predictions, &truth).unwrap();
        let distance = (&predictions - &truth).mapv(|e| e * e).mean().unwrap();
        assert_close!(bias2 + variance, distance);
    }

    #[test]
    fn the_three_parts_make_up_the_mse() {
        // 1200 refits of 30 rows: the mse has a standard error of sqrt(2 / 36000) = 0.7 %.
        for (degree, seed) in [(1, 1), (3, 2), (9, 3)] {
            let d = decompose(&wave(0.5, 30), degree, 1200, seed).unwrap();
            assert_close!(
                d.noise,
                0.25,
                "the variance of the noise is its std squared"
            );
            let sum = d.bias2 + d.variance + d.noise;
            assert_close!(sum, d.mse, rtol = 0.03, "degree {degree}");
            assert_not_close!(sum, d.mse, "measure the mse on targets, not by the sum");
        }
    }

    #[test]
    fn bias_and_variance_are_those_of_theory() {
        // A polynomial has degree + 1 weights; each takes in noise / n. The bias is what a
        // fit to the truth itself leaves over: numpy.polyfit of sin(pi x) at 20 places.
        for (degree, bias2) in [(1, 0.2313107), (3, 0.0060273), (5, 0.0000257)] {
            let d = measure(&wave(0.5, 20), degree);
            let variance = 0.25 * (degree + 1) as f64 / 20.0;
            // Standard errors: sqrt(2 / (degree + 1) / 400) of the variance, and the average
            // of 400 refits is off by variance / 400.
            let error = 5.0 * (2.0 / (degree + 1) as f64 / 400.0).sqrt();
            assert_close!(
                d.variance,
                variance,
                rtol = error,
                "variance, degree {degree}"
            );
            assert_close!(
                d.bias2,
                bias2,
                rtol = 0.1,
                atol = 0.001,
                "bias, degree {degree}"
            );
        }
    }

    #[test]
    fn bias_falls_and_variance_rises_with_the_degree() {
        let world = wave(0.5, 20);
        let all: Vec<Decomposition> = [1, 3, 5, 7, 9].map(|degree| measure(&world, degree)).into();
        assert!(all[0].bias2 > 10.0 * all[1].bias2 && all[1].bias2 > 2.0 * all[2].bias2);
        for pair in all.windows(2) {
            assert!(pair[1].variance > 1.1 * pair[0].variance, "{pair:?}");
        }
    }

    #[test]
    fn more_rows_lower_the_variance_and_leave_the_bias() {
        let (few, many) = (measure(&wave(0.5, 20), 2), measure(&wave(0.5, 80), 2));
        assert_close!(
            few.variance / many.variance,
            4.0,
            rtol = 0.3,
            "4 times the rows"
        );
        assert_close!(few.bias2, many.bias2, rtol = 0.2, "bias");
    }

    #[test]
    fn without_noise_the_true_degree_makes_no_error() {
        let world = World {
            truth: |x| 2.0 * x * x * x - x + 0.5,
            noise: 0.0,
            n: 12,
        };
        let d = measure(&world, 3);
        assert_close!(
            [d.bias2, d.variance, d.noise, d.mse],
            [0.0; 4],
            atol = 1e-20
        );
        let d = measure(&world, 2);
        assert!(
            d.bias2 > 0.01 && d.variance < 1e-20,
            "too stiff, but never unsure: {d:?}"
        );
    }

    #[test]
    fn one_refit_has_no_variance_and_none_is_refused() {
        let world = wave(0.5, 12);
        let once = decompose(&world, 3, 1, 5).unwrap();
        assert_close!(once.variance, 0.0);
        assert!(once.bias2 > 0.0 && once.mse > 0.0, "{once:?}");
        assert_eq!(decompose(&world, 3, 0, 5), None, "no refits");
        assert_eq!(decompose(&world, 12, 5, 5), None, "13 weights for 12 rows");
        assert_eq!(
            split(&Array2::zeros((2, 3)), &array![1.0]),
            None,
            "3 rows, 1 truth"
        );
        assert_eq!(
            split(&Array2::zeros((0, 1)), &array![1.0]),
            None,
            "no refits"
        );
        assert_eq!(split(&Array2::zeros((2, 0)), &array![]), None, "no rows");
    }

    #[test]
    fn the_sweet_spot_moves_with_noise_and_rows() {
        // Theory, bias squared as above plus noise (degree + 1) / n: the smallest sums are
        // those of degree 3 (0.056, next 4: 0.069), 5 (0.0030, next 6: 0.0035) and 1 (0.56,
        // next 0: 0.64).
        for seed in 1..=3 {
            assert_eq!(sweet_spot(&wave(0.5, 20), 7, seed), 3, "noise 0.5, 20 rows");
            assert_eq!(sweet_spot(&wave(0.1, 20), 7, seed), 5, "noise 0.1, 20 rows");
            assert_eq!(sweet_spot(&wave(1.8, 20), 7, seed), 1, "noise 1.8, 20 rows");
        }
        let still = World {
            truth: |_| 0.0,
            ..wave(0.0, 12)
        };
        assert_eq!(sweet_spot(&still, 3, 1), 0, "no degree makes an error");
        // Degrees 1 and 3 are equal in theory: the refits of this seed decide.
        let world = wave(1.5, 20);
        for seed in 1..=10 {
            let sum = |degree| decompose(&world, degree, 200, seed).map(|d| d.bias2 + d.variance);
            let best = if sum(3) < sum(1) { 3 } else { 1 };
            assert_eq!(sweet_spot(&world, 3, seed), best, "seed {seed}");
        }
        let spot = sweet_spot(&wave(0.1, 5), 9, 1);
        assert!(spot <= 4, "5 rows cannot carry degree {spot}");
    }
}
