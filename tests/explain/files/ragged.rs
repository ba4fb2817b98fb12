// The rows in `array!` differ in length: the first has 2, another one 1.
// Give every row as many entries as the first.

use ndarray::array;
fn main() {
    let a = array![[1.0, 2.0], [3.0]];
    println!("{a}");
}
