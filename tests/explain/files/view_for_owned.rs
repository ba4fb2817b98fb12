// This is a view, which only looks into another array, and an array of its own is wanted here.
// Copy what it shows: `x.row(0).to_owned()`.

use ndarray::{Array1, Array2};
fn first(x: &Array2<f64>) -> Array1<f64> {
    x.row(0)
}
fn main() {
    first(&Array2::zeros((2, 2)));
}
