// `std_axis` also wants to know by how much less than n it divides (ddof).
// `.std_axis(Axis(0), 0.0)` divides by n, `.std_axis(Axis(0), 1.0)` by n - 1.

use ndarray::{Array2, Axis};
fn main() {
    let x = Array2::<f64>::zeros((3, 3));
    println!("{:?}", x.std_axis(Axis(1)));
}
