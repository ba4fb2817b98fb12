// Rust cannot tell what the entries of this array are: `f64`, `f32`, `usize`, ...
// Give the variable a type: `let x: Array2<f64> = ...`.

use ndarray::Array2;
fn main() {
    let x = Array2::zeros((3, 2));
    println!("{}", x.nrows());
}
