//! Quiz: numbers from theory
//!
//! Do you know the mathematics already? Who passes this file may skip level 02_math. Seven
//! numbers to find with pen, paper and perhaps a calculator; the tests compute each one and
//! accept a difference of 0.001:
//!
//!     0  the derivative of exp(-x^2) at x = 1
//!     1  the smaller eigenvalue of [[2, 2], [2, -1]] (-3 is smaller than 2)
//!     2  P(ill | positive): 2% are ill, sensitivity 90%, specificity 96%
//!     3  the variance of a fair die with the faces 1 to 6
//!     4  the learning rate from which gradient descent on f(x) = 3 x^2 no longer comes down
//!     5  the area under cos(x), x in radians, from 0 to 1
//!     6  the maximum likelihood variance of a normal distribution that gave 2, 4, 4, 6
//!
//! Then Newton's method: follow the tangent to where it is 0, and begin there again.
//!
//!     x <- x - f(x) / f'(x)
//!
//! Near a root it doubles the number of right digits at each step; far away it may run off,
//! go in circles, or meet a tangent that is flat. Only where f(x) is exactly 0, or a step is
//! at most `TOL` * max(1, |x|) long, is there a root.

/// A step that is shorter than this share of x is the last one.
const TOL: f64 = 1e-12;
const MAX_STEPS: usize = 50;

/// Your answers, as numbers or as expressions; NaN is not answered yet.
const ANSWERS: [f64; 7] = [
    -2.0 / std::f64::consts::E,    // 0: chain rule, -2x exp(-x^2)
    -2.0,                          // 1: trace 1, determinant -6: (l - 3)(l + 2) = 0
    0.018 / (0.018 + 0.98 * 0.04), // 2: the ill positives among all positives
    91.0 / 6.0 - 3.5 * 3.5,        // 3: E[x^2] - E[x]^2; all six faces, so no n - 1
    2.0 / 6.0,                     // 4: 2 / L, and the second derivative L is 6
    0.841_471,                     // 5: sin(1) - sin(0)
    2.0,                           // 6: (4 + 0 + 0 + 4) / 4
];

/// A root of `f`, starting from `x0`. `None` if the slope is 0 or anything is not finite
/// before a root is found, or if `MAX_STEPS` steps do not find one.
fn newton(f: impl Fn(f64) -> f64, df: impl Fn(f64) -> f64, x0: f64) -> Option<f64> {
    // The root comes first: x^2 at 0 has a flat tangent, and is a root. f / 0 is infinite, so
    // the step tells of a flat slope, an overflow and NaN alike; but of an infinite slope it
    // would make 0, a root.
    let mut x = x0;
    for _ in 0..MAX_STEPS {
        let value = f(x);
        if value == 0.0 {
            return Some(x);
        }
        let slope = df(x);
        let step = value / slope;
        if ![slope, step, x - step].into_iter().all(f64::is_finite) {
            return None;
        }
        x -= step;
        if step.abs() <= TOL * x.abs().max(1.0) {
            return Some(x);
        }
    }
    None
}

fn main() {
    for (question, answer) in ANSWERS.into_iter().enumerate() {
        println!("answer {question}: {answer:.4}");
    }
    let show = |name: &str, root: Option<f64>| match root {
        Some(x) => println!("{name}: {x:.12}"),
        None => println!("{name}: no root found"),
    };
    show("x^2 = 2 from 1", newton(|x| x * x - 2.0, |x| 2.0 * x, 1.0));
    show(
        "cos x = x from 1",
        newton(|x| x.cos() - x, |x| -x.sin() - 1.0, 1.0),
    );
    show(
        "atan x = 0 from 2",
        newton(f64::atan, |x| 1.0 / (1.0 + x * x), 2.0),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::probe::Recorder;
    use kit::{assert_close, assert_same};

    /// The height of the minimum is not needed, only its place: the interval shrinks by a third.
    fn lowest(f: impl Fn(f64) -> f64, mut lo: f64, mut hi: f64) -> f64 {
        for _ in 0..100 {
            let (a, b) = (lo + (hi - lo) / 3.0, hi - (hi - lo) / 3.0);
            if f(a) < f(b) { hi = b } else { lo = a }
        }
        (lo + hi) / 2.0
    }

    /// Each question by brute force.
    fn compute(question: usize) -> f64 {
        match question {
            0 => {
                let f = |x: f64| (-x * x).exp();
                (f(1.00001) - f(0.99999)) / 0.00002
            }
            // The smallest v . A v over all directions v of length 1.
            1 => {
                let stretch = |t: f64| {
                    let (s, c) = t.sin_cos();
                    2.0 * c * c + 4.0 * s * c - s * s
                };
                (0..3142)
                    .map(|i| stretch(f64::from(i) / 1000.0))
                    .fold(9.0, f64::min)
            }
            2 => {
                let people = (0..50_000).map(|i| (i % 50 == 0, i / 50));
                let positive = people.filter(|&(ill, i)| i % 100 < if ill { 90 } else { 4 });
                let ill: Vec<bool> = positive.map(|(ill, _)| ill).collect();
                ill.iter().filter(|&&ill| ill).count() as f64 / ill.len() as f64
            }
            3 => {
                (1..=6)
                    .map(|face| (f64::from(face) - 3.5).powi(2))
                    .sum::<f64>()
                    / 6.0
            }
            4 => {
                let comes_down =
                    |lr: f64| (0..100).fold(1.0f64, |x, _| x - lr * 6.0 * x).abs() < 1.0;
                let rates = (1..10_000).map(|i| f64::from(i) / 10_000.0);
                rates.take_while(|&lr| comes_down(lr)).fold(0.0, f64::max)
            }
            5 => {
                (0..10_000)
                    .map(|i| ((f64::from(i) + 0.5) / 10_000.0).cos())
                    .sum::<f64>()
                    / 10_000.0
            }
            _ => {
                let minus_loglik = |var: f64| 4.0 * f64::ln(var) + (4.0 + 4.0) / var;
                lowest(minus_loglik, 0.1, 10.0)
            }
        }
    }

    #[test]
    fn every_question_is_answered_and_right() {
        let open: Vec<_> = (0..7).filter(|&q| ANSWERS[q].is_nan()).collect();
        assert!(open.is_empty(), "not answered yet: questions {open:?}");
        let right = |q: usize| (ANSWERS[q] - compute(q)).abs() <= 1e-3;
        let wrong: Vec<_> = (0..7).filter(|&q| !right(q)).collect();
        assert!(wrong.is_empty(), "look again at questions {wrong:?}");
    }

    #[test]
    fn newton_finds_roots() {
        let got = newton(|x| x * x - 2.0, |x| 2.0 * x, 1.0);
        assert_close!(got.unwrap(), 2f64.sqrt(), rtol = 1e-14);
        assert_close!(newton(|x| x.exp() - 5.0, f64::exp, 0.0).unwrap(), 5f64.ln());
        let got = newton(|x| x * x - 2e20, |x| 2.0 * x, 1e10);
        assert_close!(got.unwrap(), 2f64.sqrt() * 1e10);
        let got = newton(|x| x * x - 2e-8, |x| 2.0 * x, 1e-3);
        assert_close!(got.unwrap(), 2f64.sqrt() * 1e-4, atol = 1e-12);
    }

    #[test]
    fn six_steps_are_enough_and_digits_double() {
        let seen = Recorder::new();
        let f = |x: f64| {
            seen.record(x);
            x * x - 2.0
        };
        newton(f, |x| 2.0 * x, 1.0).unwrap();
        let errors: Vec<f64> = seen
            .calls()
            .iter()
            .map(|x| (x - 2f64.sqrt()).abs())
            .collect();
        assert!(errors.len() <= 6, "{errors:?}");
        // 0.414, 0.0858, 0.00245, 2.1e-6: each about the square of the one before.
        let exponent = (errors[3] / errors[2]).ln() / (errors[2] / errors[1]).ln();
        assert_close!(exponent, 2.0, rtol = 0.05);
    }

    #[test]
    fn a_root_is_a_root_even_if_the_tangent_is_flat() {
        assert_same!(newton(|x| x * x, |x| 2.0 * x, 0.0), Some(0.0));
        assert_same!(newton(|x| x - 3.0, |_| 1.0, 3.0), Some(3.0));
    }

    #[test]
    fn a_flat_tangent_leads_nowhere() {
        assert_same!(newton(|x| x * x - 1.0, |x| 2.0 * x, 0.0), None);
        assert_same!(newton(|_| f64::NAN, |_| 1.0, 0.0), None);
        assert_same!(newton(|x| x, |_| f64::NAN, 1.0), None);
        assert_same!(newton(|x| x, |_| f64::INFINITY, 1.0), None, "1 is no root");
        assert_same!(newton(|x| x, |_| 1.0, f64::INFINITY), None);
    }

    #[test]
    fn running_off_and_going_in_circles_end() {
        assert_same!(newton(f64::atan, |x| 1.0 / (1.0 + x * x), 2.0), None);
        // 0 -> 1 -> 0 -> ..
        let circle = newton(|x| x * x * x - 2.0 * x + 2.0, |x| 3.0 * x * x - 2.0, 0.0);
        assert_same!(circle, None);
        // Halves x at each step: 50 steps are too few from 1e9, enough from 1.
        let (f, df) = (|x: f64| x * x, |x: f64| 2.0 * x);
        assert_same!(newton(f, df, 1e9), None);
        assert!(newton(f, df, 1.0).unwrap().abs() < 2e-12);
    }
}
