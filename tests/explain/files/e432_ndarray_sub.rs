// (no sentence)

use ndarray::linalg::solve;
fn main() {}
