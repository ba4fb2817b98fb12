// A `for` loop gives back nothing, and here it stands where the function's result belongs.
// Write the result in a line of its own behind the loop, without `;`.

fn f(x: &[f64]) -> f64 {
    for v in x {
        v * 2.0;
    }
}
fn main() {
    f(&[1.0]);
}
