// The array itself is wanted here, and this is only a reference to it.
// Hand over a copy: `x.clone()`.

use ndarray::Array2;
fn f(x: &Array2<f64>) -> Array2<f64> {
    x
}
fn main() {
    let a = Array2::zeros((2, 2));
    f(&a);
}
