// A position is a number, and this is a reference to one.
// Put `*` in front of it: `v[*b]`.

use ndarray::Array1;
fn f(v: &Array1<f64>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..v.len()).collect();
    order.sort_by_key(|b| v[b] > 0.0);
    order
}
fn main() {
    f(&Array1::zeros(2));
}
