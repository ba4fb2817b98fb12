// (no sentence)

fn g<T>(_: &T) {}
fn main() {
    g(1.0);
}
