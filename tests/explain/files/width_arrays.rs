// An array of `f64` is wanted here, and this one holds `f32`.
// Convert each entry: `x.mapv(|v| v as f64)`.

use ndarray::Array1;
fn total(x: &Array1<f64>) -> f64 {
    x.sum()
}
fn main() {
    let a = Array1::<f32>::zeros(3);
    println!("{}", total(&a));
}
