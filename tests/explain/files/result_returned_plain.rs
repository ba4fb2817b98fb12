// A `Result` is wanted here, and this is the plain value.
// Wrap it: `Ok(y)`.

use ndarray::{Array1, Array2, ShapeError};
fn f(x: Array1<f64>) -> Result<Array2<f64>, ShapeError> {
    let y = x.into_shape_with_order((1, 1))?;
    y
}
fn main() {
    f(Array1::zeros(1)).unwrap();
}
