// (no sentence)

use ndarray::array;
fn main() {
    let a = array![1.0, 2.0];
    println!("{:?}", a.summ());
}
