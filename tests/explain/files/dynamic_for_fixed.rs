// A matrix (2 axes) is wanted here, and this is an array whose number of axes is only known when it runs.
// Say how many there are: `x.into_dimensionality::<Ix2>().unwrap()`.

use ndarray::{Array2, ArrayD};
fn f(x: ArrayD<f64>) -> Array2<f64> {
    x
}
fn main() {
    f(ArrayD::zeros(vec![1]));
}
