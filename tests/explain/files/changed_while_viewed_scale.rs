// The loop is still reading `a`, and inside it `a` is changed.
// Loop over positions, `for i in 0..a.len()`, or over a copy: `a.clone()`.

use ndarray::Array2;
fn main() {
    let mut a = Array2::<f64>::zeros((3, 3));
    for r in a.rows() {
        a[[0, 0]] = r.sum();
    }
}
