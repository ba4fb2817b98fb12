// `self.w` is only lent here, so it cannot be taken away from its owner.
// Take a copy: `self.w.clone()`.

use ndarray::Array1;
struct M {
    w: Array1<f64>,
}
impl M {
    fn w(&self) -> Array1<f64> {
        self.w
    }
}
fn main() {
    M {
        w: Array1::zeros(1),
    }
    .w();
}
