// Single quotes hold one character in Rust; a text stands in double quotes.
// Write `"two"`.

fn main() {
    let text = 'two';
    println!("{text}");
}
