// `f64` is wanted here, and this is `f32`: Rust never converts one into the other by itself.
// Convert it: `a as f64`.

fn f(x: f64) -> f64 {
    x
}
fn main() {
    let a: f32 = 1.0;
    f(a);
}
