// `<` does not compare arrays entry by entry.
// Go through both at once: `Zip::from(&a).and(&b).map_collect(|a, b| a < b)` gives an array of `bool`.

use ndarray::array;
fn main() {
    let a = array![1.0, 2.0];
    let m = a < a;
    println!("{m}");
}
