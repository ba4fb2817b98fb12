// `v` still looks into `a` and is used further down, so `a` cannot be handed over here.
// Use `v` for the last time before this line, or make it a copy that does not look into `a` (`.to_owned()`, `.clone()`).

use ndarray::Array2;
fn main() {
    let a = Array2::<f64>::zeros((3, 3));
    let v = a.row(0);
    let b = a * 2.0;
    println!("{v} {b}");
}
