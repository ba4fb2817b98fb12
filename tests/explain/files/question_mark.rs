// `?` hands an error on to the caller, and this function returns neither a `Result` nor an `Option`.
// Use `.unwrap()`, or let the function return `Result<(), Box<dyn std::error::Error>>` and end with `Ok(())`.

use ndarray::Array2;
fn main() {
    let a = Array2::from_shape_vec((2, 1), vec![1.0, 2.0])?;
    println!("{a}");
}
