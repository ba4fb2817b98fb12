// `f` promises to give back `f64`, but its body ends without a value.
// Write the result as the last line, without `;`.

fn f(x: f64) -> f64 {
    println!("{x}");
}
fn main() {
    f(1.0);
}
