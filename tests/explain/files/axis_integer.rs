// An axis is not given by a plain number here but by `Axis(...)`, so that it is not mixed up with a position.
// Write `Axis(0)`, with `use ndarray::Axis;` at the top.

use ndarray::{Array1, Array2};
fn f(x: &Array2<f64>) -> Array1<f64> {
    x.sum_axis(0)
}
fn main() {
    f(&Array2::zeros((3, 3)));
}
