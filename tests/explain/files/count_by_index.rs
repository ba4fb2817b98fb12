// `map[key]` only reads what a map holds.
// Ask for the entry, with a value for a key that is new: `*counts.entry(key).or_insert(0) += 1;`.

use std::collections::BTreeMap;
fn f(labels: &[&str]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for label in labels {
        counts[label] += 1;
    }
    counts
}
fn main() {
    f(&["a"]);
}
