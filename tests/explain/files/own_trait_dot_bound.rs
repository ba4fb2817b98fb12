// (no sentence)

trait Dot<T> {
    fn go(&self);
}
struct A;
fn f<T: Dot<f64>>(t: T) {
    t.go();
}
fn main() {
    f(A);
}
