// `mapv` is a method of the array, and `iter()` has made an iterator of it.
// Leave out `.iter()`: `a.mapv(...)`.

use ndarray::array;
fn main() {
    let a = array![1.0, 2.0];
    println!("{:?}", a.iter().mapv(|v| v + 1.0));
}
