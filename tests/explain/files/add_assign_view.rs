// `+=` only borrows what is on its right, and here an array is handed over.
// Put `&` in front of the right side: `a += &b`.

use ndarray::array;
fn main() {
    let mut a = array![1.0, 2.0];
    let b = array![[1.0, 2.0]];
    a += b.row(0);
    println!("{a}");
}
