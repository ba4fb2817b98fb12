// `dot` multiplies arrays of ndarray, and a `Vec` or slice is none.
// Make an array of it first: `Array1::from(v)`, or `ArrayView1::from(&v)` without a copy.

use ndarray::array;
fn main() {
    let a = array![1.0, 2.0];
    let b = vec![1.0, 2.0];
    println!("{}", a.dot(&b));
}
