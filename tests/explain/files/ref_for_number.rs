// The number itself is wanted here, and this is a reference to it.
// Put `*` in front of it: `*v`.

use ndarray::array;
fn f(x: f64) -> f64 {
    x
}
fn main() {
    for v in array![1.0].iter() {
        f(v);
    }
}
