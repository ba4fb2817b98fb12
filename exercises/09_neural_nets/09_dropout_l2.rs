//! Dropout and weight decay
//!
//! A network with more weights than it has rows to learn from can learn the rows by heart. Two
//! ways to make that harder:
//!
//!     dropout    out[i][j] = x[i][j] * mask[i][j]                     while training
//!                mask[i][j] = 0 with probability p, else 1 / (1 - p)  each entry for itself
//!                out = x                                              otherwise
//!                dx = dout * mask                                     the mask of that forward
//!     L2         penalty = 1/2 lambda * sum of all w^2,   its derivative for each w: lambda w
//!
//! No unit can rely on another one being there, and no weight is large without need. Because
//! what is kept is made larger ("inverted" dropout), the mean of an entry is x in training
//! too, and at test time there is nothing to do. p is at least 0 and less than 1. The penalty
//! is added to the loss, its derivatives to the gradients. Biases have no part in it: they do
//! not decide how wildly the output reacts to the input.
//!
//! `rng.gen_bool(q)` is true with probability q, `self.rng` may be lent as `&mut self.rng`.

use kit::reference::{Adam, Mlp, softmax_ce};
use ndarray::{Array1, Array2};
use rand::Rng;

struct Dropout {
    p: f64,
    rng: kit::Rng,
    mask: Array2<f64>, // that of the last `forward`; ones if it was not for training
}

impl Dropout {
    /// A layer that drops each entry with probability `p`. Finished, as an example.
    /// `None` unless 0 <= p < 1.
    fn new(p: f64, seed: u64) -> Option<Self> {
        (0.0..1.0).contains(&p).then(|| Self {
            p,
            rng: kit::rng(seed),
            mask: Array2::zeros((0, 0)),
        })
    }

    /// `x` with a new mask if `train`, else `x`. Remembers the mask. (n, m) -> (n, m)
    // TODO 1: draw a mask, keep it, and apply it.
    fn forward(&mut self, x: &Array2<f64>, train: bool) -> Array2<f64> {
        let drawn = self.rng.gen_bool(1.0 - self.p);
        todo!(
            "mask {x} if {train}; a draw: {drawn}; before: {}",
            self.mask
        )
    }

    /// The derivative with respect to the `x` of the last `forward`. (n, m) -> (n, m)
    /// Panics unless `dout` has the shape of that `x`.
    // TODO 2: send `dout` back through the same mask.
    fn backward(&self, dout: &Array2<f64>) -> Array2<f64> {
        todo!("{dout} through {}", self.mask)
    }
}

/// The penalty for large weights and its derivative for each of them. Given weights only.
// TODO 3: compute the penalty over all matrices, and one derivative for each.
fn l2(weights: &[Array2<f64>], lambda: f64) -> (f64, Vec<Array2<f64>>) {
    todo!("{lambda} for {} matrices", weights.len())
}

/// Two layers, 64 -> 64 and 64 -> 10, with ReLU and dropout between them.
struct Reader {
    layers: [Mlp; 2],
    dropout: Dropout,
}

impl Reader {
    /// The scores of all rows, (n, 64) -> (n, 10), and the hidden units. Given.
    fn forward(&mut self, x: &Array2<f64>, train: bool) -> (Array2<f64>, Array2<f64>) {
        let z = self.layers[0].forward(x);
        let hidden = z.mapv(|z| z.clamp(0.0, f64::INFINITY));
        let scores = self.layers[1].forward(&self.dropout.forward(&hidden, train));
        (scores, hidden)
    }

    /// Trained by 150 steps of Adam, with dropout `p` and a penalty `lambda`. Given.
    fn train(x: &Array2<f64>, y: &Array1<usize>, p: f64, lambda: f64) -> Self {
        let layers = [Mlp::new(&[64, 64], 1), Mlp::new(&[64, 10], 2)];
        let dropout = Dropout::new(p, 3).expect("p is less than 1");
        let mut reader = Self { layers, dropout };
        let mut adams = [Adam::new(0.01), Adam::new(0.01)];
        kit::train::named(&format!("dropout {p}, lambda {lambda}"));
        for step in 0..150 {
            let (scores, hidden) = reader.forward(x, true);
            let (loss, dscores) = softmax_ce(&scores, y);
            kit::train::progress(step, loss);
            let dhidden = dscores.dot(&reader.layers[1].weights[0].t());
            let awake = hidden.mapv(|a| f64::from(u8::from(a > 0.0)));
            let dz = reader.dropout.backward(&dhidden) * awake;
            let layers = reader.layers.iter_mut().zip([dz, dscores]);
            for ((layer, gradient), adam) in layers.zip(&mut adams) {
                layer.zero_gradients();
                layer.backward(&gradient);
                let (_, decay) = l2(&layer.weights, lambda);
                layer.weight_gradients[0] += &decay[0];
                adam.step(layer);
            }
        }
        reader
    }
}

fn main() {
    let (x, y) = kit::data::digits();
    let x = x / 16.0;
    let part = |rows: std::ops::Range<usize>| {
        let rows: Vec<usize> = rows.collect();
        let axis = ndarray::Axis(0);
        (x.select(axis, &rows), y.select(axis, &rows))
    };
    let (few, many) = (part(0..100), part(1000..1797));
    println!("100 handwritten digits to learn from, 797 others to be read; mean loss:");
    println!("dropout  lambda   learned  others  others read correctly");
    for (p, lambda) in [(0.0, 0.0), (0.5, 0.0), (0.0, 0.01), (0.5, 0.01)] {
        let mut reader = Reader::train(&few.0, &few.1, p, lambda);
        let [learned, others] = [&few, &many].map(|(x, y)| {
            let (scores, _) = reader.forward(x, false);
            let best =
                |(row, &y): (ndarray::ArrayView1<f64>, &usize)| row.iter().all(|&z| z <= row[y]);
            let right = scores
                .rows()
                .into_iter()
                .zip(y)
                .filter(|&pair| best(pair))
                .count();
            (
                softmax_ce(&scores, y).0,
                100.0 * right as f64 / y.len() as f64,
            )
        });
        println!(
            "{p:7} {lambda:7}  {:8.4} {:7.3}  {:.1} %",
            learned.0, others.0, others.1
        );
    }
    let mut dropout = Dropout::new(0.5, 3).expect("0.5 is less than 1");
    let eight = x.select(ndarray::Axis(0), &[8]);
    let dropped = dropout.forward(&eight, true);
    let heard = dropout.backward(&Array2::ones((1, 64)));
    let picture = |row: Array2<f64>| row.into_shape_with_order((8, 8)).expect("64 pixels");
    kit::plot::images(
        "An 8, what dropout leaves of it, and which pixels are heard from",
        &[
            ("8", picture(eight)),
            ("p = 0.5", picture(dropped)),
            ("back", picture(heard)),
        ],
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close};
    use ndarray::array;

    // Expected values are worked out by hand; shares have a band of five standard errors.

    fn dropout(p: f64, seed: u64) -> Dropout {
        Dropout::new(p, seed).expect("0 <= p < 1")
    }

    #[test]
    fn entries_are_dropped_or_made_larger() {
        let out = dropout(0.4, 1).forward(&(Array2::ones((50, 40)) * 3.0), true);
        let (zero, kept) = (0.0, 3.0 / 0.6);
        for &v in &out {
            let not_scaled = (v - 3.0).abs() < 1e-9;
            assert!(!not_scaled, "what is kept is divided by 1 - p");
            assert!(
                v == zero || (v - kept).abs() < 1e-9,
                "{v} is neither 0 nor 5"
            );
        }
        let dropped = out.iter().filter(|&&v| v == 0.0).count() as f64 / 2000.0;
        // The standard error of a share of 0.4 of 2000 is 0.011.
        assert!(
            (dropped - 0.4).abs() < 0.055,
            "a share of {dropped} was dropped"
        );
    }

    #[test]
    fn the_mean_stays() {
        let out = dropout(0.4, 2).forward(&Array2::ones((200, 100)), true);
        // The variance of an entry is p / (1 - p).
        let error = (0.4f64 / 0.6 / 20_000.0).sqrt();
        let mean = out.sum() / 20_000.0;
        assert!((mean - 1.0).abs() < 5.0 * error, "mean {mean}");
    }

    #[test]
    fn each_entry_is_dropped_for_itself() {
        let out = dropout(0.5, 3).forward(&Array2::ones((30, 30)), true);
        let differ = |a: ndarray::ArrayView1<f64>, b: ndarray::ArrayView1<f64>| a != b;
        assert!(differ(out.row(0), out.row(1)), "all rows have one mask");
        assert!(
            differ(out.column(0), out.column(1)),
            "all columns have one mask"
        );
    }

    #[test]
    fn every_call_draws_a_new_mask() {
        let (mut layer, x) = (dropout(0.5, 4), Array2::ones((10, 10)));
        let (first, second) = (layer.forward(&x, true), layer.forward(&x, true));
        assert!(first != second, "the same mask twice");
        assert_close!(
            dropout(0.5, 4).forward(&x, true),
            first,
            "same seed, same mask"
        );
    }

    #[test]
    fn at_test_time_nothing_happens() {
        let mut layer = dropout(0.4, 5);
        let x = array![[1.0, -2.0, 3.0], [0.5, 4.0, -0.25]];
        layer.forward(&x, true);
        let out = layer.forward(&x, false);
        assert_not_close!(out, &x * 0.6, "scaled at test time as well");
        assert_close!(out, x);
        assert_close!(
            layer.backward(&x),
            x,
            "and backward lets everything through"
        );
    }

    #[test]
    fn backward_uses_the_mask_of_forward() {
        let mut layer = dropout(0.5, 6);
        let out = layer.forward(&Array2::ones((10, 10)), true);
        let dout = Array2::from_shape_fn((10, 10), |(i, j)| 1.0 + (i * 10 + j) as f64);
        assert_close!(layer.backward(&dout), &dout * &out);
        assert_close!(layer.backward(&dout), &dout * &out, "a second time");
        let mut asleep = dropout(0.5, 6);
        asleep.forward(&Array2::zeros((10, 10)), true);
        assert_close!(asleep.backward(&dout), &dout * &out, "x = 0 has a mask");
    }

    #[test]
    fn the_derivative_matches_difference_quotients() {
        let x = array![[1.0, -2.0, 3.0, 0.1], [0.5, 4.0, -0.25, 2.0]];
        let dout = array![[0.3, 1.0, -1.0, 0.7], [2.0, -0.5, 0.4, 1.1]];
        let loss = |x: &Array2<f64>| (dropout(0.3, 7).forward(x, true) * &dout).sum();
        let mut layer = dropout(0.3, 7);
        layer.forward(&x, true);
        kit::grad::check(loss, &x, &layer.backward(&dout));
    }

    #[test]
    fn dropping_nothing_is_allowed_and_dropping_all_is_not() {
        let x = array![[1.0, 2.0]];
        assert_close!(dropout(0.0, 8).forward(&x, true), x);
        for p in [1.0, 1.5, -0.1, f64::NAN] {
            assert!(Dropout::new(p, 1).is_none(), "p = {p}");
        }
        let mut layer = dropout(0.5, 8);
        assert_eq!(layer.forward(&Array2::zeros((0, 3)), true).dim(), (0, 3));
    }

    #[test]
    fn gradients_of_another_shape_are_refused() {
        let mut layer = dropout(0.5, 9);
        layer.forward(&Array2::ones((2, 3)), true);
        layer.backward(&Array2::ones((2, 3)));
        let one_row = std::panic::AssertUnwindSafe(|| layer.backward(&Array2::ones((1, 3))));
        assert!(std::panic::catch_unwind(one_row).is_err(), "1 row after 2");
    }

    #[test]
    fn the_penalty_is_half_of_lambda_times_the_squares() {
        let weights = [array![[1.0, -2.0]], array![[3.0], [0.5]]];
        let (penalty, gradients) = l2(&weights, 0.2);
        assert_not_close!(penalty, 2.85, "half of it");
        assert_close!(penalty, 1.425);
        assert_not_close!(gradients[0], array![[0.4, -0.8]], "2 times 1/2 is 1");
        assert_close!(gradients[0], array![[0.2, -0.4]]);
        assert_close!(gradients[1], array![[0.6], [0.1]]);
    }

    #[test]
    fn the_penalty_matches_difference_quotients() {
        let w = array![[0.3, -1.2, 2.0], [0.0, 0.7, -0.1]];
        let penalty = |w: &Array2<f64>| l2(&[Array2::ones((2, 2)), w.clone()], 0.7).0;
        kit::grad::check(
            penalty,
            &w,
            &l2(&[Array2::ones((2, 2)), w.clone()], 0.7).1[1],
        );
        assert_close!(l2(&[], 0.5).0, 0.0, "no weights, no penalty");
        assert_close!(l2(std::slice::from_ref(&w), 0.0).0, 0.0, "lambda = 0");
    }
}
