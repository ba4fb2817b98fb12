// `{}` cannot print an `Option`.
// Take the value out with `.unwrap()`, or print it as it is with `{:?}`.

use ndarray::Array1;
fn main() {
    println!("{}", Array1::<f64>::zeros(3).mean());
}
