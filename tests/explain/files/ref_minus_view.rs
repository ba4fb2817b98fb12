// The right side of `-` is a view that is handed over, and behind a borrowed left side it must be borrowed too.
// Put `&` in front of the view: `&x - &x.row(0)`.

use ndarray::Array2;
fn main() {
    let x = Array2::<f64>::zeros((3, 3));
    println!("{}", &x - x.row(0));
}
