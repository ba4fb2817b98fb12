// `shape()` gives a slice, and a slice is not compared with a pair.
// Compare with an array, `x.shape() == [2, 3]`, or ask for the pair: `x.dim() == (2, 3)`.

use ndarray::array;
fn main() {
    let a = array![[1.0]];
    println!("{}", a.shape() == (1, 1));
}
