// linfa calculates with floats, and these arrays hold whole numbers.
// Write the numbers with a point, or convert the arrays: `x.mapv(|v| v as f64)`.

use linfa::prelude::*;
use linfa_linear::LinearRegression;
use ndarray::array;
fn main() {
    let d = Dataset::new(array![[1], [2]], array![1, 2]);
    let m = LinearRegression::new().fit(&d).unwrap();
    println!("{}", m.intercept());
}
