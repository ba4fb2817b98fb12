// `a` is only lent here, so it cannot be taken away from its owner.
// Take a view, which may be used up: `a.view().insert_axis(...)`.

use ndarray::{Array1, Array2, Axis};
fn f(a: &Array1<f64>, b: &Array1<f64>) -> Array2<f64> {
    a.insert_axis(Axis(1)) + b
}
fn main() {
    f(&Array1::zeros(2), &Array1::zeros(2));
}
