// One comparison has two sides in Rust, not three.
// Join two of them: `low < x && x < high`.

fn f(x: f64) -> bool {
    0.0 < x < 1.0
}
fn main() {
    f(0.5);
}
