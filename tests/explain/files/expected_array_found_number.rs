// `sum` adds up all entries to one number, and an array is wanted here.
// Sum along one axis: `x.sum_axis(Axis(0))`.

use ndarray::Array1;
fn f(x: &Array1<f64>) -> Array1<f64> {
    x.sum()
}
fn main() {
    f(&Array1::zeros(1));
}
