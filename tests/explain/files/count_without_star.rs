// `+=` changes a number, and on its left is a reference to one.
// Put `*` in front of the line, for the number behind the reference.

use std::collections::BTreeMap;
fn main() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    counts.entry("a".to_string()).or_insert(0) += 1;
}
