// (no sentence)

fn f<T>(a: T, b: T) -> T {
    a * b
}
fn main() {
    f(1.0, 2.0);
}
