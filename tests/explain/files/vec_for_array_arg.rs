// An array of ndarray is wanted here, and this is a `Vec`.
// Make an array of it: `&Array1::from(v)`.

use ndarray::Array1;
fn total(x: &Array1<f64>) -> f64 {
    x.sum()
}
fn main() {
    println!("{}", total(&vec![1.0, 2.0]));
}
