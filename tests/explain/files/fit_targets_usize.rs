// The targets are `usize`s, and this model wants floats of the same type as in the records.
// Convert them before the dataset is made: `y.mapv(|v| v as f64)`.

use linfa::prelude::*;
use linfa_linear::LinearRegression;
use ndarray::array;
fn main() {
    let d = Dataset::new(array![[1.0], [2.0]], array![1_usize, 2]);
    let m = LinearRegression::new().fit(&d).unwrap();
    println!("{}", m.intercept());
}
