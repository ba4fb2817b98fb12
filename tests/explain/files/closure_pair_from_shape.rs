// The closure gets one value here, a pair, and is written for two.
// Put the two names into parentheses: `|(i, j)|`.

use ndarray::Array2;
fn main() {
    let a = Array2::from_shape_fn((2, 2), |i, j| i + j);
    println!("{a}");
}
