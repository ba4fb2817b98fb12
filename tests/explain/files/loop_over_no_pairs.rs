// The loop hands out entries of type `&str`, and no pairs.
// Give each entry one name, `for entry in ...`, and take it apart inside of the loop.

fn main() {
    for (key, value) in ["a=1"] {
        println!("{key} {value}");
    }
}
