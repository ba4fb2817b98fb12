// Rust does not mix floats and whole numbers in one calculation: here a float meets a whole number.
// Write the number with a point, `2.0` instead of `2`; a variable becomes a float by `n as f64`.

use ndarray::array;
fn main() {
    let mut a = array![1.0, 2.0];
    a -= 1;
    println!("{a}");
}
