// A pattern in brackets fits a slice, and this is a `Vec`.
// Ask for its slice: `match words.as_slice() { ... }`.

fn main() {
    let words: Vec<&str> = "add net".split_whitespace().collect();
    match words {
        ["add", name] => println!("{name}"),
        _ => println!("?"),
    }
}
