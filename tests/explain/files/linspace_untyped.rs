// `linspace` makes floats, and its bounds are whole numbers here.
// Write the bounds with a point: `linspace(0.0, 1.0, ...)`.

use ndarray::Array1;
fn main() {
    let x = Array1::linspace(0, 1, 5);
    println!("{x}");
}
