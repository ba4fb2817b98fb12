// Rust does not mix floats and whole numbers in one calculation: here `f64` meets `usize`.
// Turn the whole number into a float first: `n as f64`.

fn mean(x: &[f64]) -> f64 {
    x.iter().sum::<f64>() / x.len()
}
fn main() {
    println!("{}", mean(&[1.0]));
}
