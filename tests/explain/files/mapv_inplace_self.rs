// `a` is being changed by the same call whose closure reads it.
// Calculate what the closure needs before the call: `let total = a.sum();`.

use ndarray::Array1;
fn main() {
    let mut a = Array1::<f64>::zeros(3);
    a.mapv_inplace(|v| v - a.sum());
}
