// Rust has no operator for powers: `**` is read as a product with a dereferenced number.
// Use a method: `x.powi(2)` for a whole exponent, `x.powf(0.5)` for any other.

fn f(n: i32) -> f64 {
    let x: f64 = 1.5;
    x ** n
}
fn main() {
    f(1);
}
