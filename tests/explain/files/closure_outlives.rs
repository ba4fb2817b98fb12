// The closure lives on after this function, but it only borrows `k`, which ends with it.
// Let the closure take what it uses: `move |x| ...`.

fn f(k: f64) -> impl Fn(f64) -> f64 {
    |x| x * k
}
fn main() {
    f(1.0)(2.0);
}
