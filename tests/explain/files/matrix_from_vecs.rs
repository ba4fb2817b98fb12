// A matrix is not made from a `Vec` of `Vec`s, whose rows might differ in length.
// Join the rows first: `Array2::from_shape_vec((rows, columns), v.concat()).unwrap()`.

use ndarray::Array2;
fn main() {
    let v = vec![vec![1.0, 2.0], vec![3.0, 4.0]];
    let a = Array2::from(v);
    println!("{a}");
}
