// This is a view, which only looks into another array, and an array of its own is wanted here.
// Copy what it shows: `&m.row(0).to_owned()`.

use ndarray::{Array1, array};
fn total(x: &Array1<f64>) -> f64 {
    x.sum()
}
fn main() {
    let m = array![[1.0, 2.0]];
    println!("{}", total(&m.row(0)));
}
