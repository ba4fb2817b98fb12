// `predict` is a method of the trait `Predict`, which is not imported in this file.
// Add at the top: `use linfa::prelude::Predict;`

use linfa::{Dataset, traits::Fit};
use linfa_linear::LinearRegression;
use ndarray::array;
fn main() {
    let d = Dataset::new(array![[1.0], [2.0]], array![1.0, 2.0]);
    let m = LinearRegression::new().fit(&d).unwrap();
    println!("{:?}", m.predict(&d));
}
