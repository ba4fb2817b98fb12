// `sum` takes all entries together and has no axis.
// Along one axis it is called `sum_axis`: `.sum_axis(Axis(0))`.

use ndarray::{Array2, Axis};
fn main() {
    let x = Array2::<f64>::zeros((3, 3));
    println!("{:?}", x.sum(Axis(1)));
}
