// A vector (1 axis) is wanted here, and this is a matrix (2 axes).
// Take one row, `x.row(i)`, or one column, `x.column(j)`, or reduce along an axis, `x.sum_axis(Axis(0))`.

use ndarray::{Array1, array};
fn total(x: &Array1<f64>) -> f64 {
    x.sum()
}
fn main() {
    println!("{}", total(&array![[1.0, 2.0]]));
}
