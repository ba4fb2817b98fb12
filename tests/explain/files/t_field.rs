// Arrays of ndarray have no field `T`.
// `x.t()` is the transposed view.

use ndarray::array;
fn main() {
    let a = array![[1.0]];
    println!("{}", a.T);
}
