// `confusion_matrix` counts classes, and a float is no name of a class.
// Decide first: `p.mapv(|v| v > 0.5)`, or whole numbers as classes.

use linfa::prelude::*;
use ndarray::array;
fn main() {
    println!("{:?}", array![1.0, 2.0].confusion_matrix(&array![1.0, 2.0]));
}
