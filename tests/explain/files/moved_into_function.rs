// `total` takes `a` over, because its parameter has no `&`, so it is gone after that call.
// Write `&` before the parameter's type and `&a` in the call, or hand over a copy: `a.clone()`.

use ndarray::{Array1, array};
fn total(x: Array1<f64>) -> f64 {
    x.sum()
}
fn main() {
    let a = array![1.0, 2.0];
    println!("{}", total(a));
    println!("{a}");
}
