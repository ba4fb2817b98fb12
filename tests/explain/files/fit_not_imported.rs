// `fit` is a method of the trait `Fit`, which is not imported in this file.
// Add at the top: `use linfa::prelude::Fit;`

use linfa::Dataset;
use linfa_linear::LinearRegression;
use ndarray::array;
fn main() {
    let d = Dataset::new(array![[1.0], [2.0]], array![1.0, 2.0]);
    let m = LinearRegression::new().fit(&d).unwrap();
    println!("{}", m.intercept());
}
