// `map[key]` only reads what a map holds.
// Put an entry in: `map.insert("b", ...);`.

use std::collections::BTreeMap;

fn main() {
    let mut map = BTreeMap::new();
    map.insert("a", 1.0);
    map["b"] = 2.0;
    println!("{map:?}");
}
