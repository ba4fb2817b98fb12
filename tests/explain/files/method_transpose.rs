// Arrays of ndarray have no method `transpose`.
// `x.t()` is the transposed view.

use ndarray::array;
fn main() {
    let a = array![[1.0, 2.0]];
    println!("{:?}", a.transpose());
}
