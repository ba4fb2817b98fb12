//! Numeric derivatives and a gradient checker
//!
//! Training is: which way is down? The derivative tells, and a difference quotient can
//! measure it for any function f that can be called:
//!
//!     forward   (f(x + h) - f(x)) / h               error about h
//!     central   (f(x + h) - f(x - h)) / 2h          error about h^2: take this one
//!
//! For f of n variables, the partial derivative by x[i] moves x[i] alone; e_i is 1 at i:
//!
//!     gradient  g[i] = (f(x + h e_i) - f(x - h e_i)) / 2h           i < n
//!     Jacobian  of a function with m outputs: row i is the gradient of output i, (m, n)
//!
//! It costs 2n calls of f, so models use formulas, and formulas are checked by it:
//!
//!     rel_error = max over i of |a[i] - b[i]| / max(1e-8, |a[i]| + |b[i]|)
//!
//! About 1e-7 or less means that a formula is right, 1e-2 that it is wrong. NaN in it makes
//! it NaN; of empty gradients it is 0.

use kit::plot::Figure;
use ndarray::{Array1, Array2, array};

/// (f(x + h) - f(x)) / h. Given, to compare.
fn forward_difference(f: impl Fn(f64) -> f64, x: f64, h: f64) -> f64 {
    (f(x + h) - f(x)) / h
}

/// The central difference quotient. At a kink it is the mean of the slopes on both sides.
fn derivative(f: impl Fn(f64) -> f64, x: f64, h: f64) -> f64 {
    // Symmetric: the terms with h^0, h^2, h^4 of the two series cancel. h = 1e-5 is a good
    // compromise: the formula's error is about h^2, that of rounding about 1e-16 / h.
    (f(x + h) - f(x - h)) / (2.0 * h)
}

/// All partial derivatives of `f` at `x`; `f` is called 2n times. (n,) -> (n,)
fn gradient(f: impl Fn(&Array1<f64>) -> f64, x: &Array1<f64>, h: f64) -> Array1<f64> {
    // One variable at a time: with all others fixed, f is a function of one number, and
    // `derivative` knows that. A fresh copy for each call has nothing to restore.
    Array1::from_shape_fn(x.len(), |i| {
        let along = |value: f64| {
            let mut moved = x.clone();
            moved[i] = value;
            f(&moved)
        };
        derivative(along, x[i], h)
    })
}

/// Row i is the gradient of output i. (n,) -> (m, n) if `f` takes (n,) to (m,). Finished.
fn jacobian(f: impl Fn(&Array1<f64>) -> Array1<f64>, x: &Array1<f64>, h: f64) -> Array2<f64> {
    let mut rows = Array2::zeros((f(x).len(), x.len()));
    for (i, mut row) in rows.rows_mut().into_iter().enumerate() {
        row.assign(&gradient(|x| f(x)[i], x, h));
    }
    rows
}

/// The largest relative error between two gradients. (n,), (n,) -> one number
/// Panics if the lengths differ.
fn rel_error(a: &Array1<f64>, b: &Array1<f64>) -> f64 {
    // Relative, since 0.01 is much for a derivative of 0.02 and nothing for one of 1e6. The
    // floor 1e-8 keeps two zeros from being 0 / 0. `f64::max` would skip NaN, and a
    // gradient full of NaN would pass as perfect.
    assert_eq!(a.len(), b.len(), "gradients of different length");
    let errors = a.iter().zip(b).map(|(&a, &b)| {
        let scale: f64 = a.abs() + b.abs();
        (a - b).abs() / scale.max(1e-8)
    });
    errors.fold(
        0.0,
        |worst: f64, e| if e > worst || e.is_nan() { e } else { worst },
    )
}

fn main() {
    let bowl = |x: &Array1<f64>| x[0] * x[0] * x[1];
    let at = array![1.0, 3.0];
    let (measured, right, wrong) = (
        gradient(bowl, &at, 1e-5),
        array![6.0, 1.0],
        array![3.0, 1.0],
    );
    println!("gradient of x^2 y at {at}: {measured:.6}");
    let [good, bad] = [&right, &wrong].map(|formula| rel_error(&measured, formula));
    println!("relative error of 2xy, x^2: {good:.0e}, of xy, x^2: {bad:.0e}");
    let polar = |p: &Array1<f64>| array![p[0] * p[1].cos(), p[0] * p[1].sin()];
    let stretch = jacobian(polar, &array![2.0, 0.0], 1e-5);
    println!("Jacobian of polar coordinates at r = 2, angle 0:\n{stretch:.6}");

    let exponents = Array1::linspace(-12.0, -0.5, 47);
    let digits = |slope: f64| (slope - 1f64.exp()).abs().max(1e-17).log10();
    let error_of = |rule: &dyn Fn(f64) -> f64| exponents.mapv(|e| digits(rule(10f64.powf(e))));
    let forward = error_of(&|h| forward_difference(f64::exp, 1.0, h));
    let central = error_of(&|h| derivative(f64::exp, 1.0, h));
    Figure::new("Error for exp at 1: rounding on the left, the formula on the right")
        .x("log10 of h")
        .y("log10 of the error")
        .line("forward", &exponents, &forward)
        .line("central", &exponents, &central)
        .show();
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::probe::Recorder;
    use kit::{assert_close, assert_not_close, assert_same};

    // Expected numbers are derivatives worked out by hand.

    #[test]
    fn the_slope_of_a_cube() {
        assert_close!(derivative(|x| x * x * x, 2.0, 1e-5), 12.0, rtol = 1e-8);
        // ((1 + h)^3 - (1 - h)^3) / 2h = 3 + h^2
        let got = derivative(|x| x * x * x, 1.0, 0.5);
        assert_not_close!(got, 4.75, "the forward difference: 3 + 3h + h^2");
        assert_not_close!(got, 6.5, "the distance between the points is 2h");
        assert_close!(got, 3.25);
    }

    #[test]
    fn half_the_step_leaves_a_quarter_of_the_error() {
        let error = |h| (derivative(f64::exp, 1.0, h) - 1f64.exp()).abs();
        assert_close!(error(0.1) / error(0.05), 4.0, rtol = 0.02);
        let forward = |h| (forward_difference(f64::exp, 1.0, h) - 1f64.exp()).abs();
        assert_close!(forward(0.1) / forward(0.05), 2.0, rtol = 0.05);
    }

    #[test]
    fn a_kink_gets_the_mean_of_both_slopes() {
        assert_close!(derivative(f64::abs, 0.0, 1e-5), 0.0);
        let ramp = |x: f64| if x > 0.0 { 3.0 * x } else { 0.0 };
        assert_close!(derivative(ramp, 0.0, 1e-5), 1.5);
    }

    #[test]
    fn each_entry_is_the_slope_along_its_own_axis() {
        let got = gradient(|x| x[0] * x[0] * x[1], &array![1.0, 3.0], 1e-5);
        assert_close!(got, array![6.0, 1.0], rtol = 1e-8);
        // Exact for quadratics, whatever the step: x y + y z + 2 z^2 at (1, 2, 3).
        let got = gradient(
            |x| x[0] * x[1] + x[1] * x[2] + 2.0 * x[2] * x[2],
            &array![1.0, 2.0, 3.0],
            0.5,
        );
        assert_close!(got, array![2.0, 4.0, 14.0]);
    }

    #[test]
    fn only_one_entry_moves_at_a_time() {
        let calls = Recorder::new();
        let x = array![1.0, -2.0, 5.0];
        let f = |at: &Array1<f64>| {
            calls.record(at.clone());
            at.sum()
        };
        gradient(f, &x, 0.25);
        assert_same!(calls.count(), 6, "two calls for each entry");
        for at in calls.calls() {
            let moved = (&at - &x).mapv(f64::abs);
            assert_close!(moved.sum(), 0.25, "f was called at {at} for x = {x}");
        }
    }

    #[test]
    fn gradients_of_one_and_of_no_variable() {
        assert_close!(gradient(|x| x[0].sin(), &array![0.0], 1e-5), array![1.0]);
        assert_same!(gradient(|_| 7.0, &array![], 1e-5).len(), 0);
    }

    #[test]
    fn the_jacobian_of_a_linear_map_is_its_matrix() {
        let a = array![[1.0, 2.0, -1.0], [0.0, 3.0, 4.0]];
        let got = jacobian(|x| a.dot(x), &array![0.5, -1.0, 2.0], 1e-3);
        assert_close!(got, a);
    }

    #[test]
    fn rel_error_is_relative_and_takes_the_worst() {
        // 2 / 18 in the middle; 1 / 1999 and 0 beside it.
        let (a, b) = (array![1000.0, 8.0, -1.0], array![999.0, 10.0, -1.0]);
        assert_close!(rel_error(&a, &b), 1.0 / 9.0);
        assert_close!(
            rel_error(&array![1.0], &array![-1.0]),
            1.0,
            "opposite signs"
        );
        assert_close!(rel_error(&(&a * 1e-3), &(&b * 1e-3)), 1.0 / 9.0);
    }

    #[test]
    fn two_zeros_agree_and_tiny_numbers_are_zeros() {
        assert_close!(rel_error(&array![0.0, 0.0], &array![0.0, -0.0]), 0.0);
        assert_close!(rel_error(&array![1e-12], &array![-1e-12]), 2e-4, atol = 0.0);
        assert_close!(rel_error(&array![], &array![]), 0.0);
    }

    #[test]
    fn unknown_gradients_are_not_right() {
        let right = array![1.0, 2.0, 3.0];
        for place in 0..3 {
            let mut broken = right.clone();
            broken[place] = f64::NAN;
            assert!(rel_error(&broken, &right).is_nan(), "NaN at {place}");
            assert!(rel_error(&right, &broken).is_nan(), "NaN at {place}");
        }
    }

    #[test]
    fn the_checker_tells_right_from_wrong_formulas() {
        let x: Array1<f64> = array![0.3, -0.7];
        let f = |x: &Array1<f64>| (x[0] * x[1]).sin() + x[1].exp();
        let inner = (x[0] * x[1]).cos();
        let formula = array![inner * x[1], inner * x[0] + x[1].exp()];
        let measured = gradient(f, &x, 1e-5);
        assert!(
            rel_error(&measured, &formula) < 1e-7,
            "{measured} {formula}"
        );
        assert!(rel_error(&measured, &array![inner, inner]) > 1e-2);
    }

    #[test]
    #[should_panic]
    fn gradients_of_different_length_are_refused() {
        rel_error(&array![1.0], &array![1.0, 1.0]);
    }
}
