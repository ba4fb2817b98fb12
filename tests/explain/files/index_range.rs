// Brackets pick one entry of an array; a range is cut out with `slice`.
// Write `a.slice(s![0..1])`, with `use ndarray::s;` at the top.

use ndarray::array;
fn main() {
    let a = array![1.0, 2.0];
    println!("{}", a[0..1]);
}
