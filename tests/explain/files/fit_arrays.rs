// A dataset is wanted here, which holds records and targets together, and this is an array.
// Make one: `let dataset = Dataset::new(x, y);`, then `fit(&dataset)`.

use linfa::prelude::*;
use linfa_linear::LinearRegression;
use ndarray::array;
fn main() {
    let m = LinearRegression::new()
        .fit(&array![[1.0], [2.0]], &array![1.0, 2.0])
        .unwrap();
    println!("{}", m.intercept());
}
