// A reference is wanted here, and this is the value itself.
// Lend it: `&text`.

fn length(text: &String) -> usize {
    text.len()
}

fn main() {
    let text = String::new();
    println!("{}", length(text));
}
