// The closure took `a` over, so it is gone outside.
// Give the closure a copy: `let copy = a.clone();` before it, and use `copy` inside.

use ndarray::array;
fn main() {
    let a = array![1.0, 2.0];
    let f = move |i: usize| a[i];
    println!("{a} {}", f(0));
}
