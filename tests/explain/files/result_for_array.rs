// This is not the value itself but a `Result`: the value, or an error if it did not work.
// Take the value out with `.unwrap()`, or with `?` in a function that returns a `Result`.

use ndarray::{Array1, Array2};
fn f(x: Array1<f64>) -> Array2<f64> {
    x.into_shape_with_order((2, 1))
}
fn main() {
    f(Array1::zeros(2));
}
