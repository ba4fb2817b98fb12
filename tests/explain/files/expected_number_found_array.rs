// One number is wanted here, and this is a whole array.
// Pick an entry, `x[i]` or `x[[i, j]]`, or reduce it, for example with `.sum()`.

use ndarray::Array1;
fn f(x: &Array1<f64>) -> f64 {
    x * 2.0
}
fn main() {
    f(&Array1::zeros(1));
}
