// A reference to a `String` is wanted here, and this is a `&str`, text that is only lent.
// Make a `String` of it: `&label.to_string()`.

fn f(classes: &Vec<String>, label: &str) -> bool {
    classes.binary_search(label).is_ok()
}
fn main() {
    f(&vec![], "a");
}
