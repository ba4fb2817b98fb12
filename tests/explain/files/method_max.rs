// Arrays of ndarray have no `max`, since floats have no complete order (NaN).
// Fold the entries: `x.iter().copied().fold(f64::NEG_INFINITY, f64::max)`.

use ndarray::array;
fn main() {
    let a = array![1.0, 2.0];
    println!("{:?}", a.max());
}
