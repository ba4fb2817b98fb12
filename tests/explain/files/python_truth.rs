// Only `true` and `false` are conditions in Rust: no number, list or `Option` is one.
// Ask for what you mean: `!v.is_empty()`.

fn main() {
    let v = vec![1, 2, 3];
    if v {
        println!("{v:?}");
    }
}
