// What is taken apart here is an `Option`: there may be nothing to take apart.
// Say what happens then: `let Some((key, value)) = ... else { return ... };`.

fn main() {
    let (key, value) = "a=1".split_once('=');
    println!("{key} {value}");
}
