// (no sentence)

use ndarray::{Array1, Array2};
fn f<A>(a: &Array2<A>, b: &Array1<A>) -> Array1<A> {
    a.dot(b)
}
fn main() {
    f(&Array2::<f64>::zeros((1, 1)), &Array1::zeros(1));
}
