// `join` is a method of the list in Rust, and the text between its entries is the argument.
// Write `lines.join("\n")`.

fn main() {
    let lines = vec!["a", "b"];
    println!("{}", ", ".join(lines));
}
