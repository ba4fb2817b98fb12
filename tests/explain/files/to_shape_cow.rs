// This array is either a view or a copy, as it came out, and an array of its own is wanted here.
// Make it one: `.into_owned()`.

use ndarray::{Array2, Array3};
fn f(x: &Array3<f64>) -> Array2<f64> {
    x.to_shape((2, 6)).unwrap()
}
fn main() {
    f(&Array3::zeros((2, 2, 3)));
}
