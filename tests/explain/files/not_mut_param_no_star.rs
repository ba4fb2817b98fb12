// `w` is a reference, and `+=` is to change what it refers to.
// Put `*` in front: `*w += ...`.

use ndarray::Array1;
fn f(w: &mut Array1<f64>) {
    w += 1.0;
}
fn main() {
    f(&mut Array1::zeros(2));
}
