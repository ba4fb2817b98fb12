// This is not the value itself but a `Result`: the value, or an error if it did not work.
// Take the value out with `.unwrap()`, or with `?` in a function that returns a `Result`.

use ndarray::{Array2, Array3};
fn f(x: &Array3<f64>) -> Array2<f64> {
    x.to_shape((2, 6))
}
fn main() {
    f(&Array3::zeros((2, 2, 3)));
}
