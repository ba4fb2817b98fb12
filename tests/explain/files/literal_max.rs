// A float is wanted here, and this is a whole number.
// Write it with a point: `0.0`.

fn main() {
    let x: f64 = 1.0;
    println!("{}", x.max(0));
}
