// `[...]` makes an array of Rust's own, whose length never changes.
// A list that grows is a `Vec`: `Vec::new()`, or `vec![...]` with its first entries.

fn main() {
    let mut v = [];
    v.push(1);
    println!("{v:?}");
}
