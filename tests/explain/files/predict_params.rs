// `LinearRegression` holds only the settings; what can predict is the model that `fit` returns.
// Fit it first: `let model = settings.fit(&dataset).unwrap();`, then `model.predict(...)`.

use linfa::prelude::*;
use linfa_linear::LinearRegression;
use ndarray::array;
fn main() {
    let m = LinearRegression::new();
    println!("{:?}", m.predict(&array![[1.0]]));
}
