//! The chain rule by hand
//!
//! How should a weight change so that the loss falls? A model is a chain of small steps,
//! and the derivative of a chain is the product of the derivatives of its steps. Here is
//! one neuron with d inputs, for one row x with target y:
//!
//!     z = w . x + b               dz/dw = x      dz/db = 1
//!     p = sigmoid(z)              dp/dz = p (1 - p)
//!     L = (p - y)^2               dL/dp = 2 (p - y)
//!
//!     dL/dz = dL/dp * dp/dz,      dL/dw = dL/dz * dz/dw,      dL/db = dL/dz * dz/db
//!
//! The forward pass goes down the table and keeps what the way back needs; the backward pass
//! goes up, and multiplies. sigmoid(z) = 1 / (1 + exp(-z)). Backpropagation in level 09 is
//! nothing else, with more rows in the table.

use kit::plot::Figure;
use ndarray::{Array1, array};

/// What the forward pass computed on its way.
#[derive(Clone, Debug)]
struct Cache {
    x: Array1<f64>, // (d,)
    y: f64,
    z: f64,
    p: f64,
}

/// Finite for every z: exp(-z) may be infinite, and 1 / infinity is 0. Given.
fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

/// The loss L of one row, and what `backward` needs. (d,), one number, (d,), one number
/// Panics if `w` and `x` have different lengths.
// TODO 1: compute z, p and L, and keep them.
fn forward(w: &Array1<f64>, b: f64, x: &Array1<f64>, y: f64) -> (f64, Cache) {
    let cache = Cache {
        x: x.clone(),
        y,
        z: f64::NAN,
        p: sigmoid(b),
    };
    todo!("loss for {w} and {cache:?}")
}

/// dL/dw and dL/db. Finite as well where the sigmoid is flat. -> (d,), one number
// TODO 2: go back from L to z, and from z to `w` and `b`.
fn backward(cache: &Cache) -> (Array1<f64>, f64) {
    let Cache { x, y, z, p } = cache;
    todo!("back from p = {p}, y = {y} by z = {z} to the weights of {x}")
}

fn main() {
    let (w, b, x, y) = (array![0.5, -1.0], 0.2, array![2.0, 1.0], 1.0);
    let (loss, cache) = forward(&w, b, &x, y);
    let (dw, db) = backward(&cache);
    println!(
        "forward:  z = {:.3}, p = {:.3}, L = {loss:.4}",
        cache.z, cache.p
    );
    println!("backward: dL/dw = {dw:.4}, dL/db = {db:.4}");
    let (lower, _) = forward(&(&w - &dw), b - db, &x, y);
    println!("one step against the gradient: L = {lower:.4}");

    let z = Array1::linspace(-8.0, 8.0, 81);
    let at = |z: f64| forward(&array![], z, &array![], 1.0);
    let (losses, slopes) = (z.mapv(|z| at(z).0), z.mapv(|z| backward(&at(z).1).1));
    Figure::new("Loss and slope for y = 1: far off on the left, and hardly any slope")
        .x("z")
        .line("L", &z, &losses)
        .line("dL/dz", &z, &slopes)
        .show();
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same};
    use ndarray::s;
    use rand::Rng;

    // Worked by hand for w = 0.5, b = 0, x = 2, y = 1: z = 1, p = 1 / (1 + 1/e).
    const P: f64 = 0.7310585786300049;

    #[test]
    fn forward_goes_through_every_node() {
        let (loss, cache) = forward(&array![0.5], 0.0, &array![2.0], 1.0);
        assert_close!(cache.z, 1.0);
        assert_close!(cache.p, P);
        assert_close!(loss, 0.0723294881, atol = 1e-10);
        let (loss, cache) = forward(&array![1.0, -2.0], 3.5, &array![1.5, 2.5], 0.0);
        assert_close!(cache.z, 0.0, "1.5 - 5 + 3.5");
        assert_close!(loss, 0.25);
        assert_same!((cache.x, cache.y), (array![1.5, 2.5], 0.0));
    }

    #[test]
    fn the_hand_computed_gradient() {
        let (_, cache) = forward(&array![0.5], 0.0, &array![2.0], 1.0);
        let (dw, db) = backward(&cache);
        assert_not_close!(db, 2.0 * (P - 1.0), "the slope of the sigmoid is missing");
        assert_not_close!(
            db,
            (P - 1.0) * P * (1.0 - P),
            "the 2 of the square is missing"
        );
        assert_not_close!(db, 0.0, "z (1 - z) instead of p (1 - p)");
        // 2 * (0.7310585786 - 1) * 0.1966119332, and twice that
        assert_close!(db, -0.1057541855, atol = 1e-9);
        assert_close!(dw, [-0.2115083711], atol = 1e-9);
    }

    #[test]
    fn a_right_prediction_asks_for_no_change() {
        let (loss, cache) = forward(&array![2.0], 0.0, &array![0.0], 0.5);
        let (dw, db) = backward(&cache);
        assert_close!([loss, dw[0], db], [0.0; 3]);
    }

    #[test]
    fn a_prediction_that_is_too_low_wants_a_larger_bias() {
        let (_, cache) = forward(&array![1.0], 0.0, &array![-1.0], 1.0);
        let (dw, db) = backward(&cache);
        assert!(db < 0.0 && dw[0] > 0.0, "dL/dw {dw}, dL/db {db}");
    }

    #[test]
    fn the_formula_agrees_with_difference_quotients() {
        for seed in 0..100 {
            let mut rng = kit::rng(seed);
            let d = rng.gen_range(1..6);
            let x = Array1::from_shape_simple_fn(d, || rng.gen_range(-2.0..2.0));
            let params = Array1::from_shape_simple_fn(d + 1, || rng.gen_range(-1.0..1.0));
            let y = rng.gen_range(0.0..1.0);
            let run = |params: &Array1<f64>| {
                let w = params.slice(s![..d]).to_owned();
                forward(&w, params[d], &x, y)
            };
            let (dw, db) = backward(&run(&params).1);
            let analytic = dw.iter().copied().chain([db]).collect();
            kit::grad::check(|params| run(params).0, &params, &analytic);
        }
    }

    #[test]
    fn a_saturated_sigmoid_stays_finite() {
        for (z, y, expected) in [(40.0, 0.0, 1.0), (-40.0, 1.0, 1.0), (-1000.0, 0.0, 0.0)] {
            let (loss, cache) = forward(&array![z, 1.0], 0.0, &array![1.0, 0.0], y);
            let (dw, db) = backward(&cache);
            assert_close!(loss, expected);
            assert_close!(dw, array![0.0, 0.0], "no slope at z = {z}");
            assert_close!(db, 0.0);
        }
    }

    #[test]
    fn no_inputs_leave_the_bias() {
        let (loss, cache) = forward(&array![], 0.0, &array![], 0.0);
        let (dw, db) = backward(&cache);
        assert_close!(loss, 0.25);
        assert_same!(dw.len(), 0);
        assert_close!(db, 0.25, "2 * 0.5 * 0.25");
    }

    #[test]
    #[should_panic]
    fn each_input_has_its_weight() {
        forward(&array![1.0], 0.0, &array![1.0, 2.0], 0.0);
    }
}
