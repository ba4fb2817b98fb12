// A `Vec` is wanted here, and this is an array of ndarray.
// Copy the entries into one: `x.to_vec()`.

use ndarray::Array1;
fn f(x: &Array1<f64>) -> Vec<f64> {
    x.mapv(|v| v + 1.0)
}
fn main() {
    f(&Array1::zeros(2));
}
