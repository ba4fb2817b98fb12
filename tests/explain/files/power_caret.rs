// `^` is not a power in Rust but an operator on bits, which floats do not have.
// Use a method: `x.powi(2)` for a whole exponent, `x.powf(0.5)` for any other.

fn main() {
    let x: f64 = 1.5;
    println!("{}", x ^ 2);
}
