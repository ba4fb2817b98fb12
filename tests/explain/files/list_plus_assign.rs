// `+=` does not put one list behind another.
// `v.extend(more)` puts in all entries of a list, `v.push(entry)` one.

fn main() {
    let mut v = vec![1.0];
    v += vec![2.0];
    println!("{v:?}");
}
