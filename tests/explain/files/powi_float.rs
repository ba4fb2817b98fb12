// A whole number (`i32`) is wanted here, and this is a float.
// Write it without a point: `2`.

fn main() {
    let x: f64 = 1.0;
    println!("{}", x.powi(2.0));
}
