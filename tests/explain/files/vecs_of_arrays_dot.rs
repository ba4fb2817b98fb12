// (no sentence)

use ndarray::Array1;
fn f(a: &Array1<f64>, k: &[Array1<f64>]) {
    a.dot(k);
}
fn main() {
    f(&Array1::zeros(1), &[]);
}
