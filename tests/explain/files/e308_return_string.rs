// A `String` is wanted here, a text with an owner, and this is a `&str`, text that is only lent.
// Make one of it: `"a".to_string()`.

fn f() -> String {
    "a"
}
fn main() {
    f();
}
