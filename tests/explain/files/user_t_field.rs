// (no sentence)

struct M {
    w: f64,
}
fn f(x: M) -> f64 {
    x.T
}
fn main() {
    f(M { w: 1.0 });
}
