// `in` belongs to `for` in Rust and asks nothing.
// Ask the list: `list.contains(&x)`; a map: `map.contains_key(&x)`.

fn main() {
    let v = [1, 2, 3];
    if 2 in v {
        println!("in it");
    }
}
