// The dataset is only borrowed here, and it is handed over.
// Put `&` in front of it: `&d`.

use linfa::prelude::*;
use linfa_linear::LinearRegression;
use ndarray::array;
fn main() {
    let d = Dataset::new(array![[1.0], [2.0]], array![1.0, 2.0]);
    let m = LinearRegression::new().fit(d).unwrap();
    println!("{}", m.intercept());
}
