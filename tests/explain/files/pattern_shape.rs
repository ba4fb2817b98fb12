// `shape()` gives a slice, which cannot be taken apart like a pair.
// `x.dim()` gives a pair: `let (n, d) = x.dim();`.

use ndarray::Array2;
fn f(x: &Array2<f64>) -> usize {
    let (n, d) = x.shape();
    n * d
}
fn main() {
    f(&Array2::zeros((1, 1)));
}
