// The method borrows `self` for reading only (`&self`), and here it is changed.
// Write `&mut self` in the method's signature.

use ndarray::Array1;
struct M {
    w: Array1<f64>,
}
impl M {
    fn step(&self) {
        self.w[0] += 1.0;
    }
}
fn main() {
    M {
        w: Array1::zeros(1),
    }
    .step();
}
