// `extend` puts in all entries of a list, and this is one entry.
// Put one in with `push`.

fn main() {
    let mut v = vec![(1.0, 1)];
    v.extend((2.0, 2));
    println!("{v:?}");
}
