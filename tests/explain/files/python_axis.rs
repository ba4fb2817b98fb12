// Arguments have no names in Rust, only places.
// Along an axis it is another method: `x.mean_axis(Axis(0))`, with `use ndarray::Axis;` at the top.

use ndarray::Array2;
fn f(x: &Array2<f64>) {
    x.mean(axis=0);
}
fn main() {
    f(&Array2::eye(2));
}
