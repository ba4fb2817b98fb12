// `a` ends with the block it stands in, and `v`, which looks into it, is used after that.
// Create `a` before the block, or keep a copy of what is needed: `.to_owned()`.

use ndarray::Array1;
fn main() {
    let v;
    {
        let a = Array1::<f64>::zeros(3);
        v = a.view();
    }
    println!("{v}");
}
