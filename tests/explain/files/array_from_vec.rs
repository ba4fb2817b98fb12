// An array of ndarray is wanted here, and this is a `Vec`.
// Make an array of it: `Array1::from(v)`.

use ndarray::Array1;
fn main() {
    let a: Array1<f64> = vec![1.0, 2.0];
    println!("{a}");
}
