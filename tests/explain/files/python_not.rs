// `not` is no word of Rust.
// Write `!` before the value.

fn main() {
    let empty = false;
    if not empty {
        println!("full");
    }
}
