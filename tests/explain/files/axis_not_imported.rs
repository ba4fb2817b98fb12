// `Axis` is not known in this file, because it is not imported.
// Add at the top: `use ndarray::Axis;`

use ndarray::Array2;
fn main() {
    let x = Array2::<f64>::zeros((3, 3));
    println!("{:?}", x.mean_axis(Axis(1)));
}
