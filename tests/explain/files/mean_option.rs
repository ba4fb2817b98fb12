// This is not the value itself but an `Option`: the value, or `None` if there is none.
// Take the value out with `.unwrap()` where it is certain to be there; `match` or `if let` where it is not.

use ndarray::Array1;
fn f(x: &Array1<f64>) -> f64 {
    x.mean()
}
fn main() {
    f(&Array1::zeros(3));
}
