// `row` gives a view, and `+=` cannot put anything in the place of a view that has no name.
// Give the view a name: `let mut part = a.row_mut(0); part += ...`.

use ndarray::array;
fn main() {
    let mut a = array![[1.0, 2.0]];
    a.row_mut(0) += &array![1.0, 3.0];
    println!("{a}");
}
