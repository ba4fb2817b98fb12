//! Weight initialisation
//!
//! A deep network multiplies a signal by one matrix after the other. If each of them makes it
//! half as large, 20 layers leave a millionth; if each doubles it, scores explode. So the
//! spread of the first weights is chosen to keep the spread of the signal. A sum of `fan_in`
//! independent products with weights of variance v has fan_in * v times their variance:
//!
//!     Zero        0                               all units of a layer stay equal for ever
//!     Normal(s)   variance s^2
//!     Xavier      variance 2 / (fan_in + fan_out) for tanh (Glorot and Bengio, 2010)
//!     He          variance 2 / fan_in             ReLU drops half of it, hence the 2 (2015)
//!
//! All of them have mean 0. `Normal::new(mean, std)` wants the standard deviation, and
//! `rng.sample(normal)` draws. Watch the signal: a[0] = rows of standard normal numbers,
//! a[l + 1] = act(a[l] w[l]) with w[l] of shape (width, width), and the standard deviation of
//! all entries of a[1], ..., a[depth], `a.std(0.0)`.
//!
//! The last layer has a rule of its own: start by knowing nothing. With small last weights
//! the k classes are equally likely, and the loss starts near ln k. Much more than that means
//! that the network is confidently wrong before it has seen anything.

use kit::reference::softmax_ce;
use ndarray::{Array1, Array2};
use rand::Rng;
use rand_distr::Normal;

#[derive(Clone, Copy, Debug)]
enum Init {
    Zero,
    Normal(f64),
    Xavier,
    He,
}

#[derive(Clone, Copy, Debug)]
enum Act {
    Relu,
    Tanh,
}

/// Independent numbers with mean 0 and this standard deviation. () -> (n, m). Finished, as an
/// example. Panics unless `std` is finite.
fn normal(shape: (usize, usize), std: f64, rng: &mut impl Rng) -> Array2<f64> {
    let normal = Normal::new(0.0, std).expect("a finite standard deviation");
    Array2::from_shape_simple_fn(shape, || rng.sample(normal))
}

fn act(z: Array2<f64>, kind: Act) -> Array2<f64> {
    match kind {
        Act::Relu => z.mapv_into(|z| z.clamp(0.0, f64::INFINITY)),
        Act::Tanh => z.mapv_into(f64::tanh),
    }
}

/// Weights for a layer with `fan_in` inputs and `fan_out` outputs. () -> (fan_in, fan_out)
/// With `fan_in` = 0 there is nothing to draw, and the array is empty.
fn init(fan_in: usize, fan_out: usize, kind: Init, rng: &mut impl Rng) -> Array2<f64> {
    // A variance in the formulas, a standard deviation in the generator: without the root the
    // weights of a wide layer would be far too small. What counts for the signal on its way up
    // is fan_in. Xavier's mean of both also thinks of the gradient on its way down.
    let std = match kind {
        Init::Zero => 0.0,
        Init::Normal(std) => std,
        Init::Xavier => (2.0 / (fan_in + fan_out).max(1) as f64).sqrt(),
        Init::He => (2.0 / fan_in.max(1) as f64).sqrt(),
    };
    normal((fan_in, fan_out), std, rng)
}

/// The standard deviation of the signal after each of `depth` layers without biases, for 100
/// rows. All random numbers come from one generator made from `seed`. () -> depth numbers
fn activation_stds(depth: usize, width: usize, kind: Act, start: Init, seed: u64) -> Vec<f64> {
    // One generator for all layers: with a new one from the same seed in each layer, all of
    // them would have the same weights, and the signal would find their favourite direction.
    let rng = &mut kit::rng(seed);
    let mut a = normal((100, width), 1.0, rng);
    let mut stds = Vec::with_capacity(depth);
    for _ in 0..depth {
        a = act(a.dot(&init(width, width, start, rng)), kind);
        stds.push(a.std(0.0));
    }
    stds
}

/// The loss of a network 64 -> 100 -> k before any training: He and ReLU, then a last layer
/// started with `last`, on 200 rows of standard normal numbers with the labels
/// 0, 1, ..., k - 1, 0, 1, ... All from one generator made from `seed`. Panics if k is 0.
fn initial_loss(k: usize, last: Init, seed: u64) -> f64 {
    // Scores with a spread s cost about ln k + s^2 / 2 as long as s is small. He in the last
    // layer makes s near 1.4. Real networks often start their last layer smaller, or at zero:
    // there it does no harm, since the units below differ already.
    let rng = &mut kit::rng(seed);
    let x = normal((200, 64), 1.0, rng);
    let y = Array1::from_shape_fn(200, |i| i % k);
    let hidden = act(x.dot(&init(64, 100, Init::He, rng)), Act::Relu);
    softmax_ce(&hidden.dot(&init(100, k, last, rng)), &y).0
}

fn main() {
    let layers = Array1::from_iter((1..=10).map(f64::from));
    let mut figure = kit::plot::Figure::new("How large is the signal?");
    figure = figure.x("layer").y("log10 of the standard deviation");
    for (name, kind, start) in [
        ("ReLU, He", Act::Relu, Init::He),
        ("ReLU, Xavier", Act::Relu, Init::Xavier),
        ("tanh, Xavier", Act::Tanh, Init::Xavier),
        ("ReLU, 0.01", Act::Relu, Init::Normal(0.01)),
        ("ReLU, 0.5", Act::Relu, Init::Normal(0.5)),
    ] {
        let stds = activation_stds(10, 100, kind, start, 1);
        println!(
            "{name:>13}: layer 1 {:9.2e}, layer 10 {:9.2e}",
            stds[0], stds[9]
        );
        figure = figure.line(name, &layers, &Array1::from(stds).mapv(f64::log10));
    }
    figure.show();
    println!(
        "loss at the start for 10 classes, ln 10 = {:.3}",
        10f64.ln()
    );
    for last in [Init::Zero, Init::Normal(0.01), Init::He, Init::Normal(1.0)] {
        println!("  last layer {last:?}: {:.3}", initial_loss(10, last, 1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_shape};
    use ndarray::{Axis, array};

    // The bands of the signal were measured on 200 seeds: mean and at least three spreads.

    /// The mean square, which is the variance of numbers with mean 0.
    fn variance(w: &Array2<f64>) -> f64 {
        (w * w).sum() / w.len() as f64
    }

    /// 20,000 numbers: the variance has a standard error of 1 %, so 5 % are five of them.
    #[test]
    fn he_divides_by_what_comes_in() {
        let w = init(50, 400, Init::He, &mut kit::rng(1));
        assert_shape!(w, [50, 400]);
        let share = variance(&w) * 50.0 / 2.0;
        assert!(
            (0.95..1.05).contains(&share),
            "variance * fan_in / 2 = {share:.4}"
        );
        let mean = w.sum() / 20_000.0;
        assert!(
            mean.abs() < 5.0 * (0.04f64 / 20_000.0).sqrt(),
            "mean {mean}"
        );
    }

    #[test]
    fn xavier_divides_by_both_sides() {
        let w = init(400, 50, Init::Xavier, &mut kit::rng(2));
        let share = variance(&w) * 450.0 / 2.0;
        assert!(
            (0.95..1.05).contains(&share),
            "variance * sum / 2 = {share:.4}"
        );
    }

    #[test]
    fn zero_and_normal_do_what_they_say() {
        let zero = init(3, 2, Init::Zero, &mut kit::rng(3));
        assert_close!(zero, Array2::<f64>::zeros((3, 2)));
        let share = variance(&init(100, 200, Init::Normal(0.3), &mut kit::rng(3))) / 0.09;
        assert!(
            (0.95..1.05).contains(&share),
            "0.3 is no variance: {share:.4}"
        );
    }

    #[test]
    fn one_input_or_none_is_no_problem() {
        let share = variance(&init(1, 20_000, Init::He, &mut kit::rng(4))) / 2.0;
        assert!((0.95..1.05).contains(&share), "{share:.4}");
        assert_shape!(init(0, 3, Init::He, &mut kit::rng(4)), [0, 3]);
        assert_shape!(init(0, 0, Init::Xavier, &mut kit::rng(4)), [0, 0]);
    }

    #[test]
    fn one_generator_gives_each_layer_its_own_weights() {
        let mut rng = kit::rng(5);
        let (a, b) = (
            init(4, 4, Init::He, &mut rng),
            init(4, 4, Init::He, &mut rng),
        );
        assert!(!kit::is_close(&a, &b), "the same weights twice");
        assert_close!(init(4, 4, Init::He, &mut kit::rng(5)), a);
    }

    #[test]
    fn he_keeps_the_signal_of_relu_alive() {
        for seed in 0..5 {
            let stds = activation_stds(10, 100, Act::Relu, Init::He, seed);
            assert_eq!(stds.len(), 10, "one for each layer");
            // sqrt(1 - 1 / pi) = 0.826 after a layer: of half a normal distribution.
            assert!((stds[0] - 0.826).abs() < 0.05, "seed {seed}: {stds:.3?}");
            let kept = stds[9] / stds[0];
            assert!((0.4..2.3).contains(&kept), "seed {seed}: {stds:.3?}");
        }
    }

    #[test]
    fn xavier_keeps_the_signal_of_tanh_alive() {
        for seed in 0..5 {
            let stds = activation_stds(10, 100, Act::Tanh, Init::Xavier, seed);
            // 0.36 is left (spread 0.012): tanh squeezes large entries, but nothing vanishes.
            let kept = stds[9] / stds[0];
            assert!((0.3..0.42).contains(&kept), "seed {seed}: {stds:.3?}");
            assert!((stds[0] - 0.627).abs() < 0.02, "seed {seed}: {stds:.3?}");
        }
    }

    #[test]
    fn each_layer_has_weights_of_its_own() {
        // One unit: a layer with a positive weight multiplies the signal by it. The first two
        // weights are both positive for one seed in four.
        let differ = |seed| {
            let stds = activation_stds(3, 1, Act::Relu, Init::Normal(1.0), seed);
            stds[2] > 0.0 && !kit::is_close(&(stds[2] / stds[1]), &(stds[1] / stds[0]))
        };
        assert!((0..20).any(differ), "all layers have the same weights");
    }

    #[test]
    fn weights_too_small_or_too_large_lose_or_blow_up_the_signal() {
        let small = activation_stds(10, 100, Act::Relu, Init::Normal(0.01), 1);
        assert!(small[9] < 1e-8, "{small:?}");
        let large = activation_stds(10, 100, Act::Relu, Init::Normal(0.5), 1);
        assert!(large[9] > 1e4, "{large:?}");
        let halved = activation_stds(10, 100, Act::Relu, Init::Xavier, 1);
        // Each layer keeps half of the mean square: 2^(-10 / 2) = 0.031 of 0.8.
        assert!((0.006..0.06).contains(&halved[9]), "{halved:?}");
        assert!(activation_stds(0, 10, Act::Tanh, Init::He, 1).is_empty());
        assert_close!(activation_stds(2, 10, Act::Tanh, Init::Zero, 1), [0.0, 0.0]);
    }

    #[test]
    fn a_small_last_layer_starts_by_knowing_nothing() {
        for (k, seed) in [(2, 1), (10, 2), (50, 3)] {
            let ln_k = (k as f64).ln();
            assert_close!(initial_loss(k, Init::Zero, seed), ln_k);
            let small = initial_loss(k, Init::Normal(0.01), seed);
            assert!((small - ln_k).abs() < 0.03, "k = {k}: {small:.3}");
            let he = initial_loss(k, Init::He, seed);
            assert!(he > ln_k + 0.03, "k = {k}: {he:.3}");
            let large = initial_loss(k, Init::Normal(1.0), seed);
            assert!(large > ln_k + 1.0, "k = {k}: {large:.3}");
        }
        // Measured for 50 classes on 200 seeds: 0.95 above ln k, spread 0.10; without ReLU 1.80.
        let above = initial_loss(50, Init::He, 3) - 50f64.ln();
        assert!(above < 1.28, "{above:.3}: is the hidden layer bent?");
        // With Normal(1.0) 18.6 above, spread 1.1; with tanh 12.5, a first layer by Xavier 10.4,
        // by Normal(1.0) 122.
        let above = initial_loss(50, Init::Normal(1.0), 3) - 50f64.ln();
        let as_told = (14.4..22.8).contains(&above);
        assert!(as_told, "{above:.1}: is the first layer He and ReLU?");
    }

    #[test]
    fn units_that_start_equal_stay_equal() {
        let mut model = kit::reference::Mlp::new(&[3, 4, 2], 1);
        for (w, start) in model.weights.iter_mut().zip([0.5, -0.5]) {
            w.assign(&(init(w.nrows(), w.ncols(), Init::Zero, &mut kit::rng(1)) + start));
        }
        model.weights[1].column_mut(1).fill(0.25);
        let x = array![[1.0, 2.0, -0.5], [0.5, -1.0, 3.0]];
        for _ in 0..5 {
            let (_, dscores) = softmax_ce(&model.forward(&x), &array![0, 1]);
            model.zero_gradients();
            model.backward(&dscores);
            model.step(0.1);
        }
        let w = &model.weights[0];
        for unit in w.axis_iter(Axis(1)) {
            assert_close!(unit, w.column(0), "four units, one opinion");
        }
    }
}
