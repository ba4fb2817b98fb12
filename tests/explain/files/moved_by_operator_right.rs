// A calculation used up `b`: it stood there without `&`, and then its memory is taken for the result.
// Lend it to the calculation: `&b`.

use ndarray::array;
fn main() {
    let a = array![1.0, 2.0];
    let b = array![1.0, 2.0];
    let c = &a + b;
    println!("{b} {c}");
}
