// `as` converts a single number, not a whole array.
// Convert each entry: `x.mapv(|v| v as f64)`.

use ndarray::{Array1, array};
fn main() {
    let a = array![1, 2];
    let b = a as Array1<f64>;
    println!("{b}");
}
