// `row` is for matrices, and this is a vector, which has neither rows nor columns.
// `x[i]` is an entry; `x.insert_axis(Axis(1))` makes a matrix with one column of it.

use ndarray::array;
fn main() {
    let a = array![1.0, 2.0];
    println!("{:?}", a.row(0));
}
