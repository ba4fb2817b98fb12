// (no sentence)

use ndarray::Array1;
fn main() {
    let mut a = Array1::<f64>::zeros(3);
    for v in a.iter_mut() {
        a[0] = *v;
    }
}
