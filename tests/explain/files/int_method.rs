// `sqrt` is a method of floats, and this is a whole number.
// Write a float: `2.0_f64.sqrt(...)`.

fn main() {
    println!("{}", 2.sqrt());
}
