// Arrays of ndarray have no method `argmax`.
// Look for it: `x.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).unwrap().0`.

use ndarray::array;
fn main() {
    let a = array![1.0, 2.0];
    println!("{:?}", a.argmax());
}
