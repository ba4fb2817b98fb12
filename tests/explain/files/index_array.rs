// An array of `bool` does not pick entries in ndarray.
// Pick by position, `a.select(Axis(0), &positions)`, or go through both with `a.iter().zip(&mask)`.

use ndarray::array;
fn main() {
    let a = array![1.0, 2.0];
    let m = array![true, false];
    println!("{}", a[m]);
}
