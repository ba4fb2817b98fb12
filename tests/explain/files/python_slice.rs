// Brackets pick one entry in Rust; parts of an array are cut out with `slice`, where `..` is all of an axis.
// Column 0 is `x.slice(s![.., 0])` or `x.column(0)`; `x.insert_axis(Axis(1))` adds an axis, as `None` does in numpy.

use ndarray::Array1;
fn f(a: &Array1<f64>) -> f64 {
    a[:, None].sum()
}
fn main() {
    f(&Array1::zeros(2));
}
