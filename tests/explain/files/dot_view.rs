// `dot` takes its argument by reference, and here it is handed over.
// Put `&` in front of it: `.dot(&a.t())`.

use ndarray::array;
fn main() {
    let a = array![[1.0, 2.0], [2.0, 3.0]];
    println!("{}", a.dot(a.t()));
}
