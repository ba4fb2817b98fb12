// This `if` is to give a value, and does not say which one if the condition is false.
// Add `else { ... }` with a value of the same type.

fn f(x: f64) -> f64 {
    if x > 0.0 {
        1.0
    }
}
fn main() {
    f(1.0);
}
