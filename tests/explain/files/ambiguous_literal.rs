// Rust cannot tell whether this float is an `f32` or an `f64`, so it does not know which `sqrt` to call.
// Write the type behind the number: `2.0_f64.sqrt(...)`.

fn main() {
    println!("{}", 2.0.sqrt());
}
