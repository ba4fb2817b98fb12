// `^` is not a power in Rust but an operator on bits, which floats do not have.
// Raise each entry: `x.mapv(|v| v.powi(2))`.

use ndarray::array;
fn main() {
    let x = array![1.5];
    println!("{}", &x ^ 2);
}
