// The first round of the loop hands `a` over, and in the second it is gone.
// Hand over a copy in each round, `a.clone()`, or lend it with `&a`.

use ndarray::{Array1, array};
fn total(x: Array1<f64>) -> f64 {
    x.sum()
}
fn main() {
    let a = array![1.0, 2.0];
    for _ in 0..3 {
        println!("{}", total(a));
    }
}
