// (no sentence)

struct Axis(usize);
fn f(a: Axis) {}
fn main() {
    f(0);
}
