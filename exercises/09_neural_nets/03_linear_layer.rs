//! A linear layer, forward and backward
//!
//! m neurons look at d inputs: one matrix of weights and one bias each. Forward computes,
//! backward sends the derivative of the loss the same way back (the chain rule):
//!
//!     forward    out = x w + b          (n, d) (d, m) + (m,) -> (n, m)
//!     backward   dw[p][j] = sum over i of x[i][p] * dout[i][j]           (d, m) like w
//!                db[j]    = sum over i of dout[i][j]                     (m,)   like b
//!                dx[i][p] = sum over j of dout[i][j] * w[p][j]           (n, d) like x
//!
//! where dout = d loss / d out, shape (n, m), comes from the layer above. Every derivative has
//! the shape of what it belongs to: with n, d and m different, only one product of the
//! matrices at hand fits each of them. dw needs x, so `forward` keeps a copy of it.
//!
//! The 1/n of a mean over rows is already in dout, the layer only adds up. `backward` replaces
//! `dw` and `db`; it does not add to what an earlier call left there.

use ndarray::{Array1, Array2, array};

struct Linear {
    w: Array2<f64>,  // (d, m)
    b: Array1<f64>,  // (m,)
    dw: Array2<f64>, // (d, m)
    db: Array1<f64>, // (m,)
    x: Array2<f64>,  // (n, d), the rows of the last `forward`; none before
}

impl Linear {
    /// A layer with these weights and biases. (d, m), (m,). Finished, as an example.
    /// Panics unless there is one bias for each column of `w`.
    fn new(w: Array2<f64>, b: Array1<f64>) -> Self {
        assert_eq!(w.ncols(), b.len(), "one bias for each of m neurons");
        Self {
            dw: Array2::zeros(w.dim()),
            db: Array1::zeros(b.len()),
            x: Array2::zeros((0, w.nrows())),
            w,
            b,
        }
    }

    /// The scores of all rows; remembers `x`. (n, d) -> (n, m)
    // TODO 1: compute the scores and keep what `backward` will need.
    fn forward(&mut self, x: &Array2<f64>) -> Array2<f64> {
        todo!("{:?} times {:?}, plus {}", x.dim(), self.w.dim(), self.b)
    }

    /// Sets `dw` and `db`, and returns dx. (n, m) -> (n, d)
    /// Panics unless `dout` has one row for each row of the last `forward`.
    // TODO 2: compute the three derivatives.
    fn backward(&mut self, dout: &Array2<f64>) -> Array2<f64> {
        todo!("{} for {}, {} and {}", dout, self.x, self.dw, self.db)
    }
}

fn main() {
    // Rooms and floor of three flats; the two outputs are rent and noise.
    let x = array![[2.0, 0.0], [3.0, 4.0], [1.0, 2.0]];
    let target = array![[6.5, 3.0], [10.5, 1.0], [4.5, 2.0]];
    let mut layer = Linear::new(Array2::zeros((2, 2)), Array1::zeros(2));
    println!("mean squared error of 3 flats, and its derivative db:");
    for step in 0..=200 {
        let error = layer.forward(&x) - &target;
        let dx = layer.backward(&(&error * (2.0 / 3.0)));
        let loss = (&error * &error).sum() / 3.0;
        kit::train::progress(step, loss);
        if step % 50 == 0 {
            println!("step {step:3}: {loss:8.4}  {:6.2}", layer.db);
        }
        if step == 200 {
            println!("weights\n{:.2}\nbiases {:.2}", layer.w, layer.b);
            println!("what a lower layer would hear, dx:\n{dx:.3}");
        }
        layer.w.scaled_add(-0.08, &layer.dw);
        layer.b.scaled_add(-0.08, &layer.db);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same};
    use rand::Rng;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    /// d = 3 inputs, m = 2 neurons, n = 2 rows. Results are worked out by hand.
    fn example() -> (Linear, Array2<f64>, Array2<f64>) {
        let w = array![[1.0, 0.0], [0.0, 2.0], [-1.0, 1.0]];
        let layer = Linear::new(w, array![10.0, 20.0]);
        let x = array![[1.0, 2.0, 3.0], [4.0, 5.0, -1.0]];
        (layer, x, array![[1.0, -1.0], [2.0, 0.5]])
    }

    fn random(shape: (usize, usize), rng: &mut kit::Rng) -> Array2<f64> {
        Array2::from_shape_simple_fn(shape, || rng.gen_range(-1.0..1.0))
    }

    #[test]
    fn each_neuron_adds_its_own_bias() {
        let (mut layer, x, _) = example();
        assert_close!(layer.forward(&x), array![[8.0, 27.0], [15.0, 29.0]]);
    }

    #[test]
    fn backward_gives_the_derivatives_of_the_header() {
        let (mut layer, x, dout) = example();
        layer.forward(&x);
        let dx = layer.backward(&dout);
        assert_close!(layer.dw, array![[9.0, 1.0], [12.0, 0.5], [1.0, -3.5]]);
        assert_not_close!(layer.db, array![1.5, -0.25], "db is a sum, not a mean");
        assert_close!(layer.db, array![3.0, -0.5]);
        assert_close!(dx, array![[1.0, -2.0, -2.0], [2.0, 1.0, -1.5]]);
    }

    #[test]
    fn a_square_layer_goes_back_through_the_transpose() {
        let w = array![[1.0, 2.0], [3.0, 4.0]];
        let mut layer = Linear::new(w, array![0.0, 0.0]);
        layer.forward(&array![[1.0, -1.0], [2.0, 0.5]]);
        let dx = layer.backward(&array![[1.0, 0.0], [0.0, 1.0]]);
        assert_not_close!(dx, array![[1.0, 2.0], [3.0, 4.0]], "w, not its transpose");
        assert_close!(dx, array![[1.0, 3.0], [2.0, 4.0]]);
        assert_close!(layer.dw, array![[1.0, 2.0], [-1.0, 0.5]]);
    }

    #[test]
    fn all_three_match_difference_quotients() {
        let mut rng = kit::rng(3);
        for (n, d, m) in [(4, 3, 2), (1, 2, 5), (3, 4, 4), (2, 1, 1)] {
            let (x, w) = (random((n, d), &mut rng), random((d, m), &mut rng));
            let (b, dout) = (random((1, m), &mut rng), random((n, m), &mut rng));
            let b = b.row(0).to_owned();
            let loss = |x: &Array2<f64>, w: &Array2<f64>, b: &Array1<f64>| {
                (Linear::new(w.clone(), b.clone()).forward(x) * &dout).sum()
            };
            let mut layer = Linear::new(w.clone(), b.clone());
            layer.forward(&x);
            let dx = layer.backward(&dout);
            kit::grad::check_named("dw", |w| loss(&x, w, &b), &w, &layer.dw);
            kit::grad::check_named("db", |b| loss(&x, &w, b), &b, &layer.db);
            kit::grad::check_named("dx", |x| loss(x, &w, &b), &x, &dx);
        }
    }

    #[test]
    fn backward_twice_gives_the_same_numbers() {
        let (mut layer, x, dout) = example();
        layer.forward(&x);
        let first = (layer.backward(&dout), layer.dw.clone(), layer.db.clone());
        let second = (layer.backward(&dout), layer.dw.clone(), layer.db.clone());
        assert_close!(second.0, first.0);
        assert_not_close!(second.1, &first.1 * 2.0, "dw was added to the dw before");
        assert_close!(second.1, first.1);
        assert_close!(second.2, first.2);
    }

    #[test]
    fn backward_uses_the_rows_of_the_last_forward() {
        let (mut layer, x, dout) = example();
        layer.forward(&x);
        layer.forward(&(&x * 2.0));
        layer.backward(&dout);
        let of_the_first = array![[9.0, 1.0], [12.0, 0.5], [1.0, -3.5]];
        assert_not_close!(layer.dw, of_the_first, "the rows of the first `forward`");
        assert_close!(layer.dw, of_the_first * 2.0);
    }

    #[test]
    fn backward_is_linear_in_dout() {
        let mut rng = kit::rng(8);
        let (mut layer, x, dout) = example();
        let other = random((2, 2), &mut rng);
        layer.forward(&x);
        let sum = layer.backward(&dout) * 3.0 + layer.backward(&other);
        assert_close!(layer.backward(&(&dout * 3.0 + &other)), sum);
    }

    #[test]
    fn without_rows_the_sums_are_0() {
        let (mut layer, _, _) = example();
        let out = layer.forward(&Array2::zeros((0, 3)));
        assert_same!(out.dim(), (0, 2));
        let dx = layer.backward(&Array2::zeros((0, 2)));
        assert_same!(dx.dim(), (0, 3));
        assert_close!(layer.dw, Array2::<f64>::zeros((3, 2)));
        assert_close!(layer.db, array![0.0, 0.0]);
    }

    #[test]
    fn rows_that_were_never_forward_are_refused() {
        let (mut layer, x, dout) = example();
        let mut refused =
            |dout: &Array2<f64>| catch_unwind(AssertUnwindSafe(|| layer.backward(dout))).is_err();
        assert!(refused(&dout), "`backward` before any `forward`");
        layer.forward(&x);
        layer.backward(&dout);
        let mut refused =
            |dout: &Array2<f64>| catch_unwind(AssertUnwindSafe(|| layer.backward(dout))).is_err();
        assert!(refused(&Array2::zeros((3, 2))), "3 rows after 2 forward");
    }
}
