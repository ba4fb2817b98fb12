// This array has 1 axis, and here it gets 2 positions.
// Give the position alone: `a[i]`.

use ndarray::array;
fn main() {
    let a = array![1.0, 2.0];
    println!("{}", a[(0, 1)]);
}
