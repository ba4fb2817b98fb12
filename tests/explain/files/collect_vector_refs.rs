// The iterator gives references to numbers, and the array is to hold the numbers themselves.
// Copy them on the way: `.copied().collect()`.

use ndarray::{Array1, array};
fn main() {
    let x = array![1.0, 2.0];
    let a: Array1<f64> = x.iter().collect();
    println!("{a}");
}
