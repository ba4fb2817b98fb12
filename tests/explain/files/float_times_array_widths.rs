// `f64` and `f32` are different types of number, and Rust never converts one into the other by itself.
// Use `f64` for both, or convert one of them where they meet: `x as f64`.

use ndarray::Array1;
fn main() {
    let x = Array1::<f64>::zeros(3);
    let s: f32 = 2.0;
    println!("{}", s * &x);
}
