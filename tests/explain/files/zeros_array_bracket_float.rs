// The lengths of an array are whole numbers, and this is a float.
// Count in `usize` from the start; `n as usize` converts.

use ndarray::Array1;
fn main() {
    let n = 3.0;
    let x = Array1::<f64>::zeros(n);
    println!("{x}");
}
