// Rust has no letter before a text that puts values in.
// The macro does it: `format!("run {id}")`.

fn main() {
    let id = 3;
    let text = f"run {id}";
    println!("{text}");
}
