// `reshape` is only for arrays that share their memory (`ArcArray`).
// `x.into_shape_with_order((2, 3)).unwrap()` gives an array its new shape, `x.to_shape((2, 3)).unwrap()` without using it up.

use ndarray::array;
fn main() {
    let a = array![1.0, 2.0];
    println!("{:?}", a.reshape((2, 1)));
}
