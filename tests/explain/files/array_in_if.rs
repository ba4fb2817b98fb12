// A single yes or no is wanted here, and this is a whole array of them.
// Say what is meant: `x.iter().all(|&v| v)` or `x.iter().any(|&v| v)`.

use ndarray::array;
fn main() {
    let a = array![true];
    if a {
        println!("a");
    }
}
