// The closure is only lent what it looks at, and `c` is a reference into it.
// Give back the number behind it: `*c`.

fn main() {
    let counts = vec![("a", 1), ("b", 2)];
    let most = counts.into_iter().max_by_key(|(_, c)| c);
    println!("{most:?}");
}
