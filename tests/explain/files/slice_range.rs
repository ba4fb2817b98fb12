// `slice` wants its ranges wrapped in the macro `s!`, one for each axis.
// Write `.slice(s![0..1])`, with `use ndarray::s;` at the top.

use ndarray::array;
fn main() {
    let a = array![1.0, 2.0];
    println!("{}", a.slice(0..1));
}
