// Positions are of type `usize` in Rust, and this is `i32`.
// Count in `usize` from the start; `i as usize` converts.

use ndarray::array;
fn main() {
    let a = array![1.0, 2.0];
    let i: i32 = 1;
    println!("{}", a[i]);
}
