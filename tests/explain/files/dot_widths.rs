// `dot` needs the same type of number in both arrays, and here it is `f64` and `f32`.
// Convert one of them: `b.mapv(|v| v as f64)`.

use ndarray::Array1;
fn main() {
    let a = Array1::<f64>::zeros(3);
    let b = Array1::<f32>::zeros(3);
    println!("{}", a.dot(&b));
}
