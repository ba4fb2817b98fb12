// A struct that stores a reference or a view must say how long that stays valid.
// Store the array itself: `Array1<f64>`.

use ndarray::{Array1, ArrayView1};
struct M {
    w: ArrayView1<f64>,
}
fn main() {
    let w = Array1::zeros(1);
    println!("{}", M { w: w.view() }.w);
}
