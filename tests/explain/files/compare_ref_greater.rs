// A reference is compared with a number here.
// Compare the number behind it: `**x > 0.0`.

use ndarray::array;
fn main() {
    let v = array![1.0, 2.0];
    println!("{}", v.iter().filter(|x| x > 0.0).count());
}
