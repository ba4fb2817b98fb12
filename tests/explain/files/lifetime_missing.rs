// The function returns something that looks into one of its parameters, and does not say into which.
// Return a copy, with `.to_owned()`, or name the lifetime: `fn f<'a>(x: &'a Array2<f64>, ...) -> ArrayView1<'a, f64>`.

use ndarray::{Array2, ArrayView1};
fn f(a: &Array2<f64>, b: &Array2<f64>) -> ArrayView1<f64> {
    if a.sum() > 0.0 { a.row(0) } else { b.row(0) }
}
fn main() {
    f(&Array2::zeros((2, 2)), &Array2::zeros((2, 2)));
}
