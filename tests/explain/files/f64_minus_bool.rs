// (no sentence)

fn f(n: f64, b: bool) -> f64 {
    n - b
}
fn main() {
    f(1.0, true);
}
