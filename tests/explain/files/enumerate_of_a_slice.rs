// `enumerate` is a method of iterators, and this is a list.
// Ask it for an iterator over its entries first: `v.iter().enumerate(...)`.

fn main() {
    let v = vec![1.0];
    for (i, x) in v.enumerate() {
        println!("{i} {x}");
    }
}
