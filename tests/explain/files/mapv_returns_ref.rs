// The entries of this array are references to numbers, and the numbers themselves are wanted.
// `mapv` passes the numbers where `map` passes references; `.to_owned()` behind a view copies them.

use ndarray::{Array1, array};
fn main() {
    let a: Array1<f64> = array![1.0].map(|v| v);
    println!("{a}");
}
