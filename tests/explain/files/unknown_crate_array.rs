// The macro `array!` is not known in this file, because it is not imported.
// Add at the top: `use ndarray::array;`

fn main() {
    let x = array![1.0];
    println!("{x}");
}
