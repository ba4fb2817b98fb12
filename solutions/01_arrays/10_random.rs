//! Random numbers that can be repeated
//!
//! Start weights, splits, noise, resampling: machine learning draws numbers all the time. A
//! generator computes them from a seed, and the same seed gives the same numbers, so that a
//! result can be repeated. A function that needs numbers is lent the generator of its
//! caller; one that makes its own from a fixed seed would draw the same ones at every call.
//!
//!     rng.gen_range(0..n)     a whole number from 0 to n - 1, all equally likely, n > 0
//!     rng.gen_range(0..=i)    the same with i included
//!     rng.sample(normal)      a number from a distribution
//!
//! blobs         row c * per + p is centers[c] plus noise, and its label is c   (p < per)
//! bootstrap_ci  How far would the mean of n values move if we measured again? Draw n of
//!               them *with* replacement and take the mean, `reps` times. Of the sorted
//!               means, numbers round(0.025 (reps - 1)) and round(0.975 (reps - 1)),
//!               counted from 0, are the ends of the interval.

use ndarray::{Array1, Array2, Axis, array};
use rand::Rng;
use rand_distr::Normal;

/// `n` independent numbers from a normal distribution. () -> (n,). Finished, as an example.
/// Panics unless `std` is finite and not negative. It is not the variance, std * std.
fn normal(n: usize, mean: f64, std: f64, rng: &mut impl Rng) -> Array1<f64> {
    assert!(std >= 0.0, "a std of {std}");
    let normal = Normal::new(mean, std).expect("a finite std");
    Array1::from_shape_simple_fn(n, || rng.sample(normal))
}

/// The numbers 0, ..., n - 1, each once, in an order drawn from all orders, each of them
/// equally likely. Fisher and Yates: for i = n - 1, ..., 1 exchange entry i with an entry j
/// drawn from 0, ..., i.
fn shuffled_indices(n: usize, rng: &mut impl Rng) -> Vec<usize> {
    // Entry i may stay where it is, hence `..=`. j from 0..n in every step looks fairer and
    // is not: n^n equally likely ways cannot be shared evenly among n! orders.
    // `order.shuffle(rng)` of `rand::seq::SliceRandom` does the same.
    let mut order: Vec<usize> = (0..n).collect();
    for i in (1..n).rev() {
        order.swap(i, rng.gen_range(0..=i));
    }
    order
}

/// `per` points around each center, with normal noise in every coordinate, and the number
/// of the center of each point. (k, d) -> (k * per, d), (k * per,)
fn blobs(
    centers: &Array2<f64>,
    per: usize,
    std: f64,
    rng: &mut impl Rng,
) -> (Array2<f64>, Array1<usize>) {
    // Labels first: they are the row numbers to gather, each center `per` times. Every
    // entry gets a number of its own from the one generator. With `per` 0 the closure never
    // divides. `Array2::random_using` of ndarray-rand makes the noise in one call.
    let (k, d) = centers.dim();
    let labels = Array1::from_shape_fn(k * per, |row| row / per);
    let noise = normal(k * per * d, 0.0, std, rng);
    let noise = noise.into_shape_with_order((k * per, d)).expect("k per d");
    (centers.select(Axis(0), &labels.to_vec()) + noise, labels)
}

/// The interval that holds 95 % of the means of resamples: its lower and upper end.
/// Both are NaN if `v` is empty or has a NaN, or `reps` is 0: nothing is known then.
fn bootstrap_ci(v: &Array1<f64>, reps: usize, rng: &mut impl Rng) -> (f64, f64) {
    // With replacement some values come twice and others not at all: that is what makes the
    // means differ. Without, every resample is the same n values in another order. One NaN
    // would reach the means of some resamples only, and the lower end would look fine.
    let n = v.len();
    if n == 0 || reps == 0 || v.iter().any(|x| x.is_nan()) {
        return (f64::NAN, f64::NAN);
    }
    let mut mean = || (0..n).map(|_| v[rng.gen_range(0..n)]).sum::<f64>() / n as f64;
    let mut means: Vec<f64> = (0..reps).map(|_| mean()).collect();
    means.sort_by(f64::total_cmp);
    let at = |share: f64| means[(share * (reps - 1) as f64).round() as usize];
    (at(0.025), at(0.975))
}

fn main() {
    let mut rng = kit::rng(2024);
    let order = shuffled_indices(10, &mut rng);
    println!("Ten riders in a drawn order: {order:?}");
    let seconds = normal(40, 61.0, 1.5, &mut rng);
    let (low, high) = bootstrap_ci(&seconds, 2000, &mut rng);
    let mean = seconds.mean().unwrap_or(f64::NAN);
    println!("Mean of 40 lap times: {mean:.2} s, 95 % interval {low:.2} s to {high:.2} s");

    println!("Forty points around each of three centers:");
    let centers = array![[7.0, 6.0], [3.0, 18.0], [8.0, 26.0]];
    let (x, labels) = blobs(&centers, 40, 1.5, &mut rng);
    let mut picture = Array2::from_elem((13, 66), ' ');
    for (point, label) in x.rows().into_iter().zip(&labels) {
        let cell = (point[0].round() as usize, (2.0 * point[1]).round() as usize);
        if let Some(cell) = picture.get_mut(cell) {
            *cell = ['o', '+', 'x'][*label];
        }
    }
    for line in picture.axis_iter(Axis(0)) {
        println!("{}", line.iter().collect::<String>());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same, assert_shape};
    use std::collections::HashSet;

    // What is drawn is judged by its statistics: within 5 standard errors, which a right
    // answer leaves once in two million draws. The seeds are fixed.
    const SEEDS: [u64; 3] = [1, 2, 3];

    /// Mean and std of each column are those of a normal distribution, within 5 standard
    /// errors: std / sqrt(n) for the mean, std / sqrt(2 n) for the std.
    fn check_normal(x: &Array2<f64>, mean: f64, std: f64) {
        let n = x.nrows() as f64;
        for column in x.columns() {
            let error = 5.0 * std / n.sqrt();
            assert_close!(column.sum() / n, mean, atol = error, "the mean");
            let error = 5.0 * std / (2.0 * n).sqrt();
            let got = column.std(1.0);
            assert_close!(got, std, atol = error, "the std (not the variance)");
        }
    }

    #[test]
    fn normals_have_the_mean_and_std_asked_for() {
        for seed in SEEDS {
            let x = normal(20_000, -4.0, 3.0, &mut kit::rng(seed));
            check_normal(&x.insert_axis(Axis(1)), -4.0, 3.0);
        }
        assert_close!(normal(2, 5.0, 0.0, &mut kit::rng(1)), array![5.0, 5.0]);
        assert_shape!(normal(0, 5.0, 1.0, &mut kit::rng(1)), [0]);
    }

    #[test]
    fn a_shuffle_has_every_index_once() {
        for n in 0..40 {
            let mut order = shuffled_indices(n, &mut kit::rng(n as u64));
            order.sort();
            let all: Vec<usize> = (0..n).collect();
            assert_same!(order, all, "{n} indices, sorted: each must be there once");
        }
    }

    #[test]
    fn every_order_is_equally_likely() {
        for seed in SEEDS {
            let mut rng = kit::rng(seed);
            let mut count = Array1::<f64>::zeros(27);
            for _ in 0..30_000 {
                let order = shuffled_indices(3, &mut rng);
                count[9 * order[0] + 3 * order[1] + order[2]] += 1.0;
            }
            for order in [
                [0, 1, 2],
                [0, 2, 1],
                [1, 0, 2],
                [1, 2, 0],
                [2, 0, 1],
                [2, 1, 0],
            ] {
                // 6 orders: 5000 times each, the standard error is sqrt(30000 * 1/6 * 5/6).
                let times = count[9 * order[0] + 3 * order[1] + order[2]];
                assert_close!(
                    times,
                    5000.0,
                    rtol = 0.0,
                    atol = 323.0,
                    "how often {order:?}"
                );
            }
        }
    }

    #[test]
    fn points_stand_center_by_center() {
        let centers = array![[1.0, 2.0, 3.0], [-4.0, -5.0, -6.0]];
        let (x, labels) = blobs(&centers, 2, 0.0, &mut kit::rng(1));
        assert_same!(labels, array![0, 0, 1, 1]);
        let expected = centers.select(Axis(0), &[0, 0, 1, 1]);
        assert_close!(
            x,
            expected,
            "without noise, points are where their centers are"
        );
    }

    #[test]
    fn noise_has_the_std_asked_for_around_every_center() {
        let centers = array![[100.0, -50.0], [0.0, 7.0]];
        for seed in SEEDS {
            let (x, labels) = blobs(&centers, 5000, 3.0, &mut kit::rng(seed));
            let noise = x - centers.select(Axis(0), &labels.to_vec());
            check_normal(&noise, 0.0, 3.0);
        }
    }

    #[test]
    fn every_coordinate_has_noise_of_its_own() {
        let (x, _) = blobs(&Array2::zeros((3, 4)), 5, 1.0, &mut kit::rng(6));
        let different: HashSet<u64> = x.iter().map(|v| v.to_bits()).collect();
        assert_same!(different.len(), 60, "different numbers among 60 draws");
    }

    #[test]
    fn no_points_or_no_centers_give_no_rows() {
        for (centers, per) in [((2, 3), 0), ((0, 3), 5)] {
            let (x, labels) = blobs(&Array2::zeros(centers), per, 1.0, &mut kit::rng(1));
            assert_shape!(x, [0, 3]);
            assert_shape!(labels, [0]);
        }
    }

    #[test]
    fn a_constant_has_an_interval_without_width() {
        let ci = bootstrap_ci(&array![2.5, 2.5, 2.5], 100, &mut kit::rng(1));
        assert_close!([ci.0, ci.1], [2.5, 2.5]);
    }

    #[test]
    fn the_interval_is_as_wide_as_theory_says() {
        // Of 0, ..., 99 the mean is 49.5 and the variance (100^2 - 1) / 12. The mean of 100
        // draws has a 100th of that, and 95 % of a normal distribution are within 1.96 std.
        let v = Array1::from_shape_fn(100, |i| i as f64);
        let std = (9999.0f64 / 12.0 / 100.0).sqrt();
        for seed in SEEDS {
            let (low, high) = bootstrap_ci(&v, 10_000, &mut kit::rng(seed));
            assert_not_close!(high - low, 0.0, "resample with replacement");
            // Standard error of a 2.5 % quantile of B draws: 2.67 std / sqrt(B).
            let error = 5.0 * 2.67 * std / 100.0;
            assert_close!(low, 49.5 - 1.96 * std, atol = error, "lower end");
            assert_close!(high, 49.5 + 1.96 * std, atol = error, "upper end");
        }
    }

    #[test]
    fn nothing_is_known_without_values() {
        let known = array![1.0, 2.0, 4.0];
        let one_unknown = array![1.0, f64::NAN, 4.0];
        for (v, reps) in [(&array![], 10), (&known, 0), (&one_unknown, 10)] {
            let (low, high) = bootstrap_ci(v, reps, &mut kit::rng(1));
            let nan = low.is_nan() && high.is_nan();
            assert!(nan, "{reps} resamples of {v}: got {low} to {high}");
        }
        let (low, high) = bootstrap_ci(&known, 1, &mut kit::rng(1));
        assert!(low == high, "one mean is both ends: {low}, {high}");
    }

    #[test]
    fn the_same_seed_repeats_every_result() {
        let draw = |rng: &mut kit::Rng| {
            let (x, _) = blobs(&Array2::zeros((2, 2)), 10, 1.0, rng);
            let (low, high) = bootstrap_ci(&x.column(0).to_owned(), 20, rng);
            (shuffled_indices(50, rng), x, [low, high])
        };
        let mut rng = kit::rng(1);
        let (first, next, again) = (draw(&mut rng), draw(&mut rng), draw(&mut kit::rng(1)));
        assert_same!(again.0, first.0, "shuffled_indices, same seed");
        assert_same!(again.1, first.1, "blobs, same seed");
        assert_same!(again.2, first.2, "bootstrap_ci, same seed");
        assert!(next.0 != first.0, "shuffled_indices must use `rng`");
        assert!(next.1 != first.1, "blobs must use `rng`");
        assert!(next.2 != first.2, "bootstrap_ci must use `rng`");
    }
}
