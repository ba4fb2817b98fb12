// An array of `f64` is wanted here, and this one holds whole numbers.
// Write the numbers with a point: `array![1.0, 2.0]`.

use ndarray::{Array1, array};
fn main() {
    let a: Array1<f64> = array![1, 2, 3];
    println!("{a}");
}
