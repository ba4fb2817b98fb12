// `map[key]` only reads what a map holds.
// Ask for the entry, with a value for a key that is new: `*counts.entry(key).or_insert(0) += 1;`.

use std::collections::BTreeMap;

fn main() {
    let mut map = BTreeMap::new();
    map.insert("a", 1.0);
    map["b"] = 2.0;
    println!("{map:?}");
}
