// `x` is a reference to the caller's array, and here it would become an array of its own.
// Write into the caller's array: `*x = ...`; or change it where it is, as with `x.mapv_inplace(...)`.

use ndarray::Array2;
fn clip(x: &mut Array2<f64>) {
    x = x.mapv(|v| v.max(0.0));
}
fn main() {
    clip(&mut Array2::eye(2));
}
