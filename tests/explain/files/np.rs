// There is no `np` in Rust: what numpy has in one place are functions of types and methods of arrays in ndarray.
// For example `Array2::<f64>::zeros((2, 3))`, `array![1.0, 2.0]`, `x.sum_axis(Axis(0))`.

fn main() {
    let a = np.zeros(3);
    println!("{a}");
}
