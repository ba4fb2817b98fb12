// Rust cannot tell whether this float is an `f32` or an `f64`, so it does not know which `powi` to call.
// Give the variable a type: `let x: f64 = ...`.

fn main() {
    let x = 1.5;
    println!("{}", x.powi(2));
}
