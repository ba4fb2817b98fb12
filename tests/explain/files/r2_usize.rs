// `r2` compares floats, and these are whole numbers.
// Convert both sides: `y.mapv(|v| v as f64)`.

use linfa::prelude::*;
use ndarray::array;
fn main() {
    println!("{:?}", array![1, 2].r2(&array![1, 2]));
}
