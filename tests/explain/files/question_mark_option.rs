// `?` meets an `Option` here, in a function that returns a `Result`: there is no error to hand on.
// Say which error a missing value is: `.ok_or("there is no value")?`.

use ndarray::Array1;
fn f(a: &Array1<f64>) -> Result<f64, String> {
    Ok(a.mean()?)
}
fn main() {
    f(&Array1::zeros(2)).unwrap();
}
