// The macro `s!` is not known in this file, because it is not imported.
// Add at the top: `use ndarray::s;`

use ndarray::array;
fn main() {
    let a = array![[1.0, 2.0]];
    println!("{}", a.slice(s![0..1, ..]));
}
