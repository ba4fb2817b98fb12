// `total` is changed here, but it was not declared with `mut`.
// Write `let mut total`.

fn main() {
    let total = 0.0;
    for v in [1.0, 2.0] {
        total += v;
    }
    println!("{total}");
}
