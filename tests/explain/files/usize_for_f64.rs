// A float is wanted here, and this is `usize`.
// Convert it: `a as f64`.

fn f(x: f64) -> f64 {
    x
}
fn main() {
    let a: usize = 1;
    f(a);
}
