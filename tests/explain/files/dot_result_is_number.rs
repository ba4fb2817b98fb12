// The `dot` of two vectors is one number, and an array is wanted here.
// For one number a row, put the matrix in front: `x.dot(&w)`.

use ndarray::{Array1, array};
fn main() {
    let a = array![1.0, 2.0];
    let y: Array1<f64> = a.dot(&a);
    println!("{y}");
}
