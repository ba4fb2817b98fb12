// `a[0]` is only lent here, so it cannot be taken away from its owner.
// Take a copy: `a[0].clone()`.

use ndarray::Array1;
fn f(a: &[Array1<f64>]) -> Array1<f64> {
    a[0]
}
fn main() {
    f(&[Array1::zeros(1)]);
}
