// The value in this `if` goes nowhere: without an `else` an `if` gives back nothing.
// Leave the function with it, `return None;`, or add an `else`.

fn f(a: usize, b: usize) -> Option<f64> {
    if a != b {
        None
    }
    Some(1.0)
}
fn main() {
    f(1, 2);
}
