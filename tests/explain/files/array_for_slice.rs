// A slice is wanted here, and this is an array of ndarray.
// Ask it for one: `x.as_slice().unwrap()`.

use ndarray::array;
fn total(x: &[f64]) -> f64 {
    x.iter().sum()
}
fn main() {
    println!("{}", total(&array![1.0, 2.0]));
}
