// (no sentence)

use ndarray::{Array1, Array2};
fn f(x: &Array2<f64>, w: &Array1<f64>) -> Array1<f64> {
    x.rows().into_iter().map(|r| r.dot(w)).sum::<f64>()
}
fn main() {
    f(&Array2::zeros((1, 1)), &Array1::zeros(1));
}
