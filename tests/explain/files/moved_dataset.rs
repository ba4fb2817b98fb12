// `x` was handed over in an earlier line and is gone since then.
// Hand over a copy there: `x.clone()`.

use linfa::prelude::*;
use ndarray::array;
fn main() {
    let x = array![[1.0], [2.0]];
    let y = array![1.0, 2.0];
    let d = Dataset::new(x, y);
    println!("{x} {d:?}");
}
