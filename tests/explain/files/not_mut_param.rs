// `w` is lent for reading only (`&`), and here it is changed.
// Ask for `&mut` in the signature, or change a copy: `let mut copy = w.clone();`.

use ndarray::Array1;
fn f(w: &Array1<f64>) {
    w[0] = 1.0;
}
fn main() {
    f(&Array1::zeros(2));
}
