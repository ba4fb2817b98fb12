// `s![...]` has 2 parts, and this array has 1 axis.
// Give the range of its only axis: `s![0..2]`.

use ndarray::{array, s};
fn main() {
    let a = array![1.0, 2.0];
    println!("{}", a.slice(s![0..1, ..]));
}
