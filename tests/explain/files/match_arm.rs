// The `match` does not say what happens for `Loss::Absolute`.
// Add an arm: `Loss::Absolute => ...`.

enum Loss {
    Squared,
    Absolute,
    Huber(f64),
}
fn f(l: &Loss) -> f64 {
    match l {
        Loss::Squared => 1.0,
        Loss::Huber(d) => *d,
    }
}
fn main() {
    f(&Loss::Absolute);
    f(&Loss::Squared);
    f(&Loss::Huber(1.0));
}
