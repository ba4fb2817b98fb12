// Brackets pick one entry in Rust; parts of an array are cut out with `slice`, where `..` is all of an axis.
// Column 0 is `x.slice(s![.., 0])` or `x.column(0)`; `x.insert_axis(Axis(1))` adds an axis, as `None` does in numpy.

use ndarray::Array2;
fn f(a: &Array2<f64>) -> f64 {
    a[.., 0].sum()
}
fn main() {
    f(&Array2::eye(2));
}
