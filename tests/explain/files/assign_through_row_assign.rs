// This view is for reading only, and here it is to be written through.
// Take a view for writing: `row_mut`, `column_mut`, `slice_mut`, `view_mut`.

use ndarray::{Array2, array};
fn main() {
    let mut a = Array2::<f64>::zeros((3, 3));
    a.row(0).assign(&array![1.0, 2.0, 3.0]);
    println!("{a}");
}
