//! Momentum, RMSProp, Adam
//!
//! Gradient descent has one rate for all parameters. In a long narrow valley it is too small
//! along the valley and too large across. Three rules that remember earlier gradients g, for
//! every entry of every parameter p of its own; all memories start at 0:
//!
//!     Momentum   v = mu v + g                     like a ball that rolls
//!                p -= lr v
//!     RMSProp    s = rho s + (1 - rho) g^2        a running mean of squares
//!                p -= lr g / (sqrt(s) + eps)      the same speed in all directions
//!     Adam       t = t + 1                        1 at the first step
//!                m = beta1 m + (1 - beta1) g
//!                s = beta2 s + (1 - beta2) g^2
//!                p -= lr decay p                  before the step, from the old p
//!                p -= lr (m / (1 - beta1^t)) / (sqrt(s / (1 - beta2^t)) + eps)
//!
//! m and s start at 0 and are too small at first; the two divisions make up for it. eps stands
//! outside the root. The decay is decoupled: it does not go through m and s ("AdamW"). Added
//! to the gradient instead, it would be divided by sqrt(s) like everything else.
//!
//! `Zip::from(p).and(g).and(m).for_each(|p, &g, m| ...)` walks several arrays side by side;
//! what comes from `iter_mut` can be written: `*m = ...`. `x.powi(t)` wants t as i32.

use ndarray::{Array2, Zip, array};

trait Optimizer {
    /// One step: moves the parameters by what their gradients say.
    fn step(&mut self, params: &mut [Array2<f64>], grads: &[Array2<f64>]);
}

/// A memory of zeros for each parameter, made at the first step. Given.
/// Panics unless there is one gradient of the same shape for each parameter.
fn prepare(memory: &mut Vec<Array2<f64>>, params: &[Array2<f64>], grads: &[Array2<f64>]) {
    let shapes = |list: &[Array2<f64>]| list.iter().map(Array2::dim).collect::<Vec<_>>();
    assert_eq!(
        shapes(params),
        shapes(grads),
        "a gradient for each parameter"
    );
    if memory.is_empty() {
        *memory = params.iter().map(|p| Array2::zeros(p.dim())).collect();
    }
}

/// Plain gradient descent. Finished, as an example.
struct Sgd {
    lr: f64,
}

impl Optimizer for Sgd {
    fn step(&mut self, params: &mut [Array2<f64>], grads: &[Array2<f64>]) {
        for (p, g) in params.iter_mut().zip(grads) {
            Zip::from(p).and(g).for_each(|p, &g| *p -= self.lr * g);
        }
    }
}

struct Momentum {
    lr: f64,
    mu: f64,
    v: Vec<Array2<f64>>,
}

impl Optimizer for Momentum {
    fn step(&mut self, params: &mut [Array2<f64>], grads: &[Array2<f64>]) {
        // With a constant gradient v tends to g / (1 - mu): ten times as fast for mu = 0.9.
        // Across a valley the gradients change sign, and cancel out in v.
        prepare(&mut self.v, params, grads);
        for ((p, g), v) in params.iter_mut().zip(grads).zip(&mut self.v) {
            Zip::from(p).and(g).and(v).for_each(|p, &g, v| {
                *v = self.mu * *v + g;
                *p -= self.lr * *v;
            });
        }
    }
}

struct RmsProp {
    lr: f64,
    rho: f64,
    eps: f64,
    s: Vec<Array2<f64>>,
}

impl Optimizer for RmsProp {
    fn step(&mut self, params: &mut [Array2<f64>], grads: &[Array2<f64>]) {
        // Divided by its own usual size, a gradient says little more than up or down. eps
        // only matters where s is nearly 0: 0 / (0 + eps) is 0, not NaN.
        prepare(&mut self.s, params, grads);
        for ((p, g), s) in params.iter_mut().zip(grads).zip(&mut self.s) {
            Zip::from(p).and(g).and(s).for_each(|p, &g, s| {
                *s = self.rho * *s + (1.0 - self.rho) * g * g;
                *p -= self.lr * g / (s.sqrt() + self.eps);
            });
        }
    }
}

#[derive(Default)]
struct Adam {
    lr: f64,
    beta1: f64,
    beta2: f64,
    eps: f64,
    decay: f64,
    t: i32,
    m: Vec<Array2<f64>>,
    s: Vec<Array2<f64>>,
}

impl Adam {
    /// The usual constants, no decay. Given.
    fn new(lr: f64) -> Self {
        Self {
            lr,
            beta1: 0.9,
            beta2: 0.999,
            eps: 1e-8,
            ..Self::default()
        }
    }
}

impl Optimizer for Adam {
    fn step(&mut self, params: &mut [Array2<f64>], grads: &[Array2<f64>]) {
        // t counts steps, not parameters: it goes up once, before it is used, or the first
        // division would be by 1 - 1 = 0. At t = 1 the corrected m and s are g and g^2, so the
        // first step is lr in every direction, however large the gradient.
        prepare(&mut self.m, params, grads);
        prepare(&mut self.s, params, grads);
        self.t += 1;
        let (c1, c2) = (1.0 - self.beta1.powi(self.t), 1.0 - self.beta2.powi(self.t));
        let memories = self.m.iter_mut().zip(&mut self.s);
        for ((p, g), (m, s)) in params.iter_mut().zip(grads).zip(memories) {
            Zip::from(p).and(g).and(m).and(s).for_each(|p, &g, m, s| {
                *m = self.beta1 * *m + (1.0 - self.beta1) * g;
                *s = self.beta2 * *s + (1.0 - self.beta2) * g * g;
                *p -= self.lr * self.decay * *p;
                *p -= self.lr * (*m / c1) / ((*s / c2).sqrt() + self.eps);
            });
        }
    }
}

fn momentum(lr: f64, mu: f64) -> Momentum {
    let v = Vec::new();
    Momentum { lr, mu, v }
}

fn rms_prop(lr: f64, rho: f64, eps: f64) -> RmsProp {
    let s = Vec::new();
    RmsProp { lr, rho, eps, s }
}

/// A valley 50 times as steep across as along: (p0^2 + 50 p1^2) / 2, and its gradient. Given.
fn valley(p: &Array2<f64>) -> (f64, Array2<f64>) {
    let steepness = array![[1.0, 50.0]];
    ((p * p * &steepness).sum() / 2.0, p * &steepness)
}

/// The losses before each of `steps` steps down the valley, and where they end. Given.
fn minimise(opt: &mut dyn Optimizer, steps: usize) -> (Vec<f64>, Array2<f64>) {
    let (mut params, mut losses) = ([array![[10.0, 1.0]]], Vec::new());
    for step in 0..steps {
        let (loss, grad) = valley(&params[0]);
        kit::train::progress(step, loss);
        losses.push(loss);
        opt.step(&mut params, &[grad]);
    }
    let [end] = params;
    (losses, end)
}

fn main() {
    let mut optimizers: [(&str, Box<dyn Optimizer>); 4] = [
        ("gradient descent", Box::new(Sgd { lr: 0.03 })),
        ("momentum", Box::new(momentum(0.01, 0.9))),
        ("RMSProp", Box::new(rms_prop(0.1, 0.9, 1e-8))),
        ("Adam", Box::new(Adam::new(0.3))),
    ];
    let mut figure = kit::plot::Figure::new("Down a narrow valley");
    figure = figure.x("step").y("log10 of the loss");
    for (name, opt) in &mut optimizers {
        kit::train::named(name);
        let (losses, end) = minimise(opt.as_mut(), 80);
        println!("{name:>17}: after 80 steps at {end:9.5}");
        let steps: Vec<f64> = (0..80).map(f64::from).collect();
        let logs: Vec<f64> = losses.iter().map(|loss| loss.max(1e-12).log10()).collect();
        figure = figure.line(name, &steps, &logs);
    }
    figure.show();
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close};

    // Expected steps are worked out by hand from the formulas of the header.

    /// The values of one number after each gradient, starting at `start`.
    fn path(opt: &mut dyn Optimizer, start: f64, grads: &[f64]) -> Vec<f64> {
        let mut p = [array![[start]]];
        let step = |&g: &f64| {
            opt.step(&mut p, &[array![[g]]]);
            p[0][[0, 0]]
        };
        grads.iter().map(step).collect()
    }

    #[test]
    fn momentum_adds_half_of_the_last_velocity() {
        // v = 1, 2.5, 0.25
        let got = path(&mut momentum(0.1, 0.5), 0.0, &[1.0, 2.0, -1.0]);
        assert_close!(got, [-0.1, -0.35, -0.375]);
        let got = path(&mut momentum(0.01, 0.9), 0.0, &[3.0; 200]);
        assert_close!(got[198] - got[199], 0.3, rtol = 1e-6, "ten times lr g");
    }

    #[test]
    fn rms_prop_divides_by_the_usual_size() {
        // s = 2, 9, 5
        let got = path(&mut rms_prop(0.1, 0.5, 0.0), 0.0, &[2.0, 4.0, -1.0]);
        let first = -0.2 / 2f64.sqrt();
        let second = first - 0.4 / 3.0;
        assert_close!(got, [first, second, second + 0.1 / 5f64.sqrt()]);
    }

    #[test]
    fn adams_first_step_is_the_rate_whatever_the_gradient() {
        for g in [1e-3, 1.0, 5e4] {
            let got = path(&mut Adam::new(0.01), 1.0, &[g])[0];
            let uncorrected = 1.0 - 0.01 * 0.1 / 0.001f64.sqrt();
            assert_not_close!(got, uncorrected, atol = 1e-6, "m and s were not corrected");
            assert_close!(got, 0.99, atol = 1e-6);
            assert_close!(path(&mut Adam::new(0.01), 1.0, &[-g])[0], 1.01, atol = 1e-6);
        }
    }

    #[test]
    fn three_steps_of_adam() {
        let mut adam = Adam::new(0.1);
        (adam.beta1, adam.beta2, adam.eps) = (0.5, 0.25, 0.0);
        // g = 1, 3, -1: m = 1/2, 7/4, 3/8 over 1/2, 3/4, 7/8
        //               s = 3/4, 111/16, 159/64 over 3/4, 15/16, 63/64
        let got = path(&mut adam, 0.0, &[1.0, 3.0, -1.0]);
        let second = -0.1 - 0.1 * (7.0 / 3.0) / (111.0f64 / 15.0).sqrt();
        let third = second - 0.1 * (3.0 / 7.0) / (159.0f64 / 63.0).sqrt();
        assert_close!(got, [-0.1, second, third]);
    }

    #[test]
    fn adam_does_not_care_about_the_unit_of_the_loss() {
        let grads = [3.0, -2.0, 0.5, 4.0];
        let in_millions = path(&mut Adam::new(0.1), 1.0, &grads.map(|g| g * 1e6));
        assert_close!(
            path(&mut Adam::new(0.1), 1.0, &grads),
            in_millions,
            atol = 1e-6
        );
    }

    #[test]
    fn eps_stands_outside_the_root() {
        let mut adam = Adam::new(1.0);
        adam.eps = 0.25;
        let got = path(&mut adam, 0.0, &[0.5])[0];
        assert_not_close!(got, -0.5 / 0.5f64.sqrt(), "sqrt(s + eps)");
        assert_close!(got, -0.5 / 0.75);
        let got = path(&mut rms_prop(1.0, 0.75, 0.25), 0.0, &[1.0])[0];
        assert_close!(got, -1.0 / 0.75, "RMSProp");
    }

    #[test]
    fn without_a_gradient_only_decay_moves() {
        assert_close!(path(&mut Adam::new(0.1), 2.0, &[0.0, 0.0]), [2.0, 2.0]);
        assert_close!(path(&mut rms_prop(0.1, 0.9, 1e-8), 2.0, &[0.0]), [2.0]);
        let mut adam = Adam::new(0.1);
        adam.decay = 0.1;
        let got = path(&mut adam, 2.0, &[0.0, 0.0]);
        assert_not_close!(got[0], 1.9, atol = 1e-6, "decay went through m and s");
        assert_close!(got, [1.98, 1.9602]);
        (adam.t, adam.m, adam.s) = (0, Vec::new(), Vec::new());
        let got = path(&mut adam, 2.0, &[1.0])[0];
        assert_not_close!(got, 1.881, atol = 1e-6, "the step came first");
        assert_close!(got, 1.88, atol = 1e-6);
    }

    #[test]
    fn every_parameter_has_a_memory_of_its_own() {
        let grads = [array![[1.0, -2.0]], array![[0.5], [3.0], [-1.0]]];
        let optimizers: [fn() -> Box<dyn Optimizer>; 3] = [
            || Box::new(momentum(0.1, 0.9)),
            || Box::new(rms_prop(0.1, 0.9, 1e-8)),
            || Box::new(Adam::new(0.1)),
        ];
        for new in optimizers {
            let mut together = [Array2::zeros((1, 2)), Array2::ones((3, 1))];
            let (mut alone, mut opt) = (together.clone(), new());
            let (mut first, mut second) = (new(), new());
            for scale in [1.0, -0.5, 2.0] {
                let grads = grads.clone().map(|g| g * scale);
                opt.step(&mut together, &grads);
                first.step(&mut alone[..1], &grads[..1]);
                second.step(&mut alone[1..], &grads[1..]);
            }
            assert_close!(together[0], alone[0]);
            assert_close!(together[1], alone[1]);
        }
    }

    #[test]
    fn a_narrow_valley_is_crossed_faster_than_by_gradient_descent() {
        // No random number is involved: the formulas alone decide.
        let end = |opt: &mut dyn Optimizer| valley(&minimise(opt, 80).1).0;
        let plain = end(&mut Sgd { lr: 0.03 });
        assert!(end(&mut momentum(0.01, 0.9)) < plain / 2.0);
        assert!(end(&mut Adam::new(0.3)) < plain / 2.0);
    }
}
