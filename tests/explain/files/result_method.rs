// This is not the value itself but a `Result`: the value, or an error if it did not work.
// Take the value out with `.unwrap()`, or with `?` in a function that returns a `Result`.

use ndarray::Array2;
fn main() {
    let a = Array2::from_shape_vec((2, 1), vec![1.0, 2.0]);
    println!("{}", a.sum());
}
