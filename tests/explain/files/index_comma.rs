// Two positions are one index in ndarray, in brackets of their own.
// Write `a[[0, 1]]`.

use ndarray::array;
fn main() {
    let a = array![[1.0, 2.0]];
    println!("{}", a[0, 1]);
}
