//! Automatic differentiation of arrays
//!
//! A tape of numbers would need a node for every product in a matrix product. With arrays as
//! its values, a network takes a dozen nodes. Each operation now writes a function on the
//! tape: from the gradient of its result to the gradients of its parents.
//!
//!     c = a b      (n, k) (k, m)      da = dc b^T,  db = a^T dc
//!     c = a + b    broadcast          da = dc summed back to the shape of a, same for b
//!     relu, softmax_ce                as before, given
//!
//! What broadcasting repeated going forward is summed going back, or the gradient would not
//! have the shape of its value. Shapes are aligned from the right, so `unbroadcast`
//!
//!     1. sums away the axes on the left that `shape` does not have,
//!     2. sums every axis that has length 1 in `shape`, and keeps it, with length 1.
//!
//! Arrays with any number of axes are `ArrayD`; their shape is a slice, `g.shape()`, and `+`
//! broadcasts both sides. `into_dyn()` makes one, `matrix(&a)` below is a view with two axes.
//! `sum_axis(axis)` removes an axis, `insert_axis(axis)` puts one of length 1 there.
//! A function on the tape owns what it needs: `move |dc| ...` with copies of the values.

use kit::reference::{Mlp, softmax_ce};
use ndarray::{Array1, Array2, ArrayD, ArrayView2, Axis, Ix2, Zip, arr0};

/// A value on a tape, by its place there.
#[derive(Clone, Copy)]
struct T(usize);

/// From the gradient of a result to the place and gradient of each parent.
type Back = Box<dyn Fn(&ArrayD<f64>) -> Vec<(usize, ArrayD<f64>)>>;

#[derive(Default)]
struct TensorTape {
    values: Vec<ArrayD<f64>>,
    backs: Vec<Back>,
}

/// A view with two axes. Panics if there are not two.
fn matrix(a: &ArrayD<f64>) -> ArrayView2<'_, f64> {
    a.view().into_dimensionality::<Ix2>().expect("two axes")
}

/// `g` summed to `shape`, from which it had been broadcast.
/// Panics if `shape` cannot be broadcast to the shape of `g`.
fn unbroadcast(g: &ArrayD<f64>, shape: &[usize]) -> ArrayD<f64> {
    // First the axes that broadcasting invented, always on the left, then those it stretched.
    // Which axis of a square matrix was stretched, only `shape` can tell: (m,) and (1, m) lose
    // the rows, (n, 1) the columns. The last line catches shapes that were never broadcast.
    let mut g = g.clone();
    while g.ndim() > shape.len() {
        g = g.sum_axis(Axis(0));
    }
    for (axis, &length) in shape.iter().enumerate() {
        if length == 1 {
            g = g.sum_axis(Axis(axis)).insert_axis(Axis(axis));
        }
    }
    assert_eq!(g.shape(), shape, "not broadcast from this shape");
    g
}

impl TensorTape {
    /// Writes one line on the tape.
    fn push(
        &mut self,
        value: ArrayD<f64>,
        back: impl Fn(&ArrayD<f64>) -> Vec<(usize, ArrayD<f64>)> + 'static,
    ) -> T {
        self.values.push(value);
        self.backs.push(Box::new(back));
        T(self.values.len() - 1)
    }

    /// An array that was not computed: inputs or weights.
    fn value(&mut self, x: ArrayD<f64>) -> T {
        self.push(x, |_| Vec::new())
    }

    /// The array behind a variable.
    fn get(&self, a: T) -> &ArrayD<f64> {
        &self.values[a.0]
    }

    /// max(a, 0), entry by entry. Finished, as an example.
    fn relu(&mut self, a: T) -> T {
        let x = self.get(a).clone();
        self.push(x.mapv(|x| x.clamp(0.0, f64::INFINITY)), move |dc| {
            let awake = |d: &f64, x: &f64| if *x > 0.0 { *d } else { 0.0 };
            vec![(a.0, Zip::from(dc).and(&x).map_collect(awake))]
        })
    }

    /// Mean cross-entropy of softmax(z), a number (no axes). (n, k), n labels. Given.
    fn softmax_ce(&mut self, z: T, y: &Array1<usize>) -> T {
        let (loss, dz) = softmax_ce(&matrix(self.get(z)).to_owned(), y);
        let dz = dz.into_dyn();
        self.push(arr0(loss).into_dyn(), move |dc| vec![(z.0, &dz * dc)])
    }

    /// The matrix product a b. (n, k), (k, m) -> (n, m). Panics if shapes do not fit.
    fn matmul(&mut self, a: T, b: T) -> T {
        // The two products of a linear layer. Both get their gradient, weights and inputs
        // alike: the tape does not know which is which. For a a both lines name the same
        // place, and `grad` adds them.
        let x = matrix(self.get(a)).to_owned();
        let w = matrix(self.get(b)).to_owned();
        self.push(x.dot(&w).into_dyn(), move |dc| {
            let (dx, dw) = (matrix(dc).dot(&w.t()), x.t().dot(&matrix(dc)));
            vec![(a.0, dx.into_dyn()), (b.0, dw.into_dyn())]
        })
    }

    /// a + b, broadcast. Panics if shapes do not fit.
    fn add(&mut self, a: T, b: T) -> T {
        // Only the shapes have to be kept: the slope of a sum is 1. Both sides may have been
        // stretched, as in (n, 1) + (1, m).
        let sum = self.get(a) + self.get(b);
        let shapes = [a, b].map(|v| self.get(v).shape().to_vec());
        self.push(sum, move |dc| {
            let parents = [a.0, b.0].into_iter().zip(&shapes);
            parents
                .map(|(v, shape)| (v, unbroadcast(dc, shape)))
                .collect()
        })
    }

    /// The derivative of `loss` with respect to every value on the tape, in its order.
    /// `None` unless the loss is one number. Given: `backward` of 05_autograd_scalar.
    fn grad(&self, loss: T) -> Option<Vec<ArrayD<f64>>> {
        if self.get(loss).len() != 1 {
            return None;
        }
        let zeros = |value: &ArrayD<f64>| ArrayD::zeros(value.raw_dim());
        let mut grad: Vec<ArrayD<f64>> = self.values.iter().map(zeros).collect();
        grad[loss.0].fill(1.0);
        for i in (0..=loss.0).rev() {
            for (parent, gradient) in self.backs[i](&grad[i]) {
                assert_eq!(
                    gradient.shape(),
                    grad[parent].shape(),
                    "gradient of {parent}"
                );
                grad[parent] += &gradient;
            }
        }
        Some(grad)
    }
}

/// The network `m` with one hidden layer on the tape: its loss, and w1, b1, w2, b2. Given.
fn network(tape: &mut TensorTape, m: &Mlp, x: &Array2<f64>, y: &Array1<usize>) -> (T, [T; 4]) {
    let x = tape.value(x.clone().into_dyn());
    let [w1, w2] = [0, 1].map(|l| tape.value(m.weights[l].clone().into_dyn()));
    let [b1, b2] = [0, 1].map(|l| tape.value(m.biases[l].clone().into_dyn()));
    let xw = tape.matmul(x, w1);
    let z = tape.add(xw, b1);
    let a = tape.relu(z);
    let aw = tape.matmul(a, w2);
    let scores = tape.add(aw, b2);
    (tape.softmax_ce(scores, y), [w1, b1, w2, b2])
}

fn main() {
    let (x, y) = kit::data::moons(4, 80, 0.15);
    let mut model = Mlp::new(&[2, 16, 2], 1);
    for step in 0..=300 {
        let mut tape = TensorTape::default();
        let (loss, [w1, b1, w2, b2]) = network(&mut tape, &model, &x, &y);
        kit::train::progress(step, tape.get(loss).sum());
        let grad = tape.grad(loss).expect("the loss is one number");
        for (l, (w, b)) in [(w1, b1), (w2, b2)].into_iter().enumerate() {
            model.weights[l].scaled_add(-1.0, &matrix(&grad[w.0]));
            model.biases[l] -= &grad[b.0];
        }
        if step % 100 == 0 {
            let nodes = tape.values.len();
            println!("step {step:3}, {nodes} nodes: loss {:.4}", tape.get(loss));
        }
    }
    kit::plot::regions("Two moons, told apart", &x, &y.to_vec(), |a, b| {
        model.predict(&ndarray::array![[a, b]])[0]
    });
    let heard = unbroadcast(&ArrayD::ones(vec![80, 2]), &[2]);
    println!("each of two biases hears from 80 rows: {heard}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same, assert_shape};
    use ndarray::{IxDyn, array};
    use std::panic::catch_unwind;

    // Expected gradients are worked out by hand, difference quotients, or those of the
    // kit's network, which writes its backward pass out.

    #[test]
    fn axes_that_were_added_or_stretched_are_summed() {
        let got = unbroadcast(&ArrayD::ones(vec![5, 1, 2, 4, 3]), &[2, 1, 3]);
        assert_shape!(got, [2, 1, 3]);
        assert_close!(got, ArrayD::from_elem(vec![2, 1, 3], 20.0));
    }

    #[test]
    fn a_square_tells_rows_from_columns_by_the_shape() {
        let g = array![[1.0, 2.0], [10.0, 20.0]].into_dyn();
        assert_not_close!(
            unbroadcast(&g, &[2]),
            array![3.0, 30.0].into_dyn(),
            "the wrong axis"
        );
        assert_close!(unbroadcast(&g, &[2]), array![11.0, 22.0].into_dyn());
        assert_close!(unbroadcast(&g, &[1, 2]), array![[11.0, 22.0]].into_dyn());
        assert_close!(unbroadcast(&g, &[2, 1]), array![[3.0], [30.0]].into_dyn());
        assert_close!(unbroadcast(&g, &[]), arr0(33.0).into_dyn());
        assert_close!(unbroadcast(&g, &[1, 1]), array![[33.0]].into_dyn());
        assert_close!(unbroadcast(&g, &[2, 2]), g);
    }

    #[test]
    fn shapes_that_were_never_broadcast_are_refused() {
        let ones = |shape: &[usize]| ArrayD::<f64>::ones(shape);
        unbroadcast(&ones(&[2, 3]), &[3]);
        assert!(catch_unwind(|| unbroadcast(&ones(&[2, 3]), &[2])).is_err());
        assert!(catch_unwind(|| unbroadcast(&ones(&[3]), &[2, 3])).is_err());
    }

    /// A tape with one operation on `a` and `b`, made one number by two products.
    fn one_number(
        a: &ArrayD<f64>,
        b: &ArrayD<f64>,
        op: fn(&mut TensorTape, T, T) -> T,
    ) -> (f64, Vec<ArrayD<f64>>) {
        let mut tape = TensorTape::default();
        let (a, b) = (tape.value(a.clone()), tape.value(b.clone()));
        let c = op(&mut tape, a, b);
        let (n, m) = matrix(tape.get(c)).dim();
        let left = tape.value(Array2::from_shape_fn((1, n), |(_, i)| 1.0 + i as f64).into_dyn());
        let right = Array2::from_shape_fn((m, 1), |(j, _)| (0.5 + j as f64).powi(2));
        let right = tape.value(right.into_dyn());
        let row = tape.matmul(left, c);
        let loss = tape.matmul(row, right);
        let grad = tape.grad(loss).expect("the loss is one number");
        (tape.get(loss).sum(), grad)
    }

    #[test]
    fn a_product_has_the_two_gradients_of_a_linear_layer() {
        let mut tape = TensorTape::default();
        let a = tape.value(array![[1.0, 2.0, 3.0]].into_dyn());
        let b = tape.value(array![[4.0], [5.0], [-6.0]].into_dyn());
        let c = tape.matmul(a, b);
        assert_close!(tape.get(c), array![[-4.0]].into_dyn());
        let grad = tape.grad(c).expect("one number");
        assert_close!(grad[a.0], array![[4.0, 5.0, -6.0]].into_dyn());
        assert_close!(grad[b.0], array![[1.0], [2.0], [3.0]].into_dyn());
    }

    /// Checks both gradients of `op` at `a` and `b`.
    fn check(a: &ArrayD<f64>, b: &ArrayD<f64>, op: fn(&mut TensorTape, T, T) -> T) {
        let (_, grad) = one_number(a, b, op);
        assert_same!(grad[0].shape(), a.shape(), "the gradient of a");
        assert_same!(grad[1].shape(), b.shape(), "the gradient of b");
        kit::grad::check_named("da", |a| one_number(a, b, op).0, a, &grad[0]);
        kit::grad::check_named("db", |b| one_number(a, b, op).0, b, &grad[1]);
    }

    #[test]
    fn products_match_difference_quotients() {
        let a = array![[0.5, -1.0, 2.0], [1.5, 0.25, -0.75]].into_dyn();
        let b = array![[1.0, 0.3], [-0.4, 2.0], [0.7, -1.1]].into_dyn();
        check(&a, &b, TensorTape::matmul);
    }

    #[test]
    fn an_array_times_itself_hears_from_both_sides() {
        let a = array![[0.5, -1.0], [1.5, 0.25]].into_dyn();
        check(&a, &arr0(0.0).into_dyn(), |tape, a, _| tape.matmul(a, a));
    }

    #[test]
    fn a_sum_gives_each_side_its_own_shape() {
        let full = array![[0.5, -1.0, 2.0], [1.5, 0.25, -0.75]].into_dyn();
        let column = array![[1.0], [2.0]].into_dyn();
        let row = array![[1.0, 2.0, 3.0]].into_dyn();
        let (flat, number) = (array![1.0, -2.0, 0.5].into_dyn(), arr0(0.3).into_dyn());
        let others = [row.clone(), column.clone(), flat, number, full.clone()];
        let pairs = others.iter().flat_map(|o| [(&full, o), (o, &full)]);
        for (a, b) in pairs.chain([(&column, &row), (&row, &column)]) {
            check(a, b, TensorTape::add);
        }
    }

    #[test]
    fn a_square_sum_keeps_rows_and_columns_apart() {
        // (2, 2) + (2,) and (2, 2) + (2, 1): all shapes fit, whatever axis is summed.
        let full = array![[0.5, -1.0], [1.5, 0.25]].into_dyn();
        for b in [array![1.0, 2.0].into_dyn(), array![[1.0], [2.0]].into_dyn()] {
            check(&full, &b, TensorTape::add);
        }
    }

    #[test]
    fn a_network_gets_the_gradients_that_were_written_by_hand() {
        let x = array![[0.5, -1.0, 2.0], [1.5, 0.25, -0.75], [-0.3, 0.8, 0.4]];
        let (y, mut model) = (array![1, 0, 1], Mlp::new(&[3, 4, 2], 6));
        let (expected_loss, dscores) = softmax_ce(&model.forward(&x), &y);
        model.backward(&dscores);
        let mut tape = TensorTape::default();
        let (loss, [w1, b1, w2, b2]) = network(&mut tape, &model, &x, &y);
        assert_close!(tape.get(loss).sum(), expected_loss);
        let grad = tape.grad(loss).expect("one number");
        for (l, (w, b)) in [(w1, b1), (w2, b2)].into_iter().enumerate() {
            assert_close!(matrix(&grad[w.0]), model.weight_gradients[l], rtol = 1e-12);
            let db = model.bias_gradients[l].clone().into_dyn();
            assert_close!(grad[b.0], db, rtol = 1e-12);
        }
    }

    #[test]
    fn only_one_number_has_a_gradient() {
        let mut tape = TensorTape::default();
        let a = tape.value(ArrayD::ones(IxDyn(&[2, 2])));
        let sum = tape.add(a, a);
        assert!(tape.grad(sum).is_none(), "4 numbers are not one loss");
    }
}
