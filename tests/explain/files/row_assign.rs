// `row` gives a view, and `=` cannot put anything in the place of a view that has no name.
// `a.row_mut(0).assign(&b)` writes an array into it, `.fill(c)` one number.

use ndarray::array;
fn main() {
    let mut a = array![[1.0, 2.0]];
    a.row(0) = array![1.0, 3.0];
    println!("{a}");
}
