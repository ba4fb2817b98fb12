// `dot` multiplies vectors and matrices only, and this array has a number of axes that is only known when it runs.
// Say how many axes it has: `x.into_dimensionality::<Ix2>().unwrap()`.

use ndarray::{Array1, ArrayD};
fn f(a: &ArrayD<f64>, b: &Array1<f64>) -> f64 {
    a.dot(b)
}
fn main() {
    f(&ArrayD::zeros(vec![3]), &Array1::zeros(3));
}
