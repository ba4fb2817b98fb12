// `dot` multiplies arrays with each other, not with a number.
// Scale with `*`: `&x * 2.0`.

use ndarray::array;
fn main() {
    let a = array![1.0, 2.0];
    println!("{}", a.dot(&2.0));
}
