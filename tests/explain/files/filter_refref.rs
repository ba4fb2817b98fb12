// A reference is compared with a number here.
// Compare the number behind it: `**v > 1.0`.

use ndarray::array;
fn main() {
    let a = array![1.0, 2.0];
    println!("{}", a.iter().filter(|v| v > 1.0).count());
}
