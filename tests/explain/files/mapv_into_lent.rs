// `x` is only lent here, so it cannot be taken away from its owner.
// `x.mapv_inplace(...)` changes the entries where they are.

use ndarray::Array2;
fn clip(x: &mut Array2<f64>) {
    x.mapv_into(|v| v.max(0.0));
}
fn main() {
    clip(&mut Array2::eye(2));
}
