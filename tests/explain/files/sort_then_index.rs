// This is `()`, which is nothing: what it was made by gives nothing back, such as `sort`, `push`, `{}`, or a block that ends with `;`.
// Keep the list itself, `let mut v = ...;`, and call what changes it in a line of its own. An empty list is `Vec::new()`, an empty map `BTreeMap::new()`.

fn main() {
    let s = vec![2.0, 1.0].sort_by(f64::total_cmp);
    println!("{}", s[0]);
}
