// `v` looks into a value that has no name and is gone at the end of this line.
// Give that value a name in a line before: `let whole = Array1::<f64>::zeros(3);`.

use ndarray::Array1;
fn main() {
    let v = Array1::<f64>::zeros(3).view();
    println!("{v}");
}
