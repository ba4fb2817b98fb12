// A float is wanted here, and this is a whole number.
// Write it with a point: `2.0`.

use ndarray::array;
fn main() {
    let a = array![1.0, 2, 3.5];
    println!("{a}");
}
