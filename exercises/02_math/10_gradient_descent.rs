//! Gradient descent and convexity
//!
//! Most models have no formula for their best parameters. So one walks downhill: with the
//! gradient g of a loss of d parameters and a learning rate lr,
//!
//!     x <- x - lr g(x)        until the length of g(x) is at most tol
//!
//! If the slope changes by at most L per unit (L is the largest second derivative), then
//! lr < 2 / L comes down on a bowl, lr > 2 / L climbs out of it, and lr <= 1 / L never
//! overshoots. A function is convex if no chord runs below its graph:
//!
//!     f((a + b) / 2) <= (f(a) + f(b)) / 2         for all a, b
//!
//! Then every valley is the lowest one. Otherwise the start decides where the walk ends, and
//! several starts are a cheap insurance.

use Outcome::{Converged, Diverged, OutOfSteps};
use kit::plot::Figure;
use ndarray::{Array1, array};

/// How a descent ended, with the place and the number of steps taken.
#[derive(Clone, Debug, PartialEq)]
enum Outcome {
    /// The gradient is at most tol long.
    Converged { x: Array1<f64>, steps: usize },
    /// An entry of the gradient is NaN or infinite.
    Diverged { steps: usize },
    /// Neither, after `max_steps` steps.
    OutOfSteps { x: Array1<f64> },
}

/// Settings of `best_restart`.
const MAX_STEPS: usize = 10_000;
const TOL: f64 = 1e-9;

/// Walks downhill from `x0`, at most `max_steps` steps. A start where the gradient is short
/// enough has converged after 0 steps. `grad` takes (d,) to (d,).
// TODO 1: look at the gradient, stop for one of three reasons, or take a step.
fn descend(
    grad: impl Fn(&Array1<f64>) -> Array1<f64>,
    x0: &Array1<f64>,
    lr: f64,
    max_steps: usize,
    tol: f64,
) -> Outcome {
    let (x, steps) = (grad(x0), 0);
    let outcomes = [
        Diverged { steps },
        OutOfSteps { x: x.clone() },
        Converged { x, steps },
    ];
    todo!("{lr}, {max_steps}, {tol}, {x0}, and how it ends: {outcomes:?}")
}

/// Whether no chord between two of the `n` + 1 equally spaced points of [lo, hi] has its
/// middle below the graph. A 1e-9 of |f(a)| + |f(b)| is forgiven as rounding; NaN is not.
// TODO 2: compare middle and chord for every pair of points.
fn is_midpoint_convex(f: impl Fn(f64) -> f64, lo: f64, hi: f64, n: usize) -> bool {
    todo!("{n} intervals from {} to {}", f(lo), f(hi))
}

/// The lowest place that descents from all `starts` converge to, the first one of several;
/// `None` if no descent converges. With `MAX_STEPS` and `TOL`.
// TODO 3: descend from every start and keep the best place.
fn best_restart(
    f: impl Fn(f64) -> f64,
    df: impl Fn(f64) -> f64,
    starts: &[f64],
    lr: f64,
) -> Option<f64> {
    todo!(
        "{starts:?}, {lr}, {} {}, {MAX_STEPS}, {TOL}",
        f(0.0),
        df(0.0)
    )
}

fn main() {
    let bowl = |x: &Array1<f64>| x * 10.0; // of 10 x^2 / 2: L = 10
    for lr in [0.01, 0.1, 0.19, 0.21] {
        let end = match descend(bowl, &array![1.0], lr, 10_000, 1e-6) {
            Converged { steps, .. } => format!("at the bottom after {steps} steps"),
            Diverged { steps } => format!("beyond all numbers after {steps} steps"),
            OutOfSteps { x } => format!("still at {x}"),
        };
        println!("lr {lr}, limit 2 / L = 0.2: {end}");
    }
    let wells = |x: f64| (x * x - 1.0).powi(2) + 0.3 * x;
    let slope = |x: f64| 4.0 * x * (x * x - 1.0) + 0.3;
    println!(
        "two wells, convex: {}",
        is_midpoint_convex(wells, -1.6, 1.6, 40)
    );
    println!(
        "best of three starts: {:?}",
        best_restart(wells, slope, &[-1.5, 0.2, 1.5], 0.02)
    );
    let grid = Array1::linspace(-1.6, 1.6, 81);
    let mut figure = Figure::new("Two starts, two valleys").line("f", &grid, &grid.mapv(wells));
    for start in [-0.1, 0.4] {
        let places = std::iter::successors(Some(start), |x| Some(x - 0.02 * slope(*x)));
        let path: Array1<f64> = places.take(40).collect();
        figure = figure.points(&format!("from {start}"), &path, &path.mapv(wells));
    }
    figure.show();
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::probe::Recorder;
    use kit::{assert_close, assert_same};
    use std::f64::consts::TAU;

    // Expected numbers are worked out by hand.

    fn bowl(x: &Array1<f64>) -> Array1<f64> {
        x * 10.0
    }

    fn converged(x: Array1<f64>, steps: usize) -> Outcome {
        Converged { x, steps }
    }

    fn place(outcome: Outcome) -> Array1<f64> {
        match outcome {
            Converged { x, .. } => x,
            other => panic!("it should converge, and it ends with {other:?}"),
        }
    }

    #[test]
    fn steps_go_downhill() {
        // 1 -> 1 - 0.05 * 10 = 0.5 -> 0.25 -> 0.125
        let got = descend(bowl, &array![1.0], 0.05, 3, 0.0);
        assert_same!(got, OutOfSteps { x: array![0.125] });
        let got = descend(|x| x * &array![1.0, 4.0], &array![8.0, -8.0], 0.125, 1, 0.0);
        let x = array![7.0, -4.0];
        assert_same!(got, OutOfSteps { x });
    }

    #[test]
    fn at_the_optimum_no_step_is_taken() {
        let x = array![0.0, 0.0];
        let bottom = converged(x.clone(), 0);
        assert_same!(descend(bowl, &x, 0.1, 10, 1e-9), bottom);
        assert_same!(descend(bowl, &x, 0.1, 0, 0.0), bottom, "0 is at most 0");
        let out = OutOfSteps { x: array![1.0] };
        assert_same!(descend(bowl, &array![1.0], 0.1, 0, 1e-9), out);
    }

    #[test]
    fn the_length_of_the_gradient_decides() {
        // 64 -> 32 -> 16 -> 8: gradients 640, 320, 160, 80.
        let got = descend(bowl, &array![64.0], 0.05, 100, 80.0);
        assert_same!(got, converged(array![8.0], 3));
        // The last permitted step counts as well.
        let got = descend(bowl, &array![64.0], 0.05, 3, 80.0);
        assert_same!(got, converged(array![8.0], 3));
        // Entries 3 and 4 make a length of 5.
        let got = descend(|x| x.clone(), &array![3.0, -4.0], 0.5, 1, 4.5);
        assert_same!(got, converged(array![1.5, -2.0], 1));
    }

    #[test]
    fn short_steps_on_a_slope_are_not_the_end() {
        let got = descend(bowl, &array![1.0], 1e-9, 10, 1e-6);
        assert!(
            matches!(got, OutOfSteps { .. }),
            "far from the bottom: {got:?}"
        );
        // A plateau: the slope is 1e-3, and the loss changes by 1e-6 a step.
        let hill = |x: &Array1<f64>| x.mapv(|x| if x > 1.0 { 1e-3 } else { x });
        let x = place(descend(hill, &array![1.5], 1.0, 1000, 1e-9));
        assert_close!(x, array![0.0]);
    }

    #[test]
    fn two_over_l_is_the_limit() {
        let x = place(descend(bowl, &array![1.0], 0.19, 1000, 1e-9));
        assert_close!(x, array![0.0], atol = 1e-9);
        let got = descend(bowl, &array![1.0], 0.21, 10_000, 1e-9);
        assert!(matches!(got, Diverged { .. }), "{got:?}");
    }

    #[test]
    fn an_unknown_gradient_is_a_divergence() {
        for bad in [f64::NAN, f64::INFINITY] {
            let cliff = |x: &Array1<f64>| array![0.0, if x[1] > 2.0 { 1.0 } else { bad }];
            let got = descend(cliff, &array![0.0, 3.5], 1.0, 10, 1e-9);
            assert_same!(got, Diverged { steps: 2 });
        }
        let got = descend(|x| x.clone(), &array![1e200], 0.5, 1, 0.0);
        let x = array![5e199];
        assert_same!(got, OutOfSteps { x }, "its square is infinite, it is not");
    }

    #[test]
    fn small_rates_never_climb() {
        // x^2 / 2 + 2 y^2 has L = 4.
        for lr in [0.01, 0.1, 0.25] {
            let seen = Recorder::new();
            let grad = |x: &Array1<f64>| {
                seen.record(x[0] * x[0] / 2.0 + 2.0 * x[1] * x[1]);
                x * &array![1.0, 4.0]
            };
            descend(grad, &array![5.0, -3.0], lr, 60, 0.0);
            let losses = seen.calls();
            assert!(
                losses.len() > 60 && losses.windows(2).all(|w| w[1] <= w[0]),
                "lr {lr}"
            );
        }
    }

    #[test]
    fn on_a_convex_function_the_start_does_not_matter() {
        let grad = |x: &Array1<f64>| array![2.0 * (x[0] - 3.0) + x[1], x[0] - 3.0 + 4.0 * x[1]];
        for start in [array![10.0, 10.0], array![-5.0, 0.3], array![3.0, -80.0]] {
            let x = place(descend(grad, &start, 0.2, 1000, 1e-10));
            assert_close!(x, array![3.0, 0.0], atol = 1e-9);
        }
    }

    #[test]
    fn chords_of_convex_functions_run_above() {
        let exactly = |f: fn(f64) -> f64, lo, hi| is_midpoint_convex(f, lo, hi, 20);
        assert!(exactly(|x| x * x, -1.0, 2.0));
        assert!(exactly(|x| x * x - 9.0, -1.0, 2.0), "below 0");
        assert!(exactly(f64::abs, -1.0, 2.0), "a kink is no harm");
        assert!(
            exactly(|x| 0.1 * x + 0.3, -1.0, 2.0),
            "a line is its own chord"
        );
        assert!(exactly(|x| x * x * x, 0.0, 2.0));
        assert!(!exactly(|x| x * x * x, -1.0, 2.0));
        assert!(!exactly(|x| -x * x, -1.0, 2.0));
        assert!(
            !exactly(|x| -1e-12 * x * x, -1.0, 2.0),
            "not in other units"
        );
        // Waves as wide as the intervals: not only neighbours count, and they do.
        assert!(!exactly(|x| (10.0 * TAU * x).cos() - x * x, 0.0, 2.0));
        assert!(!exactly(|x| x * x - (10.0 * TAU * x).cos(), 0.0, 2.0));
        assert!(!exactly(|x| 9.0 - x * x, -1.0, 2.0), "above 0");
        assert!(
            !exactly(|x| (x * x - 1.0).powi(2), -2.0, 2.0),
            "a hill between the wells"
        );
        assert!(
            !exactly(|x| if x > 1.9 { 0.0 } else { 1.0 + x }, -1.0, 2.0),
            "last point"
        );
        assert!(!exactly(f64::sqrt, -1.0, -0.5), "NaN");
        assert!(
            is_midpoint_convex(|x| -x * x, 0.0, 1.0, 0),
            "one point has no chords"
        );
    }

    #[test]
    fn the_best_of_several_valleys_wins() {
        let wells = |x: f64| (x * x - 1.0).powi(2);
        let slope = |x: f64| 4.0 * x * (x * x - 1.0);
        assert_close!(
            best_restart(wells, slope, &[1.5], 0.05).unwrap(),
            1.0,
            atol = 1e-8
        );
        assert_close!(
            best_restart(wells, slope, &[-1.5], 0.05).unwrap(),
            -1.0,
            atol = 1e-8
        );
        // 0.3 x tilts the wells: the left one is deeper, though f(1.1) is lower than f(-1.6).
        let f = |x: f64| wells(x) + 0.3 * x;
        let got = best_restart(f, |x| slope(x) + 0.3, &[1.1, -1.6], 0.05).unwrap();
        assert!(slope(got) + 0.3 < 1e-6 && got < -1.0, "{got}");
        assert_close!(
            best_restart(wells, slope, &[0.9, -0.9], 0.05).unwrap(),
            1.0,
            atol = 1e-8
        );
    }

    #[test]
    fn starts_that_lead_nowhere_do_not_count() {
        let (f, df) = (|x: f64| x.powi(4) / 4.0, |x: f64| x * x * x);
        assert_same!(best_restart(f, df, &[100.0], 0.5), None, "diverges");
        assert_same!(best_restart(f, df, &[], 0.5), None);
        let got = best_restart(f, df, &[100.0, 0.0], 0.5).unwrap();
        assert_close!(got, 0.0);
        assert_same!(
            best_restart(|x| x, |_| 1.0, &[0.0], 0.1),
            None,
            "no valley at all"
        );
    }
}
