// The loop goes through `a` for changing, and inside it `a` is read as a whole.
// Calculate what the loop needs before it starts, and use that inside.

use ndarray::Array1;
fn main() {
    let mut a = Array1::<f64>::zeros(3);
    for v in a.iter_mut() {
        *v -= a.sum();
    }
}
