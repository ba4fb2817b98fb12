// A view is promised here, and this is a copy with memory of its own.
// Leave out `.to_owned()`; a view of what was lent to the function may be given back.

use ndarray::{Array2, ArrayView1};
fn f(x: &Array2<f64>) -> ArrayView1<'_, f64> {
    x.column(0).to_owned()
}
fn main() {
    f(&Array2::eye(2));
}
