// `shape` is a method, and a method is called with parentheses.
// Write `.shape()`.

use ndarray::array;
fn main() {
    let a = array![1.0];
    println!("{}", a.shape[0]);
}
