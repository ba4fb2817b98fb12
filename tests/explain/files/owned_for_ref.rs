// The array is only borrowed here, and it is handed over.
// Put `&` in front of it: `&array![1.0, 2.0]`.

use ndarray::{Array1, array};
fn total(x: &Array1<f64>) -> f64 {
    x.sum()
}
fn main() {
    println!("{}", total(array![1.0, 2.0]));
}
