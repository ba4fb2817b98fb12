// `dot` takes its argument by reference, and here it is handed over.
// Put `&` in front of it: `.dot(&b)`.

use ndarray::array;
fn main() {
    let a = array![1.0, 2.0];
    let b = array![1.0, 2.0];
    println!("{}", a.dot(b));
}
