// (no sentence)

use ndarray::{Array2, s};
fn main() {
    let mut a = Array2::<f64>::zeros((3, 3));
    let v = a.slice(s![0, ..]);
    a.slice_mut(s![1, ..]).assign(&v);
}
