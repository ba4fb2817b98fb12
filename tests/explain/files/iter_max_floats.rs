// A float has no `max` in an iterator: NaN is neither smaller nor larger than anything, so floats have no complete order.
// Fold them: `iter().copied().fold(f64::NEG_INFINITY, f64::max)`.

use ndarray::array;
fn main() {
    let a = array![1.0, 2.0];
    println!("{:?}", a.iter().max());
}
