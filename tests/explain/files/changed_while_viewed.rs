// `v` still looks into `a` and is used further down, so `a` cannot be changed here.
// Use `v` for the last time before this line, or make it a copy that does not look into `a` (`.to_owned()`, `.clone()`).

use ndarray::Array1;
fn main() {
    let mut a = Array1::<f64>::zeros(3);
    let v = a.view();
    a[0] = 1.0;
    println!("{v}");
}
