// Floats cannot be keys of a `HashMap` or entries of a `HashSet`: NaN is not even equal to itself.
// Use something countable as the key: a label, a position, or `(x * 10.0).round() as i64`.

use std::collections::HashSet;
fn main() {
    let mut a = HashSet::new();
    a.insert(1.0);
    println!("{:?}", a);
}
