// `from_vec` makes a vector; a matrix must also be told its shape.
// `Array2::from_shape_vec((rows, columns), v).unwrap()`, row after row.

use ndarray::Array2;
fn main() {
    let v = vec![1.0, 2.0];
    let a = Array2::from_vec(v);
    println!("{a}");
}
