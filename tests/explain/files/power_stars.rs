// Rust has no operator for powers: `**` is read as a product with a dereferenced number.
// Use a method: `x.powi(2)` for a whole exponent, `x.powf(0.5)` for any other.

fn main() {
    let x: f64 = 1.5;
    println!("{}", x ** 2);
}
