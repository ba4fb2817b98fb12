// `b` is the number itself, not a reference to it, so there is nothing for `*` to look up.
// Leave out the `*`: `b`; if a power is meant, it is `x.powi(b)`.

fn f(a: f64, b: f64) -> f64 {
    a * *b
}
fn main() {
    f(1.0, 2.0);
}
