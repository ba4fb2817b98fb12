// (no sentence)

#[derive(PartialEq, Eq)]
struct M {
    w: f64,
}
fn main() {
    let _ = M { w: 1.0 } == M { w: 2.0 };
}
