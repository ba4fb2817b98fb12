// (no sentence)

use ndarray::Array2;
fn f(a: &Array2<f64>) {
    a.dot(2.0);
}
fn main() {
    f(&Array2::zeros((1, 1)));
}
