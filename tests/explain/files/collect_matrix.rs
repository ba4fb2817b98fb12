// `collect` builds arrays with 1 axis, and here it is to build one with 2.
// Collect the entries into a `Vec` and give it a shape: `Array2::from_shape_vec((rows, columns), v).unwrap()`.

use ndarray::{Array1, Array2, array};
fn main() {
    let x = array![[1.0, 2.0]];
    let a: Array2<f64> = x.rows().into_iter().map(|r| r.to_owned()).collect();
    println!("{a}");
    let _: Array1<f64>;
}
