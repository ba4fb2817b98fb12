// (no sentence)

struct Array<T>(T);
fn f(a: Array<f64>) {}
fn main() {
    f(vec![1.0]);
}
