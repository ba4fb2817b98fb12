// `?` hands an error on, and this error is of another type than the one that the function returns.
// Turn it into text: `.map_err(|error| error.to_string())?`.

use ndarray::{Array1, Array2};
fn f(a: Array1<f64>) -> Result<Array2<f64>, String> {
    Ok(a.into_shape_with_order((2, 1))?)
}
fn main() {
    f(Array1::zeros(2)).unwrap();
}
