//! Batch normalisation
//!
//! Instead of hoping that weights keep the spread of a signal, measure it and put it right:
//! each column gets mean 0 and standard deviation 1 over the rows of the batch, and then the
//! mean beta and the standard deviation gamma that the network asks for. All per column j:
//!
//!     mean[j], var[j]   of the n rows of the batch, var divides by n
//!     xhat[i][j] = (x[i][j] - mean[j]) / sqrt(var[j] + eps)
//!     out[i][j]  = gamma[j] * xhat[i][j] + beta[j]
//!     running    = (1 - momentum) * running + momentum * (mean or var of this batch)
//!
//! When nothing is trained, the running mean and variance take the place of the batch's: one
//! row must get the same answer whatever other rows come with it. They do not change then.
//!
//! Going back, a row has three ways to the loss: its own xhat, and the mean and the variance
//! that it shares with all others. All three together, sums over the rows of column j:
//!
//!     dgamma = sum of dout * xhat          dbeta = sum of dout          dxhat = gamma * dout
//!     dx[i] = (dxhat[i] - 1/n * sum of dxhat - xhat[i] * 1/n * sum of (dxhat * xhat))
//!             / sqrt(var + eps)
//!
//! In ndarray: `x.mean_axis(Axis(0))` is `None` without rows, `x.var_axis(Axis(0), 0.0)`
//! divides by n - 0.0.

use ndarray::{Array1, Array2, Axis};

struct BatchNorm {
    gamma: Array1<f64>,        // (d,)
    beta: Array1<f64>,         // (d,)
    running_mean: Array1<f64>, // (d,)
    running_var: Array1<f64>,  // (d,)
    momentum: f64,
    eps: f64,
    dgamma: Array1<f64>, // (d,)
    dbeta: Array1<f64>,  // (d,)
    /// xhat (n, d) and sqrt(var + eps) (d,) of the last `forward`; `None` if it was not for
    /// training, or there was none.
    cache: Option<(Array2<f64>, Array1<f64>)>,
}

impl BatchNorm {
    /// A layer for `d` columns that asks for mean 0 and standard deviation 1, and believes in
    /// them before the first batch. Finished, as an example.
    fn new(d: usize) -> Self {
        let (zeros, ones) = (Array1::zeros(d), Array1::ones(d));
        Self {
            gamma: ones.clone(),
            beta: zeros.clone(),
            running_mean: zeros.clone(),
            running_var: ones,
            momentum: 0.1,
            eps: 1e-5,
            dgamma: zeros.clone(),
            dbeta: zeros,
            cache: None,
        }
    }

    /// The normalised rows. In training also moves the running statistics and fills `cache`;
    /// otherwise empties it. (n, d) -> (n, d). Panics in training if there is no row.
    // TODO 1: normalise in both modes.
    fn forward(&mut self, x: &Array2<f64>, train: bool) -> Array2<f64> {
        let running = (&self.running_mean, &self.running_var, self.momentum);
        todo!(
            "{x}, {train}, {running:?}, {}",
            &self.gamma + &self.beta + self.eps
        )
    }

    /// Sets `dgamma` and `dbeta`, and returns dx. (n, d) -> (n, d)
    /// Panics unless the last `forward` was for training, and with as many rows.
    // TODO 2: compute the three derivatives.
    fn backward(&mut self, dout: &Array2<f64>) -> Array2<f64> {
        todo!("{dout}, {:?}", (&self.cache, &self.dgamma, &self.dbeta))
    }
}

fn main() {
    use rand::Rng;
    let mut rng = kit::rng(4);
    let mut random =
        |n, m, size: f64| Array2::from_shape_simple_fn((n, m), || rng.gen_range(-size..size));
    let (mut plain, layers) = (
        random(64, 30, 1.0),
        Array1::from_iter((1..=10).map(f64::from)),
    );
    let (mut normed, mut norms) = (plain.clone(), Vec::new());
    let (mut plain_stds, mut normed_stds) = (Vec::new(), Vec::new());
    for _ in 0..10 {
        let w = random(30, 30, 0.15);
        plain = plain.dot(&w).mapv(f64::tanh);
        let mut norm = BatchNorm::new(30);
        normed = norm.forward(&normed.dot(&w), true).mapv(f64::tanh);
        plain_stds.push(plain.std(0.0).log10());
        normed_stds.push(normed.std(0.0).log10());
        norms.push(norm);
    }
    kit::plot::Figure::new("Weights that are too small, with and without batch normalisation")
        .x("layer")
        .y("log10 of the signal's standard deviation")
        .line("without", &layers, &plain_stds)
        .line("with", &layers, &normed_stds)
        .show();
    let norm = &mut norms[9];
    let dx = norm.backward(&random(64, 30, 1.0));
    let largest = dx
        .sum_axis(Axis(0))
        .fold(0.0f64, |most, v| most.max(v.abs()));
    println!("layer 10: columns of dx sum to 0 (largest {largest:.0e})");
    let (dgamma, dbeta) = (norm.dgamma.std(0.0), norm.dbeta.std(0.0));
    println!("spread of dgamma {dgamma:.2} and of dbeta {dbeta:.2}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close};
    use ndarray::{array, s};
    use std::panic::{AssertUnwindSafe, catch_unwind};

    /// Columns with means 3 and 4, variances 8/3 and 8. Results are worked out by hand.
    fn example() -> (BatchNorm, Array2<f64>) {
        let mut layer = BatchNorm::new(2);
        (layer.gamma, layer.beta) = (array![2.0, 1.0], array![0.0, 10.0]);
        layer.eps = 0.0;
        (layer, array![[1.0, 2.0], [3.0, 2.0], [5.0, 8.0]])
    }

    #[test]
    fn each_column_gets_the_mean_and_spread_it_asks_for() {
        let (mut layer, x) = example();
        let out = layer.forward(&x, true);
        let (a, b) = (1.5f64.sqrt(), 0.5f64.sqrt());
        let expected = array![
            [-2.0 * a, 10.0 - b],
            [0.0, 10.0 - b],
            [2.0 * a, 10.0 + 2.0 * b]
        ];
        let by_n_minus_1 = (&expected - &layer.beta) * (2.0f64 / 3.0).sqrt() + &layer.beta;
        assert_not_close!(out, by_n_minus_1, "var divides by n here, not n - 1");
        assert_close!(out, expected);
        assert_close!(out.mean_axis(Axis(0)).unwrap(), layer.beta);
        assert_close!(out.std_axis(Axis(0), 0.0), layer.gamma);
    }

    #[test]
    fn eps_stands_under_the_root() {
        let mut layer = BatchNorm::new(1);
        layer.eps = 3.0;
        let out = layer.forward(&array![[1.0], [3.0]], true); // variance 1, 1 + 3 = 4
        assert_close!(out, array![[-0.5], [0.5]]);
        layer.running_var = array![6.0]; // 6 + 3 = 9
        layer.running_mean = array![0.0];
        let out = layer.forward(&array![[6.0]], false);
        assert_close!(out, array![[2.0]], "outside of training");
    }

    #[test]
    fn shifting_or_scaling_the_batch_changes_nothing() {
        let (mut layer, x) = example();
        let out = layer.forward(&x, true);
        assert_close!(layer.forward(&(&x + 100.0), true), out);
        assert_close!(layer.forward(&(&x * 7.0), true), out);
    }

    #[test]
    fn running_statistics_follow_the_batches() {
        let mut layer = BatchNorm::new(1);
        layer.momentum = 0.25;
        layer.forward(&array![[1.0], [3.0]], true); // mean 2, variance 1
        assert_not_close!(layer.running_mean, array![1.5], "the shares are exchanged");
        assert_close!(layer.running_mean, array![0.5]);
        assert_close!(layer.running_var, array![1.0]);
        layer.forward(&array![[2.0], [6.0]], true); // mean 4, variance 4
        assert_close!(layer.running_mean, array![1.375]);
        assert_close!(layer.running_var, array![1.75]);
        layer.forward(&array![[-6.0], [-6.0]], true); // mean -6, variance 0
        assert_close!(layer.running_mean, array![-0.46875]);
        assert_close!(layer.running_var, array![1.3125]);
    }

    #[test]
    fn outside_of_training_a_row_does_not_depend_on_the_others() {
        let (mut layer, x) = example();
        (layer.running_mean, layer.running_var) = (array![1.0, 0.0], array![4.0, 16.0]);
        let together = layer.forward(&x, false);
        assert_close!(together, array![[0.0, 10.5], [2.0, 10.5], [4.0, 12.0]]);
        let alone = layer.forward(&x.slice(s![2..3, ..]).to_owned(), false);
        assert_close!(alone, array![[4.0, 12.0]], "row 2 alone");
        assert_close!(
            layer.running_mean,
            array![1.0, 0.0],
            "nothing is learned here"
        );
        assert_close!(
            layer.running_var,
            array![4.0, 16.0],
            "nothing is learned here"
        );
        assert_eq!(layer.forward(&Array2::zeros((0, 2)), false).dim(), (0, 2));
    }

    #[test]
    fn a_column_or_a_batch_of_one_value_is_no_problem() {
        let mut layer = BatchNorm::new(2);
        layer.beta = array![5.0, -1.0];
        let out = layer.forward(&array![[7.0, 1.0], [7.0, 3.0]], true);
        assert_close!(out.column(0), array![5.0, 5.0]);
        assert!(out.iter().all(|v| v.is_finite()), "{out}");
        assert_close!(
            layer.forward(&array![[3.0, 4.0]], true),
            array![[5.0, -1.0]]
        );
        assert_close!(layer.backward(&array![[1.0, 2.0]]), array![[0.0, 0.0]]);
    }

    #[test]
    fn all_derivatives_match_difference_quotients() {
        let x = array![[0.5, -1.0], [1.5, 0.25], [-0.3, 0.8], [2.0, 1.0]];
        let dout = array![[0.3, 1.0], [-1.0, 0.7], [2.0, -0.5], [0.4, 1.1]];
        let (gamma, beta) = (array![1.5, -0.5], array![0.2, 3.0]);
        let layer = |gamma: &Array1<f64>, beta: &Array1<f64>| {
            let mut layer = BatchNorm::new(2);
            (layer.gamma, layer.beta) = (gamma.clone(), beta.clone());
            layer
        };
        let loss = |x: &Array2<f64>, gamma: &Array1<f64>, beta: &Array1<f64>| {
            (layer(gamma, beta).forward(x, true) * &dout).sum()
        };
        let mut trained = layer(&gamma, &beta);
        trained.forward(&x, true);
        let dx = trained.backward(&dout);
        kit::grad::check_named("dbeta", |b| loss(&x, &gamma, b), &beta, &trained.dbeta);
        kit::grad::check_named("dgamma", |g| loss(&x, g, &beta), &gamma, &trained.dgamma);
        kit::grad::check_named("dx", |x| loss(x, &gamma, &beta), &x, &dx);
        let first = (trained.dgamma.clone(), trained.dbeta.clone());
        assert_close!(trained.backward(&dout), dx, "a second time");
        assert_not_close!(trained.dbeta, &first.1 * 2.0, "dbeta was added to");
        assert_close!(trained.dgamma, first.0);
        assert_close!(trained.dbeta, first.1);
    }

    #[test]
    fn nothing_is_gained_by_shifting_a_column() {
        let (mut layer, x) = example();
        layer.forward(&x, true);
        let dx = layer.backward(&array![[1.0, 0.0], [0.0, -2.0], [0.5, 4.0]]);
        assert_close!(dx.sum_axis(Axis(0)), array![0.0, 0.0], "columns of dx");
        assert_close!(
            (&dx * &x).sum_axis(Axis(0)),
            array![0.0, 0.0],
            "nor by scaling it"
        );
    }

    #[test]
    fn backward_needs_a_forward_for_training() {
        let (mut layer, x) = example();
        let refused = |layer: &mut BatchNorm, dout: &Array2<f64>| {
            catch_unwind(AssertUnwindSafe(|| layer.backward(dout))).is_err()
        };
        assert!(refused(&mut layer, &x), "before any forward");
        layer.forward(&x, true);
        assert!(!refused(&mut layer, &x));
        assert!(refused(&mut layer, &Array2::ones((1, 2))), "1 row after 3");
        layer.forward(&x, false);
        assert!(
            refused(&mut layer, &x),
            "after a forward that was not for training"
        );
        let empty = Array2::zeros((0, 2));
        let train = AssertUnwindSafe(|| layer.forward(&empty, true));
        assert!(catch_unwind(train).is_err(), "training without a row");
    }
}
