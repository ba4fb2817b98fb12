// Rust does not mix floats and whole numbers in one calculation: here `f64` meets `usize`.
// Turn the whole number into a float first: `n as f64`.

use ndarray::Array1;
fn main() {
    let x = Array1::<f64>::zeros(3);
    let n = x.len();
    println!("{}", &x / n);
}
