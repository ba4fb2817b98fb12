// `Array1` is not known in this file, because it is not imported.
// Add at the top: `use ndarray::Array1;`

fn f(x: &Array1<f64>) -> f64 {
    x.sum()
}
fn main() {
    f;
}
