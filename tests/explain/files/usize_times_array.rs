// Rust does not mix floats and whole numbers in one calculation: here `f64` meets a whole number.
// Write the number with a point, `2.0` instead of `2`; a variable becomes a float by `n as f64`.

use ndarray::Array1;
fn main() {
    let x = Array1::<f64>::zeros(3);
    println!("{}", 2 * &x);
}
