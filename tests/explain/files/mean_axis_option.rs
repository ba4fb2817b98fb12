// This is not the value itself but an `Option`: the value, or `None` if there is none.
// Take the value out with `.unwrap()` where it is certain to be there; `match` or `if let` where it is not.

use ndarray::{Array1, Array2, Axis};
fn f(x: &Array2<f64>) -> Array1<f64> {
    x.mean_axis(Axis(0))
}
fn main() {
    f(&Array2::zeros((3, 3)));
}
