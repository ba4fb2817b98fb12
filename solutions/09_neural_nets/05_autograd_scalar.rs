//! Automatic differentiation of scalars
//!
//! Nobody writes a backward pass for every new network. While forward runs, each operation
//! writes a line on a tape: its result, which values went in (its parents), and the slope of
//! the result with respect to each of them. The tape is the graph of the computation, a new
//! one at every run, so that `if` and `for` are allowed in a model. Backward needs no more:
//!
//!     grad[out] = 1, all others 0
//!     for every node i from the last to the first, for every parent p of i:
//!         grad[p] += slope of i with respect to p * grad[i]           (chain rule)
//!
//! Two things matter. A value that is used twice has an effect along both ways, and the two
//! add up. And grad[i] must be complete before it is passed on: nodes go strictly in the
//! reverse order of the tape, where every node stands after its parents.
//!
//! The tape below records `add` and `mul` correctly. Its `backward` is broken in both ways,
//! and `tanh` and `powf` are missing:
//!
//!     tanh   y = tanh(a)      slope 1 - y^2
//!     powf   y = a^p          slope p * a^(p - 1); for p = 0 it is 0, at a = 0 too

/// A value on a tape, by its place there.
#[derive(Clone, Copy, Debug)]
struct Var(usize);

struct Node {
    value: f64,
    parents: Vec<(usize, f64)>, // place of each parent, slope with respect to it
}

#[derive(Default)]
struct Tape {
    nodes: Vec<Node>,
}

impl Tape {
    /// Writes one line on the tape.
    fn push(&mut self, value: f64, parents: Vec<(usize, f64)>) -> Var {
        self.nodes.push(Node { value, parents });
        Var(self.nodes.len() - 1)
    }

    /// A number that was not computed: an input or a weight.
    fn value(&mut self, x: f64) -> Var {
        self.push(x, Vec::new())
    }

    /// The number behind a variable.
    fn get(&self, a: Var) -> f64 {
        self.nodes[a.0].value
    }

    fn add(&mut self, a: Var, b: Var) -> Var {
        let sum = self.get(a) + self.get(b);
        self.push(sum, vec![(a.0, 1.0), (b.0, 1.0)])
    }

    fn mul(&mut self, a: Var, b: Var) -> Var {
        let (x, y) = (self.get(a), self.get(b));
        self.push(x * y, vec![(a.0, y), (b.0, x)])
    }

    /// The hyperbolic tangent of `a`.
    fn tanh(&mut self, a: Var) -> Var {
        // The slope is a number, computed now: backward will not look at the operation again.
        let y = self.get(a).tanh();
        self.push(y, vec![(a.0, 1.0 - y * y)])
    }

    /// `a` to the power of `p`. `p` is a constant, not a variable.
    fn powf(&mut self, a: Var, p: f64) -> Var {
        // a^0 is constant. Without the case, 0 * 0^(-1) would be 0 * infinity, which is NaN.
        // For 0 < p < 1 the slope at 0 is infinite, and rightly so.
        let x = self.get(a);
        let slope = if p == 0.0 { 0.0 } else { p * x.powf(p - 1.0) };
        self.push(x.powf(p), vec![(a.0, slope)])
    }

    /// The derivative of `out` with respect to every value on the tape, in the tape's order;
    /// 0 for values that `out` does not depend on.
    fn backward(&self, out: Var) -> Vec<f64> {
        // Walking from node to parent visits a shared node once for each way that leads to it,
        // and passes on unfinished sums. The tape is already in the right order, and what is
        // not on a way to `out` has gradient 0 and passes on nothing.
        let mut grad = vec![0.0; self.nodes.len()];
        grad[out.0] = 1.0;
        for i in (0..=out.0).rev() {
            for &(parent, slope) in &self.nodes[i].parents {
                grad[parent] += slope * grad[i];
            }
        }
        grad
    }
}

fn main() {
    // One neuron, tanh(w x + b), learns to say -0.5 for 1 and 0.8 for 3.
    let (mut w, mut b) = (0.1, 0.0);
    let (mut steps, mut losses) = (Vec::new(), Vec::new());
    for step in 0..60 {
        let mut tape = Tape::default();
        let (wv, bv) = (tape.value(w), tape.value(b));
        let mut loss = tape.value(0.0);
        for (x, target) in [(1.0, 0.5), (3.0, -0.8)] {
            let (x, minus_target) = (tape.value(x), tape.value(target));
            let wx = tape.mul(wv, x);
            let score = tape.add(wx, bv);
            let out = tape.tanh(score);
            let error = tape.add(out, minus_target);
            let square = tape.powf(error, 2.0);
            loss = tape.add(loss, square);
        }
        let grad = tape.backward(loss);
        if step == 0 {
            println!("the tape of one step: node, value, d loss / d node");
            for (i, node) in tape.nodes.iter().enumerate() {
                println!("{i:3} {:8.4} {:8.4}", node.value, grad[i]);
            }
        }
        kit::train::progress(losses.len(), tape.get(loss));
        steps.push(f64::from(step));
        losses.push(tape.get(loss));
        w -= 0.1 * grad[wv.0];
        b -= 0.1 * grad[bv.0];
    }
    let figure = kit::plot::Figure::new("One neuron learns two points");
    figure.x("step").line("loss", &steps, &losses).show();
    println!("tanh({w:.2} x + {b:.2}), last loss {:.5}", losses[59]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same};
    use ndarray::{Array1, array};
    use rand::Rng;

    // Expected derivatives are closed forms, or difference quotients of the kit.

    #[test]
    fn a_product_has_the_other_factor_as_its_slope() {
        let mut tape = Tape::default();
        let (a, b) = (tape.value(3.0), tape.value(-2.0));
        let y = tape.mul(a, b);
        assert_close!(tape.backward(y), [-2.0, 3.0, 1.0]);
    }

    #[test]
    fn a_value_used_twice_counts_twice() {
        let mut tape = Tape::default();
        let a = tape.value(3.0);
        let y = tape.add(a, a);
        let grad = tape.backward(y);
        assert_not_close!(grad[a.0], 1.0, "the second use overwrote the first");
        assert_close!(grad[a.0], 2.0, "y = a + a");
    }

    #[test]
    fn a_value_used_five_times_counts_five_times() {
        let mut tape = Tape::default();
        let (a, b) = (tape.value(3.0), tape.value(0.5));
        // y = a^4 + a b, dy/da = 4 a^3 + b
        let square = tape.mul(a, a);
        let cube = tape.mul(square, a);
        let fourth = tape.mul(cube, a);
        let ab = tape.mul(a, b);
        let y = tape.add(fourth, ab);
        let grad = tape.backward(y);
        assert_close!(grad[a.0], 108.5);
        assert_close!(grad[b.0], 3.0);
    }

    #[test]
    fn a_node_passes_on_its_gradient_when_it_is_complete() {
        // y = c d with c = a + 1 and d = c c: y = c^3, dy/da = 3 (a + 1)^2.
        let mut tape = Tape::default();
        let (a, one) = (tape.value(2.0), tape.value(1.0));
        let c = tape.add(a, one);
        let d = tape.mul(c, c);
        let y = tape.mul(c, d);
        let grad = tape.backward(y);
        assert_close!(grad[c.0], 27.0);
        assert_not_close!(grad[a.0], 45.0, "c was visited twice");
        assert_close!(grad[a.0], 27.0);
        // y = d + e with d = c c and e = 5 d: here d is the one that is waited for.
        let five = tape.value(5.0);
        let e = tape.mul(five, d);
        let y = tape.add(e, d);
        assert_close!(tape.backward(y)[a.0], 36.0, "y = 6 (a + 1)^2");
    }

    #[test]
    fn tanh_is_flat_far_out_and_steep_at_0() {
        let mut tape = Tape::default();
        let inputs = [0.0, 0.5, -400.0].map(|x| tape.value(x));
        let outputs = inputs.map(|a| tape.tanh(a));
        assert_close!(outputs.map(|y| tape.get(y)), [0.0, 0.5f64.tanh(), -1.0]);
        let slope = |n: usize| tape.backward(outputs[n])[inputs[n].0];
        assert_close!(slope(0), 1.0);
        assert_close!(slope(1), 1.0 / 0.5f64.cosh().powi(2));
        assert_close!(slope(2), 0.0);
    }

    #[test]
    fn powers_have_their_slopes_at_0_too() {
        for (x, p, value, slope) in [
            (3.0, 2.0, 9.0, 6.0),
            (4.0, -0.5, 0.5, -0.0625),
            (-2.0, 3.0, -8.0, 12.0),
            (0.0, 2.0, 0.0, 0.0),
            (0.0, 1.0, 0.0, 1.0),
            (0.0, 0.0, 1.0, 0.0),
            (0.0, 0.5, 0.0, f64::INFINITY),
        ] {
            let mut tape = Tape::default();
            let a = tape.value(x);
            let y = tape.powf(a, p);
            assert_close!(tape.get(y), value, "{x}^{p}");
            assert_close!(tape.backward(y)[a.0], slope, "slope of {x}^{p}");
        }
    }

    #[test]
    fn what_the_output_does_not_depend_on_has_gradient_0() {
        let mut tape = Tape::default();
        let (a, unused) = (tape.value(2.0), tape.value(7.0));
        let y = tape.mul(a, a);
        tape.mul(unused, y);
        let grad = tape.backward(y);
        assert_same!(grad.len(), 4, "one entry for each node");
        assert_close!(grad, [4.0, 0.0, 1.0, 0.0]);
        assert_close!(tape.backward(unused), [0.0, 1.0, 0.0, 0.0]);
    }

    /// A random expression of 12 operations on `leaves`, nodes shared at random.
    fn expression(tape: &mut Tape, leaves: &Array1<f64>, seed: u64) -> Var {
        let mut rng = kit::rng(seed);
        let mut vars: Vec<Var> = leaves.iter().map(|&x| tape.value(x)).collect();
        for _ in 0..12 {
            let a = vars[rng.gen_range(0..vars.len())];
            let b = vars[rng.gen_range(0..vars.len())];
            let made = match rng.gen_range(0..4) {
                0 => tape.add(a, b),
                1 => tape.mul(a, b),
                2 => tape.tanh(a),
                _ => {
                    let small = tape.tanh(a);
                    tape.powf(small, 2.5)
                }
            };
            vars.push(made);
        }
        let ends = vars[vars.len() - 4..].to_vec();
        let product = tape.mul(ends[0], ends[1]);
        let sum = tape.add(ends[2], ends[3]);
        tape.add(product, sum)
    }

    #[test]
    fn a_hundred_random_expressions_match_difference_quotients() {
        let leaves = array![0.4, 0.7, 0.9];
        for seed in 0..100 {
            let value = |x: &Array1<f64>| {
                let mut tape = Tape::default();
                let y = expression(&mut tape, x, seed);
                tape.get(y)
            };
            let mut tape = Tape::default();
            let y = expression(&mut tape, &leaves, seed);
            let analytic = Array1::from(tape.backward(y)[..3].to_vec());
            kit::grad::check_named(&format!("expression {seed}"), value, &leaves, &analytic);
        }
    }

    #[test]
    fn a_chain_of_ten_thousand_nodes_is_no_problem() {
        let mut tape = Tape::default();
        let (a, factor) = (tape.value(1.5), tape.value(1.0));
        let y = (0..10_000).fold(a, |y, _| tape.mul(y, factor));
        let grad = tape.backward(y);
        assert_close!(grad[a.0], 1.0);
        assert_close!(grad[factor.0], 15_000.0, rtol = 1e-9);
    }
}
