// One side of `*` is a reference to a reference to a number, not the number itself.
// Put `**` in front of it to get at the number: `**v`.

use ndarray::array;
fn main() {
    let a = array![1.0, 2.0];
    println!("{}", a.iter().filter(|v| v * 2.0 > 1.0).count());
}
