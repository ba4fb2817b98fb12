// (no sentence)

use ndarray::{Array1, Array2};
fn f(a: &Array1<f64>, b: &Array2<f64>) -> bool {
    a == b
}
fn main() {
    f(&Array1::zeros(1), &Array2::zeros((1, 1)));
}
