// The `;` at the end throws the value away, so that nothing is left to give back.
// Remove that `;`.

use ndarray::Array1;
fn f(x: &Array1<f64>) -> Array1<f64> {
    let y = x * 2.0;
    y + 1.0;
}
fn main() {
    f(&Array1::zeros(2));
}
