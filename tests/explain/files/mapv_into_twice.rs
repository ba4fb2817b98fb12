// `mapv_into` takes `y` over, so it is gone after that call.
// `y.mapv(...)` only borrows it and makes a new array.

use ndarray::Array1;
fn f(y: Array1<f64>) -> Array1<f64> {
    let squares = y.mapv_into(|v| v * v);
    squares + y
}
fn main() {
    f(Array1::zeros(2));
}
