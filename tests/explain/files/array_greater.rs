// `>` does not compare arrays entry by entry.
// Ask each entry: `x.mapv(|v| v > 0.0)` gives an array of `bool`.

use ndarray::array;
fn main() {
    let a = array![1.0, 2.0];
    let m = a > 0.0;
    println!("{m}");
}
