// This is an iterator (`Split`), which hands out one entry after the other, and no list.
// Count its entries, which uses it up, `.count()`; or make a list of it, `.collect::<Vec<_>>()`, that has a `len`.

fn main() {
    let text = "a b";
    println!("{}", text.split(' ').len());
}
