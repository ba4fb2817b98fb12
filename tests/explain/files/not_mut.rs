// `a` is changed here, but it was not declared with `mut`.
// Write `let mut a`.

use ndarray::Array1;
fn main() {
    let a = Array1::<f64>::zeros(3);
    a[0] = 1.0;
    println!("{a}");
}
