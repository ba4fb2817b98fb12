// This line gives back a value, but the function's signature says that it gives back nothing.
// Write `-> f64` behind the parameters.

fn f(x: f64) {
    x * 2.0
}
fn main() {
    f(1.0);
}
