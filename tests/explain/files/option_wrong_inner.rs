// (no sentence)

fn f(x: Option<f64>) -> usize {
    x
}
fn main() {
    f(None);
}
