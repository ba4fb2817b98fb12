//! A multi-layer perceptron, its loss, and the optimiser Adam.

use ndarray::{Array1, Array2, Axis, Zip};
use rand_distr::{Distribution, Normal};

/// Mean cross-entropy of softmax(z) and its derivative with respect to `z`. (n, k), (n,) -> one number, (n, k)
///
/// Safe for scores of any size. Without rows the loss is NaN.
///
/// ```
/// use ndarray::{Array2, array};
/// let (loss, dz) = kit::reference::softmax_ce(&Array2::zeros((1, 4)), &array![2]);
/// kit::assert_close!(loss, 4f64.ln());
/// kit::assert_close!(dz, array![[0.25, 0.25, -0.75, 0.25]]);
/// ```
///
/// # Panics
///
/// If a label is k or more, or unless there is one label for each row.
pub fn softmax_ce(z: &Array2<f64>, y: &Array1<usize>) -> (f64, Array2<f64>) {
    assert_eq!(z.nrows(), y.len(), "one label for each row");
    let n = z.nrows() as f64;
    let (mut loss, mut dz) = (0.0, z.clone());
    for (mut row, &label) in dz.rows_mut().into_iter().zip(y) {
        let max = row.fold(f64::NEG_INFINITY, |max, &z| max.max(z));
        let score = row[label] - max;
        row.mapv_inplace(|z| (z - max).exp());
        let sum = row.sum();
        loss += sum.ln() - score;
        row /= sum;
        row[label] -= 1.0;
    }
    (loss / n, dz / n)
}

/// Linear layers with ReLU between them; the last layer's scores are not bent.
///
/// Like PyTorch, `backward` *adds* to the gradients that are there: call `zero_gradients` before.
///
/// ```
/// use kit::reference::{Mlp, softmax_ce};
/// use ndarray::array;
/// let (x, y) = (array![[-1.0], [1.0]], array![1, 0]);
/// let mut model = Mlp::new(&[1, 4, 2], 7);
/// for _ in 0..200 {
///     let (_, dz) = softmax_ce(&model.forward(&x), &y);
///     model.zero_gradients();
///     model.backward(&dz);
///     model.step(0.5);
/// }
/// assert_eq!(model.predict(&x), y);
/// ```
#[derive(Clone, Debug)]
pub struct Mlp {
    /// One matrix (inputs, outputs) for each layer.
    pub weights: Vec<Array2<f64>>,
    /// One bias for each output of each layer.
    pub biases: Vec<Array1<f64>>,
    /// Gradients of the weights, added up since the last `zero_gradients`.
    pub weight_gradients: Vec<Array2<f64>>,
    /// Gradients of the biases, added up since the last `zero_gradients`.
    pub bias_gradients: Vec<Array1<f64>>,
    /// What each layer was given by the last `forward`.
    inputs: Vec<Array2<f64>>,
}

impl Mlp {
    /// Weights from a normal distribution with variance 2 / inputs (He), biases 0.
    ///
    /// # Panics
    ///
    /// Unless there are at least two sizes: inputs and outputs.
    pub fn new(sizes: &[usize], seed: u64) -> Self {
        assert!(sizes.len() >= 2, "at least inputs and outputs");
        let mut rng = crate::rng(seed);
        let mut draw = |fan_in: usize, shape| {
            let std = (2.0 / fan_in.max(1) as f64).sqrt();
            let normal = Normal::new(0.0, std).expect("the standard deviation is finite");
            Array2::from_shape_simple_fn(shape, || normal.sample(&mut rng))
        };
        let weights = sizes
            .windows(2)
            .map(|pair| draw(pair[0], (pair[0], pair[1])))
            .collect();
        let biases = sizes[1..].iter().map(|&size| Array1::zeros(size)).collect();
        Self::from_parts(weights, biases)
    }

    /// A network with these weights and biases, all gradients 0.
    ///
    /// # Panics
    ///
    /// Unless there is at least one layer, and the layers fit together.
    pub fn from_parts(weights: Vec<Array2<f64>>, biases: Vec<Array1<f64>>) -> Self {
        assert!(!weights.is_empty(), "at least one layer");
        let outputs: Vec<usize> = weights.iter().map(Array2::ncols).collect();
        let bias_lengths: Vec<usize> = biases.iter().map(Array1::len).collect();
        assert_eq!(
            bias_lengths, outputs,
            "one bias for each output of each layer"
        );
        let inputs: Vec<usize> = weights[1..].iter().map(Array2::nrows).collect();
        assert_eq!(
            inputs,
            outputs[..outputs.len() - 1],
            "inputs of the layers after the first"
        );
        // The same order in memory as the gradients: `Adam` walks both side by side.
        let weights: Vec<_> = weights
            .iter()
            .map(|w| w.as_standard_layout().into_owned())
            .collect();
        Self {
            weight_gradients: weights.iter().map(|w| Array2::zeros(w.dim())).collect(),
            bias_gradients: biases.iter().map(|b| Array1::zeros(b.len())).collect(),
            inputs: Vec::new(),
            weights,
            biases,
        }
    }

    /// Number of weights and biases together.
    pub fn parameters(&self) -> usize {
        self.weights.iter().map(Array2::len).sum::<usize>()
            + self.biases.iter().map(Array1::len).sum::<usize>()
    }

    /// The scores of all rows, (n, d) -> (n, k). Remembers what `backward` needs.
    pub fn forward(&mut self, x: &Array2<f64>) -> Array2<f64> {
        self.inputs.clear();
        let mut out = x.clone();
        for (layer, (w, b)) in self.weights.iter().zip(&self.biases).enumerate() {
            if layer > 0 {
                out.mapv_inplace(|z| if z > 0.0 || z.is_nan() { z } else { 0.0 });
            }
            let z = out.dot(w) + b;
            self.inputs.push(std::mem::replace(&mut out, z));
        }
        out
    }

    /// The scores of all rows, (n, d) -> (n, k), without remembering anything.
    pub fn scores(&self, x: &Array2<f64>) -> Array2<f64> {
        let mut out = x.clone();
        for (layer, (w, b)) in self.weights.iter().zip(&self.biases).enumerate() {
            if layer > 0 {
                out.mapv_inplace(|z| if z > 0.0 || z.is_nan() { z } else { 0.0 });
            }
            out = out.dot(w) + b;
        }
        out
    }

    /// The class with the largest score in each row, the first one of equals. (n, d) -> (n,)
    pub fn predict(&self, x: &Array2<f64>) -> Array1<usize> {
        self.scores(x).map_axis(Axis(1), |row| {
            let mut best = 0;
            for (class, &score) in row.iter().enumerate() {
                if score > row[best] {
                    best = class;
                }
            }
            best
        })
    }

    /// Adds the gradients for the rows of the last `forward`. `dscores` is the derivative of the loss with respect to
    /// its result, (n, k).
    ///
    /// # Panics
    ///
    /// Unless `dscores` has the shape of that result.
    pub fn backward(&mut self, dscores: &Array2<f64>) {
        let rows = self.inputs.first().map(Array2::nrows);
        assert_eq!(
            rows,
            Some(dscores.nrows()),
            "one row for each row of the last forward"
        );
        let mut d = dscores.clone();
        for layer in (0..self.weights.len()).rev() {
            let input = &self.inputs[layer];
            self.weight_gradients[layer] += &input.t().dot(&d);
            self.bias_gradients[layer] += &d.sum_axis(Axis(0));
            if layer > 0 {
                d = d.dot(&self.weights[layer].t());
                Zip::from(&mut d)
                    .and(input)
                    .for_each(|d, &a| *d = if a > 0.0 { *d } else { 0.0 });
            }
        }
    }

    /// Sets all gradients to 0.
    pub fn zero_gradients(&mut self) {
        self.weight_gradients.iter_mut().for_each(|g| g.fill(0.0));
        self.bias_gradients.iter_mut().for_each(|g| g.fill(0.0));
    }

    /// One step of gradient descent: each parameter minus `lr` times its gradient.
    pub fn step(&mut self, lr: f64) {
        for (w, g) in self.weights.iter_mut().zip(&self.weight_gradients) {
            w.scaled_add(-lr, g);
        }
        for (b, g) in self.biases.iter_mut().zip(&self.bias_gradients) {
            b.scaled_add(-lr, g);
        }
    }
}

/// The optimiser Adam for an [`Mlp`], with beta1 = 0.9, beta2 = 0.999, eps = 1e-8, and decoupled weight decay of the
/// weights (not of the biases).
#[derive(Clone, Debug)]
pub struct Adam {
    /// Step size.
    pub lr: f64,
    /// Share `lr * decay` of each weight that is taken off at every step.
    pub decay: f64,
    steps: i32,
    moments: Vec<(Vec<f64>, Vec<f64>)>,
}

impl Adam {
    /// An optimiser that has not seen a gradient yet.
    pub fn new(lr: f64) -> Self {
        Self {
            lr,
            decay: 0.0,
            steps: 0,
            moments: Vec::new(),
        }
    }

    /// One step with the gradients that are stored in the model. An optimiser belongs to one model.
    pub fn step(&mut self, model: &mut Mlp) {
        self.steps += 1;
        for w in &mut model.weights {
            *w *= 1.0 - self.lr * self.decay;
        }
        let weights = model
            .weights
            .iter_mut()
            .map(|w| w.as_slice_memory_order_mut());
        let biases = model
            .biases
            .iter_mut()
            .map(|b| b.as_slice_memory_order_mut());
        let weight_gradients = model
            .weight_gradients
            .iter()
            .map(|g| g.as_slice_memory_order());
        let bias_gradients = model
            .bias_gradients
            .iter()
            .map(|g| g.as_slice_memory_order());
        let pairs = weights
            .chain(biases)
            .zip(weight_gradients.chain(bias_gradients));
        let (rate1, rate2) = (
            1.0 - 0.9f64.powi(self.steps),
            1.0 - 0.999f64.powi(self.steps),
        );
        for (at, (values, gradients)) in pairs.enumerate() {
            let (values, gradients) = values
                .zip(gradients)
                .expect("parameters lie together in memory");
            if self.moments.len() <= at {
                self.moments
                    .push((vec![0.0; values.len()], vec![0.0; values.len()]));
            }
            let (first, second) = &mut self.moments[at];
            for (((v, &g), m), s) in values.iter_mut().zip(gradients).zip(first).zip(second) {
                *m = 0.9 * *m + 0.1 * g;
                *s = 0.999 * *s + 0.001 * g * g;
                *v -= self.lr * (*m / rate1) / ((*s / rate2).sqrt() + 1e-8);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{assert_close, grad};
    use ndarray::array;

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
    fn all_gradients_match_difference_quotients() {
        let (x, y) = example();
        let mut model = Mlp::new(&[3, 5, 4, 2], 3);
        // Biases of 0 would put units whose inputs are all 0 right on the kink of relu.
        for biases in &mut model.biases {
            for (j, bias) in biases.iter_mut().enumerate() {
                *bias = 0.1 + 0.03 * j as f64;
            }
        }
        let (_, dz) = softmax_ce(&model.forward(&x), &y);
        model.backward(&dz);
        for layer in 0..3 {
            let with_weights = |w: &Array2<f64>| {
                let mut changed = model.clone();
                changed.weights[layer] = w.clone();
                softmax_ce(&changed.scores(&x), &y).0
            };
            grad::check(
                with_weights,
                &model.weights[layer],
                &model.weight_gradients[layer],
            );
            let with_biases = |b: &Array1<f64>| {
                let mut changed = model.clone();
                changed.biases[layer] = b.clone();
                softmax_ce(&changed.scores(&x), &y).0
            };
            grad::check(
                with_biases,
                &model.biases[layer],
                &model.bias_gradients[layer],
            );
        }
        assert_eq!(model.parameters(), 3 * 5 + 5 + 5 * 4 + 4 + 4 * 2 + 2);
    }

    #[test]
    fn gradients_add_up_until_they_are_cleared() {
        let (x, y) = example();
        let mut model = Mlp::new(&[3, 4, 2], 1);
        let (_, dz) = softmax_ce(&model.forward(&x), &y);
        model.backward(&dz);
        let once = model.weight_gradients[0].clone();
        model.backward(&dz);
        assert_close!(model.weight_gradients[0], &once * 2.0);
        model.zero_gradients();
        assert_close!(model.weight_gradients[0], &once * 0.0);
    }

    #[test]
    fn a_network_by_hand() {
        // Hidden: relu(2 * 1 - 1) = 1 and relu(-2 + 0.5) = 0; scores 3 * 1 + 0.25 and -1 * 1.
        let weights = vec![array![[1.0, -1.0]], array![[3.0, -1.0], [5.0, 5.0]]];
        let mut model = Mlp::from_parts(weights, vec![array![-1.0, 0.5], array![0.25, 0.0]]);
        assert_close!(model.forward(&array![[2.0]]), array![[3.25, -1.0]]);
        assert_eq!(model.predict(&array![[2.0]]), array![0]);
        assert!(model.scores(&array![[f64::NAN]]).iter().all(|z| z.is_nan()));
    }

    #[test]
    fn adams_first_step_has_the_size_of_the_rate() {
        let mut model = Mlp::from_parts(vec![array![[1.0, 1.0]]], vec![array![0.0, 0.0]]);
        model.weight_gradients[0] = array![[1e-3, -50.0]];
        Adam::new(0.01).step(&mut model);
        assert_close!(model.weights[0], array![[0.99, 1.01]], atol = 1e-6);
        assert_close!(model.biases[0], array![0.0, 0.0]);
        let mut decaying = Adam::new(0.01);
        decaying.decay = 0.5;
        model.zero_gradients();
        decaying.step(&mut model);
        assert_close!(model.weights[0], array![[0.99, 1.01]] * 0.995, atol = 1e-6);
    }
}
