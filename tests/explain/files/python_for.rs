// A block stands in braces in Rust, without a colon.
// Write `for i in 0..3 { ... }`.

fn main() {
    for i in 0..3:
        println!("{i}")
}
