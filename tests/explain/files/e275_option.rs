// (no sentence)

use ndarray::{Array1, Array2, Axis};
fn f(a: &Array2<f64>) -> Array1<f64> {
    a.dot(a.mean_axis(Axis(0)))
}
fn main() {
    f(&Array2::zeros((1, 1)));
}
