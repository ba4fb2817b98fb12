// (no sentence)

use ndarray::{Array1, Array2};
fn main() {
    let a = Array2::<f64>::zeros((2, 2));
    let mut v = a.row(0);
    let b = Array1::<f64>::zeros(2);
    v = b;
    println!("{v}");
}
