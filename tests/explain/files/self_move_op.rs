// `self.w` is only lent here, so it cannot be taken away from its owner.
// Lend it to the calculation: `&self.w * 2.0`.

use ndarray::Array1;
struct M {
    w: Array1<f64>,
}
impl M {
    fn w(&self) -> Array1<f64> {
        self.w * 2.0
    }
}
fn main() {
    M {
        w: Array1::zeros(1),
    }
    .w();
}
