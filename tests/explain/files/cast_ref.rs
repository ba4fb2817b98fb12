// `as` converts a number, and this is a reference to one.
// Put `*` in front of it: `*v as f64`.

use ndarray::array;
fn main() {
    let a = array![1, 2];
    let b = a.map(|v| v as f64);
    println!("{b}");
}
