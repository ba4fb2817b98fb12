// `b` is a reference already, and `&` in front of it makes a reference to a reference.
// Leave out the `&`: `.dot(b)`.

use ndarray::Array1;
fn f(a: &Array1<f64>, b: &Array1<f64>) -> f64 {
    a.dot(&b)
}
fn main() {
    f(&Array1::zeros(3), &Array1::zeros(3));
}
