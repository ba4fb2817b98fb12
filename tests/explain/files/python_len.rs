// Rust has no function `len`.
// Ask the list: `v.len()`.

fn main() {
    let v = vec![1.0];
    println!("{}", len(v));
}
