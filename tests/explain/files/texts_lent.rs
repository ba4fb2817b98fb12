// Texts that are owned (`String`) are wanted in it, and these are only lent (`&str`).
// Make a `String` of each where it goes in: `label.to_string()`.

use std::collections::BTreeMap;
fn f(labels: &[&str]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for label in labels {
        *counts.entry(label).or_insert(0) += 1;
    }
    counts
}
fn main() {
    f(&["a"]);
}
