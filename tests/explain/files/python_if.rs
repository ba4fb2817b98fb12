// A block stands in braces in Rust, without a colon.
// Write `if n == 0 { ... }`.

fn f(n: usize) -> usize {
    if n == 0:
        return 1
    n
}
fn main() {
    f(1);
}
