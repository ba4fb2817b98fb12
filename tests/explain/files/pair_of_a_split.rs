// This is an iterator (`Split`), which may hand out any number of entries: it cannot be taken apart.
// `split_once` gives both parts, if there are two: `let Some((key, value)) = text.split_once('=') else { return ... };`.

fn main() {
    let (key, value) = "a=1".split('=');
    println!("{key} {value}");
}
