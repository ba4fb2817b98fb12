// `dot` multiplies vectors and matrices only, and this array has 3 axes.
// Take one matrix out of it: `x.index_axis(Axis(0), i)`.

use ndarray::{Array2, Array3};
fn main() {
    let a = Array2::<f64>::zeros((3, 3));
    let b = Array3::<f64>::zeros((3, 3, 3));
    println!("{}", a.dot(&b));
}
