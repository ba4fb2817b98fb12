// Arrays of ndarray have no method `astype`.
// Convert each entry: `x.mapv(|v| v as f64)`.

use ndarray::array;
fn main() {
    let a = array![1, 2];
    println!("{:?}", a.astype());
}
