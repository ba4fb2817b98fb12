// `a` is being changed and read in the same statement.
// Take out what is read before the call: `let row = a.row(1).to_owned();`.

use ndarray::Array2;
fn main() {
    let mut a = Array2::<f64>::zeros((3, 3));
    a.row_mut(0).assign(&a.row(1));
    println!("{a}");
}
