// (no sentence)

fn f(x: Option<f64>) {
    x.foo();
}
fn main() {
    f(None);
}
