// The loop lends its entries for reading only, and here one is changed.
// Loop with `.iter_mut()`.

use ndarray::Array1;
fn main() {
    let mut a = Array1::<f64>::zeros(3);
    for v in a.iter() {
        *v = 1.0;
    }
    println!("{a}");
    a[0] = 1.0;
}
