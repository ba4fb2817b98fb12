// `predict` wants a matrix, one row for each sample, and this is a single vector.
// Make a matrix with one row of it: `x.insert_axis(Axis(0))`.

use linfa::prelude::*;
use linfa_linear::LinearRegression;
use ndarray::array;
fn main() {
    let d = Dataset::new(array![[1.0], [2.0]], array![1.0, 2.0]);
    let m = LinearRegression::new().fit(&d).unwrap();
    println!("{}", m.predict(&array![1.0]));
}
