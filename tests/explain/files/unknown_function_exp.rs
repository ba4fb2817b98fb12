// `exp` is not a function in Rust but a method of what it is applied to.
// Write `x.exp()`.

fn main() {
    let x: f64 = 1.0;
    println!("{}", exp(-x));
}
