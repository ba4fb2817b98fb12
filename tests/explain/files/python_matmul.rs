// Rust has no operator `@`.
// The matrix product is a method: `a.dot(&b)`.

use ndarray::Array2;
fn f(a: &Array2<f64>, b: &Array2<f64>) -> Array2<f64> {
    a @ b
}
fn main() {
    f(&Array2::eye(2), &Array2::eye(2));
}
