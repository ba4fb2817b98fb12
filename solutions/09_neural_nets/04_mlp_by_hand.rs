//! A multi-layer perceptron by hand
//!
//! Linear layers, a bend between them, a loss at the end: that is a neural network. One
//! step of training is forward, loss, backward, update. With `sizes` = [d, ..., k] there are
//! L = sizes.len() - 1 layers; layer l has weights w[l] (sizes[l], sizes[l + 1]):
//!
//!     forward    a[0] = x                                       (n, sizes[0])
//!                z[l] = a[l] w[l] + b[l]                        (n, sizes[l + 1])
//!                a[l + 1] = max(z[l], 0) for l < L - 1          scores are z[L - 1], not bent
//!     backward   d = dscores, then for l = L - 1, ..., 0:
//!                dw[l] = a[l]^T d       db[l] = sum of the rows of d
//!                d = d w[l]^T, and 0 where a[l] is 0            for layer l - 1
//!     update     w[l] -= lr dw[l],  b[l] -= lr db[l]
//!
//! Where a[l] is 0, ReLU had nothing to pass on, and nothing comes back; NaN stays NaN, as in
//! 02_activations_losses. All gradients belong to the weights that forward used: first all of
//! `backward`, then `step`. `backward` replaces the gradients of the step before. Without a
//! hidden layer (L = 1) this is softmax regression. `kit::reference::softmax_ce(&scores, &y)`
//! is the loss and dscores of 02; `iter().rev()` and `(0..n).rev()` count backwards. In a loop
//! of your own, `kit::train::progress(step, loss)` shows the loss, and stops at NaN.

use kit::reference::softmax_ce;
use ndarray::{Array1, Array2, Axis, Zip, array};
use rand_distr::{Distribution, Normal};

#[derive(Clone)]
struct Mlp {
    w: Vec<Array2<f64>>,  // w[l]: (sizes[l], sizes[l + 1])
    b: Vec<Array1<f64>>,  // b[l]: (sizes[l + 1],)
    dw: Vec<Array2<f64>>, // like w
    db: Vec<Array1<f64>>, // like b
    a: Vec<Array2<f64>>,  // a[l]: what layer l was given by the last `forward`; empty before
}

impl Mlp {
    /// Normal weights with variance 2 / sizes[l], biases 0. Finished, as an example.
    /// Panics unless there are at least two sizes: inputs and outputs.
    fn new(sizes: &[usize], seed: u64) -> Self {
        assert!(sizes.len() >= 2, "at least inputs and outputs");
        let mut rng = kit::rng(seed);
        let mut w = Vec::new();
        for pair in sizes.windows(2) {
            let normal = Normal::new(0.0, (2.0 / pair[0] as f64).sqrt()).expect("a finite std");
            w.push(Array2::from_shape_simple_fn((pair[0], pair[1]), || {
                normal.sample(&mut rng)
            }));
        }
        let b: Vec<_> = sizes[1..].iter().map(|&size| Array1::zeros(size)).collect();
        let dw = w.iter().map(|w| Array2::zeros(w.dim())).collect();
        let (db, a) = (b.clone(), Vec::new());
        Self { w, b, dw, db, a }
    }

    /// The scores of all rows; keeps a[0], ..., a[L - 1]. (n, d) -> (n, k)
    fn forward(&mut self, x: &Array2<f64>) -> Array2<f64> {
        // Bending at the entry of each layer but the first keeps the last scores straight: a
        // ReLU there could not say "less than 0". Old rows go out first. `max` would do for
        // ReLU, but turns NaN into 0, and a network that has blown up should look like it.
        self.a.clear();
        let mut out = x.clone();
        for (l, (w, b)) in self.w.iter().zip(&self.b).enumerate() {
            if l > 0 {
                out.mapv_inplace(|z| z.clamp(0.0, f64::INFINITY));
            }
            let z = out.dot(w) + b;
            self.a.push(out);
            out = z;
        }
        out
    }

    /// Sets `dw` and `db` for the rows of the last `forward`. (n, k)
    /// Panics if there was none.
    fn backward(&mut self, dscores: &Array2<f64>) {
        // The same two products in every layer, however many there are. a[l] > 0 says the same
        // as z[l - 1] > 0, so z need not be kept. Below layer 0 nobody wants to hear d.
        let mut d = dscores.clone();
        for l in (0..self.w.len()).rev() {
            self.dw[l] = self.a[l].t().dot(&d);
            self.db[l] = d.sum_axis(Axis(0));
            if l > 0 {
                d = d.dot(&self.w[l].t());
                let awake = |d: &mut f64, &a: &f64| *d = if a > 0.0 { *d } else { 0.0 };
                Zip::from(&mut d).and(&self.a[l]).for_each(awake);
            }
        }
    }

    /// One step downhill with the gradients that `backward` left. Finished, as an example.
    fn step(&mut self, lr: f64) {
        for (w, dw) in self.w.iter_mut().zip(&self.dw) {
            w.scaled_add(-lr, dw);
        }
        for (b, db) in self.b.iter_mut().zip(&self.db) {
            b.scaled_add(-lr, db);
        }
    }
}

/// Inputs and labels of "exactly one of the two". Finished, as an example.
fn xor() -> (Array2<f64>, Array1<usize>) {
    let x = array![[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]];
    (x, array![0, 1, 1, 0])
}

/// `model` after `steps` steps on the rows `x` with labels `y`, all of them in each step, and
/// the loss before each step. (n, d), (n,)
fn train(
    mut model: Mlp,
    x: &Array2<f64>,
    y: &Array1<usize>,
    lr: f64,
    steps: usize,
) -> (Mlp, Vec<f64>) {
    // The order is the whole secret: the loss is that of the weights before the step, and no
    // weight moves before all gradients are there.
    let mut losses = Vec::with_capacity(steps);
    for step in 0..steps {
        let (loss, dscores) = softmax_ce(&model.forward(x), y);
        kit::train::progress(step, loss);
        losses.push(loss);
        model.backward(&dscores);
        model.step(lr);
    }
    (model, losses)
}

fn main() {
    let (x, y) = xor();
    let (model, losses) = train(Mlp::new(&[2, 8, 2], 1), &x, &y, 0.5, 200);
    let steps: Array1<f64> = (0..losses.len()).map(|step| step as f64).collect();
    kit::plot::Figure::new("Learning XOR")
        .x("step")
        .y("loss")
        .line("2-8-2", &steps, &losses)
        .show();
    let mut copy = model.clone();
    println!("scores of the four rows\n{:.2}", copy.forward(&x));
    kit::plot::regions(
        "What 8 hidden units make of XOR",
        &x,
        &y.to_vec(),
        |a, b| {
            let scores = model.clone().forward(&array![[a, b]]);
            usize::from(scores[[0, 1]] > scores[[0, 0]])
        },
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same};
    use ndarray::{Axis, s};

    /// 2 inputs, 2 hidden units, 2 classes. Results are worked out by hand.
    fn by_hand() -> Mlp {
        let mut model = Mlp::new(&[2, 2, 2], 0);
        model.w = vec![
            array![[1.0, -1.0], [2.0, 0.5]],
            array![[1.0, -2.0], [3.0, 1.0]],
        ];
        model.b = vec![array![0.5, -1.0], array![0.0, 0.25]];
        model
    }

    fn example() -> (Array2<f64>, Array1<usize>) {
        let x = array![
            [0.5, -1.0, 2.0],
            [1.5, 0.25, -0.75],
            [-0.3, 0.8, 0.4],
            [2.0, 1.0, -1.0]
        ];
        (x, array![1, 0, 1, 0])
    }

    #[test]
    fn forward_bends_between_layers_and_not_at_the_end() {
        // z[0] = [[3.5, -1.5], [-0.5, -3]], a[1] = [[3.5, 0], [0, 0]].
        let got = by_hand().forward(&array![[1.0, 1.0], [1.0, -1.0]]);
        let straight = array![[-1.0, -8.25], [-9.5, -1.75]];
        assert_not_close!(got, straight, "nothing was bent between the layers");
        let bent = array![[3.5, 0.0], [0.0, 0.25]];
        assert_not_close!(got, bent, "the scores were bent too");
        assert_close!(got, array![[3.5, -6.75], [0.0, 0.25]]);
        let unknown = by_hand().forward(&array![[f64::NAN, 1.0]]);
        assert!(unknown.iter().all(|z| z.is_nan()), "{unknown}: ReLU of NaN");
    }

    #[test]
    fn forward_keeps_what_each_layer_was_given() {
        let mut model = by_hand();
        model.forward(&array![[9.0, 9.0], [7.0, 9.0], [1.0, 2.0]]);
        let x = array![[1.0, 1.0], [1.0, -1.0]];
        model.forward(&x);
        assert_same!(
            model.a.len(),
            2,
            "one entry for each layer, of the last call only"
        );
        assert_close!(model.a[0], x);
        assert_close!(model.a[1], array![[3.5, 0.0], [0.0, 0.0]]);
    }

    #[test]
    fn nothing_comes_back_through_a_unit_that_was_asleep() {
        let mut model = by_hand();
        model.forward(&array![[1.0, 1.0]]);
        model.backward(&array![[1.0, 0.5]]);
        assert_close!(model.dw[1], array![[3.5, 1.75], [0.0, 0.0]]);
        assert_close!(model.db[1], array![1.0, 0.5]);
        let all_awake = array![0.0, 3.5];
        assert_not_close!(model.db[0], all_awake, "hidden unit 1 was asleep");
        assert_close!(model.db[0], array![0.0, 0.0]);
        model.backward(&array![[2.0, 0.5]]);
        assert_close!(model.db[0], array![1.0, 0.0]);
        assert_close!(model.dw[0], array![[1.0, 0.0], [1.0, 0.0]]);
    }

    #[test]
    fn every_gradient_matches_difference_quotients() {
        let (x, y) = example();
        for (rows, sizes) in [(4, &[3, 5, 4, 2][..]), (1, &[3, 4, 2]), (4, &[3, 2])] {
            let x = x.slice(s![..rows, ..]).to_owned();
            let y = y.slice(s![..rows]).to_owned();
            let mut model = Mlp::new(sizes, 5);
            // With biases of 0 a row of sleeping units would sit exactly in the next kink.
            let uneven = |b: &mut Array1<f64>| *b += &Array1::linspace(0.1, 0.4, b.len());
            model.b.iter_mut().for_each(uneven);
            let dscores = softmax_ce(&model.forward(&x), &y).1;
            model.backward(&dscores);
            for l in 0..sizes.len() - 1 {
                let loss_of_w = |w: &Array2<f64>| {
                    let mut changed = model.clone();
                    changed.w[l].assign(w);
                    softmax_ce(&changed.forward(&x), &y).0
                };
                let loss_of_b = |b: &Array1<f64>| {
                    let mut changed = model.clone();
                    changed.b[l].assign(b);
                    softmax_ce(&changed.forward(&x), &y).0
                };
                let name = format!("{sizes:?}, {rows} rows: layer {l}");
                kit::grad::check_named(&name, loss_of_w, &model.w[l], &model.dw[l]);
                kit::grad::check_named(&name, loss_of_b, &model.b[l], &model.db[l]);
            }
        }
    }

    #[test]
    fn backward_replaces_the_gradients_of_the_step_before() {
        let (x, y) = example();
        let mut model = Mlp::new(&[3, 4, 2], 2);
        let dscores = softmax_ce(&model.forward(&x), &y).1;
        model.backward(&dscores);
        let (first, biases) = (model.dw.clone(), model.db.clone());
        model.backward(&dscores);
        assert_not_close!(model.dw[1], &first[1] * 2.0, "gradients were added up");
        for l in 0..2 {
            assert_close!(model.dw[l], first[l]);
            assert_close!(model.db[l], biases[l]);
        }
        let before_any = || Mlp::new(&[3, 4, 2], 2).backward(&dscores);
        assert!(std::panic::catch_unwind(before_any).is_err(), "no forward");
    }

    #[test]
    fn without_a_bend_two_layers_are_one() {
        // All weights and inputs positive: ReLU passes everything on.
        let mut model = Mlp::new(&[3, 4, 2], 3);
        model.w.iter_mut().for_each(|w| w.mapv_inplace(f64::abs));
        model.b[0].fill(0.5);
        let x = array![[0.5, 1.0, 2.0], [1.5, 0.25, 0.75]];
        let (w, b) = (model.w[0].dot(&model.w[1]), model.b[0].dot(&model.w[1]));
        assert_close!(model.forward(&x), x.dot(&w) + b);
    }

    #[test]
    fn training_goes_downhill_step_by_step() {
        let (x, y) = example();
        let (model, losses) = train(Mlp::new(&[3, 2], 4), &x, &y, 0.2, 3);
        assert_same!(losses.len(), 3, "one loss for each step");
        let before = softmax_ce(&Mlp::new(&[3, 2], 4).forward(&x), &y).0;
        assert_close!(losses[0], before, "the loss before the first step");
        let after = softmax_ce(&model.clone().forward(&x), &y).0;
        assert!(after < losses[2] && losses[2] < losses[1] && losses[1] < losses[0]);
        // By hand for one step: w - lr dw with the weights and gradients of the start.
        let mut start = Mlp::new(&[3, 4, 2], 4);
        let (once, _) = train(start.clone(), &x, &y, 0.2, 1);
        let dscores = softmax_ce(&start.forward(&x), &y).1;
        start.backward(&dscores);
        for l in 0..2 {
            assert_close!(once.w[l], &start.w[l] - &(&start.dw[l] * 0.2));
            assert_close!(once.b[l], &start.b[l] - &(&start.db[l] * 0.2));
        }
    }

    #[test]
    fn xor_is_learned_from_every_seed() {
        // Measured: 400 of 400 seeds learn it, the largest loss after 200 steps is 0.009.
        let (x, y) = xor();
        for seed in 0..10 {
            let (mut model, losses) = train(Mlp::new(&[2, 8, 2], seed), &x, &y, 0.5, 200);
            let scores = model.forward(&x);
            let said = scores.map_axis(Axis(1), |row| usize::from(row[1] > row[0]));
            assert_same!(said, y, "seed {seed}, loss {:?}", losses.last());
        }
    }

    #[test]
    fn a_rate_of_1_makes_no_nan() {
        let (x, y) = xor();
        for seed in 0..5 {
            let (model, losses) = train(Mlp::new(&[2, 8, 2], seed), &x, &y, 1.0, 200);
            assert!(losses.iter().all(|loss| loss.is_finite()), "seed {seed}");
            assert!(
                model.w.iter().flatten().all(|w| w.is_finite()),
                "seed {seed}"
            );
        }
    }
}
