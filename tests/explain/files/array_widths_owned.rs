// The entries of the left array are `f64`, those of the right one `usize`, and Rust does not mix two types of number.
// Convert one of the arrays: `b.mapv(|v| v as f64)`.

use ndarray::Array1;
fn main() {
    let x = Array1::<f64>::zeros(3);
    let y = Array1::<usize>::zeros(3);
    println!("{}", x - y);
}
