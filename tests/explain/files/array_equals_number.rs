// `==` compares two whole arrays; it does not compare each entry with a number.
// Ask each entry: `x.mapv(|v| v == c)` gives an array of `bool`.

use ndarray::array;
fn main() {
    let a = array![1.0, 2.0];
    let m = a == 0.0;
    println!("{m}");
}
