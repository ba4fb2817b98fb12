// An array with 2 axes needs 2 lengths, together in one pair of parentheses, and here it gets 1.
// Put both into parentheses of their own: `Array2::zeros((rows, columns))`.

use ndarray::Array2;
fn main() {
    let x = Array2::<f64>::zeros(2, 3);
    println!("{x}");
}
