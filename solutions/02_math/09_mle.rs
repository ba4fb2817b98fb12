//! Maximum likelihood
//!
//! Which parameters explain the data best? Those that make it most probable. Of n
//! independent values the probability is a product, and 2000 factors underflow to 0; its
//! logarithm is a sum, and has its maximum at the same place:
//!
//!     loglik = sum over i of ln density(v[i])                                   i < n
//!
//!     normal       ln density(x) = -(ln(2 pi var) + (x - mean)^2 / var) / 2     var > 0
//!     exponential  ln density(x) = ln rate - rate x                             x >= 0
//!     bernoulli    p if true, 1 - p if false
//!
//! Where the derivative of loglik by each parameter is 0, three formulas follow:
//!
//!     normal       mean = sum of v[i] / n,   var = sum of (v[i] - mean)^2 / n
//!     exponential  rate = n / sum of v[i]
//!     bernoulli    p = (number of true) / n
//!
//! var divides by n: n - 1 is unbiased, but not the maximum. No data, or NaN: no estimate.
//! Nor is there one if the likelihood has no maximum: it grows without end as var goes to 0
//! for constant data, and as the rate grows for waiting times of 0.

use kit::plot::Figure;
use ndarray::{Array1, array};
use std::f64::consts::TAU;

/// The log-likelihood of a normal distribution, 0 for no data; `var` > 0. (n,)
fn normal_loglik(v: &Array1<f64>, mean: f64, var: f64) -> f64 {
    // The logarithm of exp(..) is taken on paper: computing the density and its logarithm
    // would give ln 0 for a value 40 standard deviations away.
    v.mapv(|x| -0.5 * ((TAU * var).ln() + (x - mean) * (x - mean) / var))
        .sum()
}

/// Mean and variance, `None` for no data, NaN, or constant data. (n,)
fn normal_mle(v: &Array1<f64>) -> Option<(f64, f64)> {
    // ddof 0. The derivative by var is 0 where var is the mean squared distance, and the
    // best mean does not depend on var. ndarray's variance is Welford's, and exactly 0 for
    // constant data; distances to a rounded mean may leave 1e-34. NaN fails the comparison.
    let (mean, var) = (v.mean()?, v.var(0.0));
    (var > 0.0).then_some((mean, var))
}

/// The log-likelihood of an exponential distribution. Given.
fn exponential_loglik(v: &Array1<f64>, rate: f64) -> f64 {
    v.mapv(|x| rate.ln() - rate * x).sum()
}

/// The rate, `None` for no data, NaN, a negative value, or nothing but zeros. (n,)
fn exponential_mle(v: &Array1<f64>) -> Option<f64> {
    // n / rate - sum = 0. A negative wait has density 0 whatever the rate is. Both
    // comparisons are false for NaN; an empty sum is 0.
    let total = v.sum();
    (v.iter().all(|&x| x >= 0.0) && total > 0.0).then(|| v.len() as f64 / total)
}

/// The share of true, `None` for no data. Finished, as an example.
fn bernoulli_mle(v: &[bool]) -> Option<f64> {
    let successes = v.iter().filter(|&&success| success).count();
    (!v.is_empty()).then(|| successes as f64 / v.len() as f64)
}

fn main() {
    let heights = array![1.62, 1.75, 1.81, 1.68, 1.70, 1.93, 1.59, 1.77];
    let waits = array![0.4, 3.1, 1.2, 0.1, 5.6, 0.9, 2.2];
    println!(
        "seen on 3 of 4 days: p = {:?}",
        bernoulli_mle(&[true, true, false, true])
    );
    if let Some(rate) = exponential_mle(&waits) {
        let [at, half] = [rate, rate / 2.0].map(|rate| exponential_loglik(&waits, rate));
        println!("waits: rate {rate:.3}, loglik {at:.2}; at half the rate {half:.2}");
    }
    if let Some((mean, var)) = normal_mle(&heights) {
        println!("heights: mean {mean:.3}, std {:.3}", var.sqrt());
        let grid = Array1::linspace(1.6, 1.85, 61);
        let curve = |var: f64| grid.mapv(|mean| normal_loglik(&heights, mean, var));
        Figure::new("Log-likelihood of eight heights: every curve has its top at the mean")
            .x("mean in m")
            .y("loglik")
            .line("var from the data", &grid, &curve(var))
            .line("twice that", &grid, &curve(2.0 * var))
            .show();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same};
    use rand::Rng;

    // Expected numbers are worked out by hand; ln(2 pi) / 2 = 0.91893853320467.
    const HALF_LN_TAU: f64 = 0.918_938_533_204_672_7;

    fn sample() -> Array1<f64> {
        array![0.3, 2.5, 1.0, 4.2, 0.6]
    }

    #[test]
    fn bernoulli_mle_is_finished() {
        assert_close!(bernoulli_mle(&[true, false, true, true]).unwrap(), 0.75);
        assert_same!(bernoulli_mle(&[]), None);
    }

    #[test]
    fn one_value_at_its_mean() {
        assert_close!(normal_loglik(&array![3.0], 3.0, 1.0), -HALF_LN_TAU);
        let wide = normal_loglik(&array![3.0], 3.0, 4.0);
        assert_not_close!(wide, -HALF_LN_TAU - 4f64.ln(), "var is the std squared");
        assert_close!(wide, -HALF_LN_TAU - 2f64.ln());
    }

    #[test]
    fn every_value_adds_its_distance() {
        let got = normal_loglik(&array![1.0, 5.0], 2.0, 4.0);
        // Squares 1 and 9, divided by 2 var = 8.
        assert_close!(got, -2.0 * (HALF_LN_TAU + 2f64.ln()) - 10.0 / 8.0);
        assert_close!(normal_loglik(&array![], 0.0, 1.0), 0.0);
    }

    #[test]
    fn two_thousand_values_do_not_underflow() {
        let v = Array1::from_shape_fn(2000, |i| (i % 3) as f64 - 1.0);
        // 1333 values at distance 1 (667 at -1, 666 at 1), 667 at 0.
        let got = normal_loglik(&v, 0.0, 1.0);
        assert!(
            got.is_finite(),
            "the product of 2000 densities is 0, and ln 0 = {got}"
        );
        assert_close!(got, -2000.0 * HALF_LN_TAU - 1333.0 / 2.0);
        let far = normal_loglik(&array![100.0], 0.0, 1.0);
        assert_close!(
            far,
            -HALF_LN_TAU - 5000.0,
            "exp(-5000) is 0, its logarithm is not"
        );
    }

    #[test]
    fn mean_and_variance_of_a_sample() {
        let (mean, var) = normal_mle(&array![1.0, 2.0, 3.0, 4.0]).unwrap();
        assert_close!(mean, 2.5);
        assert_not_close!(var, 5.0 / 3.0, "divided by n - 1");
        assert_not_close!(var, 1.25f64.sqrt(), "this is the standard deviation");
        assert_close!(var, 1.25);
    }

    #[test]
    fn nothing_nearby_is_more_likely() {
        let v = sample();
        let (mean, var) = normal_mle(&v).unwrap();
        let rate = exponential_mle(&v).unwrap();
        let (normal, exponential) = (normal_loglik(&v, mean, var), exponential_loglik(&v, rate));
        let mut rng = kit::rng(9);
        for _ in 0..200 {
            let mut near = |x: f64| x * (1.0 + rng.gen_range(-0.3..0.3));
            let (m, s, r) = (near(mean), near(var), near(rate));
            assert!(
                normal_loglik(&v, m, s) < normal,
                "mean {m}, var {s} is better"
            );
            assert!(
                exponential_loglik(&v, r) < exponential,
                "rate {r} is better"
            );
        }
    }

    #[test]
    fn the_gradient_there_is_0() {
        let v = sample();
        let (mean, var) = normal_mle(&v).unwrap();
        let at = array![mean, var];
        kit::grad::check(|p| normal_loglik(&v, p[0], p[1]), &at, &array![0.0, 0.0]);
        // Elsewhere it is not: by the mean, sum of (v - mean) / var.
        let slope = [
            (v.sum() - 5.0) / 2.0,
            -1.25 + (&v - 1.0).mapv(|d| d * d).sum() / 8.0,
        ];
        kit::grad::check(
            |p| normal_loglik(&v, p[0], p[1]),
            &array![1.0, 2.0],
            &Array1::from(slope.to_vec()),
        );
    }

    #[test]
    fn without_a_maximum_there_is_no_normal_estimate() {
        assert_same!(normal_mle(&array![]), None);
        assert_same!(normal_mle(&array![3.0]), None, "one value has no spread");
        assert_same!(normal_mle(&Array1::from_elem(10, 2.5)), None, "constant");
        // Their sum divided by 3 is 0.10000000000000002.
        assert_same!(normal_mle(&array![0.1, 0.1, 0.1]), None, "only rounding");
        let (_, var) = normal_mle(&array![1e-9, 3e-9]).expect("small is not constant");
        assert_close!(var, 1e-18, atol = 0.0);
        for place in 0..3 {
            let mut v = array![1.0, 2.0, 4.0];
            v[place] = f64::NAN;
            assert_same!(normal_mle(&v), None);
        }
    }

    #[test]
    fn the_rate_is_one_over_the_mean_wait() {
        let got = exponential_mle(&array![1.0, 2.0, 6.0]).unwrap();
        assert_not_close!(got, 3.0, "this is the mean wait");
        assert_close!(got, 1.0 / 3.0);
        assert_close!(exponential_mle(&array![0.0, 4.0]).unwrap(), 0.5);
    }

    #[test]
    fn without_a_maximum_there_is_no_rate() {
        let none = [
            array![],
            array![0.0, 0.0],
            array![3.0, -1.0],
            array![f64::NAN, 1.0],
        ];
        for v in none {
            assert_same!(exponential_mle(&v), None, "{v}");
        }
    }
}
