// The same calculation lends `c` on one side and uses it up on the other.
// Lend it on both sides: `&c * &c`.

use ndarray::Array1;
fn f(v: &Array1<f64>) -> f64 {
    let c = v - 1.0;
    (&c * c).sum()
}
fn main() {
    f(&Array1::zeros(2));
}
