// A view is wanted here, and this is the array itself or a reference to it.
// Ask it for a view: `array![1.0, 2.0].view()`.

use ndarray::{ArrayView1, array};
fn total(x: ArrayView1<f64>) -> f64 {
    x.sum()
}
fn main() {
    println!("{}", total(&array![1.0, 2.0]));
}
