// What is returned only looks into `b`, which is gone when the function ends.
// Return the value itself: no `&` here, and none in front of the return type.

use ndarray::Array1;
fn f(a: &Array1<f64>) -> &Array1<f64> {
    let b = a * 2.0;
    &b
}
fn main() {
    f(&Array1::zeros(2));
}
