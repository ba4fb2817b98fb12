// `filter` is a method of iterators, and this is an array.
// Ask it for an iterator over its entries first: `x.iter().filter(...)`.

use ndarray::array;
fn main() {
    let a = array![1.0];
    println!("{:?}", a.filter(|v| **v > 0.0).count());
}
