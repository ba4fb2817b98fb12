// This view is for reading only, and here it is to be written through.
// Take a view for writing: `row_mut`, `column_mut`, `slice_mut`, `view_mut`.

use ndarray::Array1;
fn main() {
    let a = Array1::<f64>::zeros(3);
    let mut v = a.view();
    v[0] = 1.0;
    println!("{a}");
}
