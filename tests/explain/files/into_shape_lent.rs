// `x` is only lent here, so it cannot be taken away from its owner.
// `x.to_shape(...)` only borrows it; `.unwrap().into_owned()` makes an array of that.

use ndarray::{Array2, Array3};
fn f(x: &Array3<f64>) -> Array2<f64> {
    let (n, h, w) = x.dim();
    x.into_shape_with_order((n, h * w))
        .expect("images that lie row by row")
}
fn main() {
    f(&Array3::zeros((2, 2, 3)));
}
