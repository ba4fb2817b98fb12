// A view cannot be used up by `-`: there is no memory of its own to put the result in.
// Put `&` in front: `&x.row(1) - &x.row(0)`.

use ndarray::Array2;
fn main() {
    let x = Array2::<f64>::zeros((3, 3));
    println!("{}", x.row(1) - x.row(0));
}
