// `a` was handed over in an earlier line and is gone since then.
// Hand over a copy there: `a.clone()`.

use ndarray::array;
fn main() {
    let a = array![1.0, 2.0];
    let b = a;
    println!("{a} {b}");
}
