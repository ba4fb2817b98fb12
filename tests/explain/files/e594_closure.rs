// (no sentence)

fn f(g: impl Fn()) {
    g();
}
fn main() {
    let mut n = 0;
    f(|| n += 1);
}
