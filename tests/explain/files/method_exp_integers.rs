// `exp` is for arrays of floats, and this one holds whole numbers.
// Write the numbers with a point, or convert them: `x.mapv(|v| v as f64)`.

use ndarray::array;
fn main() {
    let a = array![1, 2];
    println!("{:?}", a.exp());
}
