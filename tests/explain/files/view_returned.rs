// What is returned only looks into `a`, which is gone when the function ends.
// Return a copy: `.to_owned()` behind it, and `Array1<f64>` or `Array2<f64>` as the return type.

use ndarray::{Array2, ArrayView1};
fn f() -> ArrayView1<'static, f64> {
    let a = Array2::<f64>::zeros((3, 3));
    a.row(0)
}
fn main() {
    f();
}
