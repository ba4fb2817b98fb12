// This model learns one number for each row, and the targets are a matrix.
// Make a vector of them: `y.column(0).to_owned()`.

use linfa::prelude::*;
use linfa_linear::LinearRegression;
use ndarray::array;
fn main() {
    let d = Dataset::new(array![[1.0], [2.0]], array![[1.0], [2.0]]);
    let m = LinearRegression::new().fit(&d).unwrap();
    println!("{}", m.intercept());
}
