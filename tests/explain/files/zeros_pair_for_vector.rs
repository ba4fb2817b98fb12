// An array with 1 axis needs 1 length, and here it gets 2.
// Give the length alone: `Array1::zeros(n)`.

use ndarray::Array1;
fn main() {
    let x = Array1::<f64>::zeros((3, 2));
    println!("{x}");
}
