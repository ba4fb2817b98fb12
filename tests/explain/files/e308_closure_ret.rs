// (no sentence)

use ndarray::array;
fn main() {
    let a = array![1.0].mapv(|v: f64| if v > 0.0 { 1 } else { 0.0 });
}
