// This array has 2 axes, and here it gets 1 position.
// One entry is `a[[i, j]]`, a whole row `a.row(i)`, a whole column `a.column(j)`.

use ndarray::array;
fn main() {
    let a = array![[1.0, 2.0]];
    println!("{}", a[0]);
}
