// A matrix (2 axes) is wanted here, and this is a vector (1 axis).
// Make one column of it, `x.insert_axis(Axis(1))`, or one row, `x.insert_axis(Axis(0))`.

use ndarray::{Array2, array};
fn rows(x: Array2<f64>) -> usize {
    x.nrows()
}
fn main() {
    println!("{}", rows(array![1.0, 2.0]));
}
