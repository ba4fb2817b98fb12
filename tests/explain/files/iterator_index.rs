// This is an iterator (`Split`), which has no positions.
// Make a list of it first: `.collect::<Vec<_>>()`.

fn main() {
    let text = "a b";
    println!("{}", text.split(' ')[0]);
}
