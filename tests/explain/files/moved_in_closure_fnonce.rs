// (no sentence)

use ndarray::array;
fn main() {
    let a = array![1.0];
    let f = || a;
    println!("{} {}", f(), f());
}
