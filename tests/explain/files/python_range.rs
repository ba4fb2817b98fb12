// Rust has no function `range`.
// Write `0..n`, which ends before n.

fn main() {
    for i in range(3) {
        println!("{i}");
    }
}
