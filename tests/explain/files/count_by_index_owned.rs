// `map[key]` only reads what a map holds.
// Ask for the entry, with a value for a key that is new: `*counts.entry(key).or_insert(0) += 1;`.

use std::collections::HashMap;
fn main() {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    counts["a"] += 1;
}
