// A list is not made by a `for` in brackets.
// Write `xs.iter().map(|x| ...).collect::<Vec<_>>()`.

fn main() {
    let v = [1, 2];
    let w = [x + 1 for x in v];
    println!("{w:?}");
}
