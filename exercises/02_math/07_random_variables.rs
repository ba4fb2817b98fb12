//! Distributions, expectation, an integral
//!
//! A random variable is known by its distribution: a probability for each value, or a
//! density over the line, whose areas are probabilities.
//!
//!     binomial     P(k of n) = n! / (k! (n-k)!) p^k (1-p)^(n-k)         k = 0 .. n
//!                  in logarithms: 1000! has 2568 digits, ln 1000! is 5912.1
//!     expectation  mean = sum of p[i] v[i],  var = sum of p[i] (v[i] - mean)^2
//!     trapezoid    h (f_0 / 2 + f_1 + .. + f_(n-1) + f_n / 2),   h = (b - a) / n
//!     Simpson      h / 3 (f_0 + 4 f_1 + 2 f_2 + 4 f_3 + .. + 4 f_(n-1) + f_n),   n even
//!                  f_i = f(a + i h). If b < a then h < 0, and the sign follows.
//!     inverse CDF  u uniform in [0, 1): solve F(x) = u. Exponential with rate r, mean 1 / r:
//!                  F(x) = 1 - exp(-r x)
//!
//! `rng.gen_range(0.0..1.0)` draws u: `Rng` of the crate rand is in scope.

use kit::plot::Figure;
use ndarray::Array1;
use rand::Rng;

#[derive(Clone, Copy, Debug)]
enum Rule {
    Trapezoid,
    Simpson,
}

/// ln n!, as a sum of logarithms. Given.
fn ln_factorial(n: u64) -> f64 {
    (2..=n).map(|i| (i as f64).ln()).sum()
}

/// Mean and variance of a table of values and their probabilities. Given.
fn expectation(values: &[f64], probs: &[f64]) -> (f64, f64) {
    assert_eq!(values.len(), probs.len(), "one probability for each value");
    let mean_of =
        |g: &dyn Fn(f64) -> f64| -> f64 { values.iter().zip(probs).map(|(&v, p)| p * g(v)).sum() };
    let mean = mean_of(&|v| v);
    (mean, mean_of(&|v| (v - mean) * (v - mean)))
}

/// The probability of `k` successes in `n` trials that succeed with probability `p` in
/// 0..=1; 0 for k > n.
// TODO 1: compute the probability by way of its logarithm.
fn binomial_pmf(n: u64, k: u64, p: f64) -> f64 {
    todo!("{k} of {n}, p = {p}; ln n! = {}", ln_factorial(n))
}

/// The integral of `f` from `a` to `b` with `n` strips; Simpson makes an odd n even by one
/// strip more. 0 strips count as the fewest the rule can work with.
// TODO 2: sum up the strips by either rule.
fn integrate(f: impl Fn(f64) -> f64, a: f64, b: f64, n: usize, rule: Rule) -> f64 {
    todo!("{n} strips from {} to {}, {rule:?}", f(a), f(b))
}

/// `n` draws from the exponential distribution with this rate, each from one `u`. -> (n,)
// TODO 3: solve F(x) = u for x and draw.
fn sample_exponential(rate: f64, n: usize, rng: &mut impl Rng) -> Array1<f64> {
    todo!(
        "{n} draws with rate {rate}, u = {}",
        rng.gen_range(0.0..1.0)
    )
}

/// The density of the standard normal distribution. Given.
fn normal_density(x: f64) -> f64 {
    (-x * x / 2.0).exp() / std::f64::consts::TAU.sqrt()
}

fn main() {
    println!(
        "500 heads in 1000 throws: {:.5}",
        binomial_pmf(1000, 500, 0.5)
    );
    let die = expectation(&[1., 2., 3., 4., 5., 6.], &[1.0 / 6.0; 6]);
    println!("a die: mean {:.3}, variance {:.3}", die.0, die.1);
    for rule in [Rule::Trapezoid, Rule::Simpson] {
        let area = |n| integrate(normal_density, -1.0, 1.0, n, rule);
        println!(
            "within one sigma, {rule:?}: {:.8} {:.8} {:.8}",
            area(2),
            area(4),
            area(8)
        );
    }
    let waits = sample_exponential(0.5, 2000, &mut kit::rng(7));
    println!(
        "mean wait for rate 0.5: {:.2}",
        waits.mean().unwrap_or(f64::NAN)
    );
    kit::plot::histogram("2000 waits, exponential with rate 0.5", &waits.to_vec(), 24);
    let k = Array1::from_iter((0..=20).map(f64::from));
    let pmf = |p: f64| k.mapv(|k| binomial_pmf(20, k as u64, p));
    Figure::new("Successes in 20 trials")
        .x("k")
        .y("probability")
        .line("p = 0.5", &k, &pmf(0.5))
        .line("p = 0.1", &k, &pmf(0.1))
        .show();
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same};

    // By hand; exact fractions and the error function in Python where more digits are given.

    #[test]
    fn expectation_is_finished() {
        // A ticket for 2 that wins 10 with probability 0.1.
        let (mean, var) = expectation(&[-2.0, 8.0], &[0.9, 0.1]);
        assert_close!([mean, var], [-1.0, 9.0]);
    }

    #[test]
    fn small_binomials_can_be_counted() {
        // Three throws: 1, 3, 3, 1 of 8.
        let got: Vec<f64> = (0..=3).map(|k| binomial_pmf(3, k, 0.5)).collect();
        assert_close!(got, [0.125, 0.375, 0.375, 0.125]);
        assert_close!(binomial_pmf(3, 1, 0.2), 0.384, "3 * 0.2 * 0.64");
        assert_close!(binomial_pmf(3, 4, 0.5), 0.0, "4 of 3");
    }

    #[test]
    fn large_binomials_do_not_overflow() {
        assert_close!(binomial_pmf(1000, 500, 0.5), 0.02522501817836, atol = 1e-12);
        assert_close!(
            binomial_pmf(2000, 1000, 0.5),
            0.01783901114585,
            atol = 1e-12,
            "the count of choices is above f64::MAX, the powers are below its smallest number"
        );
        assert_close!(
            binomial_pmf(5000, 100, 0.02),
            0.04026567365934,
            atol = 1e-12
        );
    }

    #[test]
    fn all_counts_together_are_certain() {
        for (n, p) in [(1, 0.3), (10, 0.9), (200, 0.01)] {
            let values: Vec<f64> = (0..=n).map(|k| k as f64).collect();
            let probs: Vec<f64> = (0..=n).map(|k| binomial_pmf(n, k, p)).collect();
            assert_close!(probs.iter().sum::<f64>(), 1.0);
            // Mean n p, variance n p (1 - p).
            let (mean, var) = expectation(&values, &probs);
            assert_close!([mean, var], [n as f64 * p, n as f64 * p * (1.0 - p)]);
        }
    }

    #[test]
    fn sure_and_impossible_trials() {
        let never: Vec<f64> = (0..=2).map(|k| binomial_pmf(2, k, 0.0)).collect();
        let always: Vec<f64> = (0..=2).map(|k| binomial_pmf(2, k, 1.0)).collect();
        assert_close!(never, [1.0, 0.0, 0.0]);
        assert_close!(always, [0.0, 0.0, 1.0]);
        assert_close!(binomial_pmf(0, 0, 0.4), 1.0);
    }

    #[test]
    fn trapezoids_and_parabolas_over_a_cube() {
        let area = |n, rule| integrate(|x| x * x * x, 0.0, 2.0, n, rule);
        // Strips of width 1: (0 + 1) / 2 + (1 + 8) / 2. The integral is 4.
        assert_close!(area(2, Rule::Trapezoid), 5.0);
        assert_close!(area(1, Rule::Trapezoid), 8.0);
        assert_close!(area(2, Rule::Simpson), 4.0, "exact for cubics");
        assert_close!(area(10, Rule::Simpson), 4.0);
    }

    #[test]
    fn strips_are_rounded_up_to_what_the_rule_needs() {
        let area = |n, rule| integrate(|x| x.powi(4), 0.0, 4.0, n, rule);
        assert_close!(area(3, Rule::Simpson), area(4, Rule::Simpson));
        assert_not_close!(area(3, Rule::Simpson), area(2, Rule::Simpson));
        assert_close!(area(0, Rule::Simpson), area(2, Rule::Simpson));
        assert_close!(
            area(0, Rule::Trapezoid),
            512.0,
            "one strip: 4 * (0 + 256) / 2"
        );
        assert_close!(
            area(3, Rule::Trapezoid),
            4.0 / 3.0 * (17.0 * 256.0 / 81.0 + 128.0)
        );
    }

    #[test]
    fn twice_the_strips_leave_a_quarter_of_the_error() {
        let error = |n, rule| (integrate(f64::exp, 0.0, 1.0, n, rule) - (1f64.exp() - 1.0)).abs();
        let ratio = |rule| error(8, rule) / error(16, rule);
        assert_close!(ratio(Rule::Trapezoid), 4.0, rtol = 0.02);
        assert_close!(ratio(Rule::Simpson), 16.0, rtol = 0.02);
    }

    #[test]
    fn areas_of_the_normal_density() {
        let within = |z: f64| integrate(normal_density, -z, z, 200, Rule::Simpson);
        assert_close!(within(1.0), 0.6826894921, atol = 1e-8);
        assert_close!(within(1.96), 0.9500042097, atol = 1e-8);
        let backwards = integrate(normal_density, 1.0, -1.0, 200, Rule::Simpson);
        assert_close!(backwards, -within(1.0), "from b to a the sign changes");
        assert_close!(
            integrate(normal_density, 1.0, 1.0, 10, Rule::Trapezoid),
            0.0
        );
    }

    #[test]
    fn waits_have_mean_1_over_rate() {
        // Five standard errors of 4000 draws: the std of one draw is 1 / rate.
        for (seed, rate) in [(1, 0.25), (2, 1.0), (3, 5.0)] {
            let waits = sample_exponential(rate, 4000, &mut kit::rng(seed));
            let error = 5.0 / rate / 4000f64.sqrt();
            assert_same!(waits.len(), 4000);
            assert!(waits.iter().all(|&w| w >= 0.0 && w.is_finite()));
            assert_close!(waits.mean().unwrap(), 1.0 / rate, rtol = 0.0, atol = error);
            // P(wait > 1 / rate) = 1 / e, with standard error sqrt(p (1 - p) / 4000)
            let long = waits.iter().filter(|&&w| w > 1.0 / rate).count() as f64 / 4000.0;
            assert_close!(long, (-1f64).exp(), rtol = 0.0, atol = 0.0382);
        }
    }

    #[test]
    fn each_wait_comes_from_one_u_and_u_0_is_allowed() {
        let zeros = &mut rand::rngs::mock::StepRng::new(0, 0);
        assert_close!(sample_exponential(2.0, 3, zeros), [0.0, 0.0, 0.0]);
        let draws = sample_exponential(2.0, 5, &mut kit::rng(4));
        let mut rng = kit::rng(4);
        for wait in draws {
            let u: f64 = rng.gen_range(0.0..1.0);
            assert_close!(
                1.0 - (-2.0 * wait).exp(),
                u,
                "F(x) = u, one u for each draw"
            );
        }
    }

    #[test]
    fn monte_carlo_finds_an_area_too() {
        // The mean of x^2 over exponential draws with rate 1 is an integral: 2. Its std is
        // sqrt(24 - 4), so five standard errors of 10000 draws are 0.224.
        let draws = sample_exponential(1.0, 10_000, &mut kit::rng(5));
        let sampled = draws.mapv(|x| x * x).mean().unwrap();
        let f = |x: f64| x * x * (-x).exp();
        assert_close!(
            integrate(f, 0.0, 50.0, 2000, Rule::Simpson),
            2.0,
            rtol = 1e-6
        );
        assert_close!(sampled, 2.0, rtol = 0.0, atol = 0.224);
    }
}
