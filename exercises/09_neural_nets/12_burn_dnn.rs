//! The same network in burn
//!
//! A framework brings what this level built by hand: arrays that remember how they were
//! computed (exercises 5 and 6), layers, optimisers. TensorFlow with Keras, PyTorch and burn
//! differ in names. So load your own weights into burn and compare: same scores, same
//! gradients. Then train a deep network for regression, and ask when it beats a line.
//!
//!     loss = mean over n rows of (prediction - y)^2,  predictions and y both (n, 1)
//!     r2   = 1 - sum (y - prediction)^2 / sum (y - mean of y)^2          on test rows
//!
//! burn 0.22 in ten lines (f32; shapes that do not fit panic):
//!
//!     Device::flex(), .autodiff()     the processor; the second one records a tape
//!     Tensor<2>                       an array with two axes; operations take it, clone it
//!                                     before (cheap: both share the numbers)
//!     a.matmul(b), a - b, a.powi_scalar(2), a.mean()
//!     loss.backward()                 all gradients; w.grad(&gradients) is that of tensor w
//!     Linear { weight, bias }         (inputs, outputs) as here, PyTorch stores (outputs, inputs);
//!                                     weight: Param<Tensor<2>>, bias: Option<Param<Tensor<1>>>
//!     Param::from_tensor(t)           a tensor that is trained; `.val()` is the tensor
//!     GradientsParams::from_grads(gradients, &net)      gradients, sorted by parameter
//!     AdamWConfig::new().init()       an optimiser; net = opt.step(lr, net, gradients)
//!
//! More: <https://burn.dev/books/burn/>. The first build takes some minutes.

use burn::module::{Module, Param};
use burn::nn::Linear;
use burn::optim::AdamWConfig;
use burn::tensor::{Device, Tensor, TensorData, activation::relu};
use kit::reference::{Mlp, fit_ols};
use ndarray::{Array1, Array2, Axis};
use rand::Rng;

/// Linear layers with ReLU between them.
#[derive(Module, Debug)]
struct Net {
    layers: Vec<Linear>,
}

impl Net {
    /// The scores of all rows. (n, d) -> (n, k). Finished, as an example.
    fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        let mut out = self.layers[0].forward(x);
        for layer in &self.layers[1..] {
            out = layer.forward(relu(out));
        }
        out
    }
}

/// An array as a tensor on `device`. (n, m) -> (n, m). Given.
fn tensor(a: &Array2<f64>, device: &Device) -> Tensor<2> {
    let numbers: Vec<f32> = a.iter().map(|&v| v as f32).collect();
    Tensor::from_data(TensorData::new(numbers, [a.nrows(), a.ncols()]), device)
}

/// A tensor as an array. (n, m) -> (n, m). Given.
fn array(t: Tensor<2>) -> Array2<f64> {
    let [n, m] = t.dims();
    let numbers: Vec<f64> = t.into_data().iter::<f64>().collect();
    Array2::from_shape_vec((n, m), numbers).expect("n m numbers")
}

/// A network with the weights and biases of `m`.
// TODO 1: build one burn layer from each layer of `m`.
fn from_mlp(m: &Mlp, device: &Device) -> Net {
    let first = Param::from_tensor(tensor(&m.weights[0], device));
    todo!(
        "{} layers, the first of {:?}",
        m.biases.len(),
        first.val().dims()
    )
}

/// A network d -> hidden -> 1 after `steps` steps of AdamW on all rows, started with the weights
/// of `Mlp::new(.., seed)`. (n, d), (n,). Panics unless there is one target for each row.
// TODO 2: train for regression.
fn train_regression(
    x: &Array2<f64>,
    y: &Array1<f64>,
    hidden: &[usize],
    lr: f64,
    steps: usize,
    seed: u64,
) -> Net {
    let device = Device::flex().autodiff();
    let net = from_mlp(&Mlp::new(&[x.ncols(), 1], seed), &device);
    let _optimizer = AdamWConfig::new().init();
    todo!(
        "{hidden:?}, {lr}, {steps} steps for {y}, {:?}",
        net.forward(tensor(x, &device))
    )
}

/// Predictions for all rows. (n, d) -> (n,). Given.
fn predict(net: &Net, x: &Array2<f64>) -> Array1<f64> {
    let device = net.layers[0].weight.val().device();
    array(net.forward(tensor(x, &device))).column(0).to_owned()
}

/// The share of the spread of `y` that is explained. (n,), (n,). Given.
fn r2(y: &Array1<f64>, predicted: &Array1<f64>) -> f64 {
    let mean = y.mean().unwrap_or(f64::NAN);
    1.0 - (y - predicted).mapv(|e| e * e).sum() / y.mapv(|v| (v - mean) * (v - mean)).sum()
}

/// r2 on test rows of a line (`fit_ols`: intercept, weights) and of a network with two hidden
/// layers of 24 (rate 0.01, 400 steps), both fitted to the training rows.
/// (n, d), (n,) each. Panics if no line can be fitted.
// TODO 3: fit both and measure both.
fn linear_or_deep(
    train: &(Array2<f64>, Array1<f64>),
    test: &(Array2<f64>, Array1<f64>),
    seed: u64,
) -> (f64, f64) {
    let line = fit_ols(&train.0, &train.1).expect("a line");
    let net = train_regression(&train.0, &train.1, &[], 0.01, 0, seed);
    todo!("{line:?}, {}", r2(&test.1, &predict(&net, &test.0)))
}

/// `n` rows with two inputs between -1 and 1 and noise of 0.1 in y, either on a plane or on a
/// curved surface. (n, 2), (n,). Given.
fn surface(n: usize, curved: bool, seed: u64) -> (Array2<f64>, Array1<f64>) {
    let mut rng = kit::rng(seed);
    let x = Array2::from_shape_simple_fn((n, 2), || rng.gen_range(-1.0..1.0));
    let height = |a: f64, b: f64| match curved {
        true => (3.0 * a).sin() + 2.0 * b * b,
        false => 1.5 * a - b + 0.5,
    };
    let mut noise = || rng.sample(rand_distr::Normal::new(0.0, 0.1).expect("a finite std"));
    let y = x.map_axis(Axis(1), |row| height(row[0], row[1]) + noise());
    (x, y)
}

fn main() {
    let mlp = Mlp::new(&[2, 3, 1], 1);
    let x = ndarray::array![[0.5, -1.0], [2.0, 0.25]];
    let device = Device::flex();
    let scores = array(from_mlp(&mlp, &device).forward(tensor(&x, &device)));
    println!("own network\n{:.6}\nin burn\n{scores:.6}\n", mlp.scores(&x));
    println!("r2 on 200 test rows:      line   network");
    for (name, curved) in [("a plane", false), ("a curved surface", true)] {
        let (train, test) = (surface(200, curved, 1), surface(200, curved, 2));
        let (line, deep) = linear_or_deep(&train, &test, 1);
        println!("{name:>20}    {line:7.3}   {deep:7.3}");
    }
    let (x, y) = surface(200, true, 1);
    let net = train_regression(&x, &y, &[24, 24], 0.01, 400, 1);
    let a = Array1::linspace(-1.0, 1.0, 41);
    let cut = Array2::from_shape_fn((41, 2), |(i, j)| if j == 0 { a[i] } else { 0.0 });
    kit::plot::Figure::new("A cut through the curved surface at b = 0")
        .x("a")
        .y("y")
        .line("truth", &a, &a.mapv(|a: f64| (3.0 * a).sin()))
        .line("network", &a, &predict(&net, &cut))
        .show();
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::assert_close;
    use ndarray::array;

    fn rows() -> Array2<f64> {
        array![
            [0.5, -1.0, 2.0],
            [1.5, 0.25, -0.75],
            [-0.3, 0.8, 0.4],
            [2.0, 1.0, -1.0]
        ]
    }

    /// A network with biases that are not 0, and a square layer.
    fn mlp() -> Mlp {
        let mut mlp = Mlp::new(&[3, 4, 4, 2], 3);
        for b in &mut mlp.biases {
            *b += &Array1::linspace(0.1, 0.4, b.len());
        }
        mlp
    }

    #[test]
    fn own_weights_give_the_same_scores_in_burn() {
        let device = Device::flex();
        let net = from_mlp(&mlp(), &device);
        assert_eq!(net.layers.len(), 3, "one layer for each layer");
        let got = array(net.forward(tensor(&rows(), &device)));
        // f32 has 7 digits.
        assert_close!(got, mlp().scores(&rows()), rtol = 1e-5, atol = 1e-5);
        let one = from_mlp(&Mlp::new(&[3, 1], 5), &device);
        let got = array(one.forward(tensor(&rows(), &device)));
        assert_close!(
            got,
            Mlp::new(&[3, 1], 5).scores(&rows()),
            rtol = 1e-5,
            atol = 1e-5
        );
    }

    #[test]
    fn backward_gives_the_gradients_of_your_own_network() {
        // The loss is the sum of scores times dscores: its derivative is dscores.
        let dscores = array![[0.3, -1.0], [0.5, 2.0], [-0.7, 0.1], [1.0, 0.25]];
        let device = Device::flex().autodiff();
        let net = from_mlp(&mlp(), &device);
        let scores = net.forward(tensor(&rows(), &device));
        let gradients = (scores * tensor(&dscores, &device)).sum().backward();
        let mut own = mlp();
        own.forward(&rows());
        own.backward(&dscores);
        for (l, layer) in net.layers.iter().enumerate() {
            let dw = layer
                .weight
                .val()
                .grad(&gradients)
                .expect("weights are trained");
            let bias = layer.bias.as_ref().expect("a bias");
            let db = bias.val().grad(&gradients).expect("biases are trained");
            assert_close!(array(dw), own.weight_gradients[l], rtol = 1e-4, atol = 1e-5);
            let db = array(db.unsqueeze()).row(0).to_owned();
            assert_close!(db, own.bias_gradients[l], rtol = 1e-4, atol = 1e-5);
        }
    }

    #[test]
    fn a_rate_of_0_changes_nothing() {
        let (x, y) = surface(20, true, 1);
        let start = Mlp::new(&[2, 5, 1], 4).scores(&x).column(0).to_owned();
        let after = |lr, steps| predict(&train_regression(&x, &y, &[5], lr, steps, 4), &x);
        assert_close!(after(0.0, 3), start, rtol = 1e-5, atol = 1e-5);
        assert_close!(after(0.1, 0), start, rtol = 1e-5, atol = 1e-5, "no steps");
        let one_target = || train_regression(&x, &array![1.0], &[5], 0.1, 1, 4);
        let refused = std::panic::catch_unwind(one_target).is_err();
        assert!(refused, "1 target for 20 rows");
    }

    #[test]
    fn the_first_step_goes_as_far_as_the_rate() {
        // AdamW's first step is the rate, in the direction against the gradient (up to eps):
        // with one weight w, x = 1 and a target far above, w and b both grow by 0.01.
        let (x, y) = (array![[1.0], [1.0]], array![50.0, 70.0]);
        let net = train_regression(&x, &y, &[], 0.01, 1, 2);
        let start = Mlp::new(&[1, 1], 2).scores(&x)[[0, 0]];
        assert_close!(predict(&net, &x)[0], start + 0.02, rtol = 1e-3, atol = 1e-4);
    }

    #[test]
    fn predictions_are_compared_with_their_own_target() {
        // A line through 40 points, no noise: broadcast targets would teach the mean.
        let x = Array2::from_shape_fn((40, 1), |(i, _)| i as f64 / 20.0 - 1.0);
        let y = x.column(0).mapv(|v| 2.0 * v - 0.5);
        let net = train_regression(&x, &y, &[], 0.05, 300, 1);
        let explained = r2(&y, &predict(&net, &x));
        assert!(
            explained > 0.99,
            "r2 {explained:.3}: are the targets (n, 1)?"
        );
    }

    #[test]
    fn the_seed_decides() {
        let (x, y) = surface(30, true, 3);
        let after = |seed| predict(&train_regression(&x, &y, &[6], 0.02, 20, seed), &x);
        assert_close!(after(1), after(1), rtol = 1e-6, atol = 1e-6);
        assert!(
            !kit::is_close(&after(1), &after(2)),
            "the seed has no effect"
        );
    }

    #[test]
    fn on_a_plane_a_line_is_enough() {
        let (train, test) = (surface(150, false, 11), surface(150, false, 12));
        let (line, deep) = linear_or_deep(&train, &test, 1);
        // Noise of 0.1 on a spread of 1.04 leaves 0.99.
        assert!(line > 0.95 && line < 1.0, "line {line:.3}");
        assert!(deep > 0.95 && deep < 1.0, "network {deep:.3}");
        assert!(line > deep - 0.02, "line {line:.3}, network {deep:.3}");
        // y = x misses the last of 0, 1, 5 by 3; their mean is 2.
        let few = (array![[0.0], [1.0]], array![0.0, 1.0]);
        let more = (array![[0.0], [1.0], [2.0]], array![0.0, 1.0, 5.0]);
        let (line, _) = linear_or_deep(&few, &more, 1);
        assert_close!(line, 1.0 - 9.0 / 14.0, "the test rows decide");
    }

    #[test]
    fn on_a_curved_surface_the_network_wins() {
        let (train, test) = (surface(150, true, 21), surface(150, true, 22));
        let (line, deep) = linear_or_deep(&train, &test, 1);
        assert!(deep > line + 0.2, "line {line:.3}, network {deep:.3}");
        assert!(deep > 0.9 && deep < 1.0, "network {deep:.3}");
        let fitted = linear_or_deep(&train, &train, 1).1;
        assert!(
            fitted > deep,
            "r2 {fitted:.3} on the training rows, {deep:.3} on the others"
        );
    }
}
