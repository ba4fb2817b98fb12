// This is not the value itself but a `Result`: the value, or an error if it did not work.
// Take the value out with `.unwrap()`, or with `?` in a function that returns a `Result`.

use std::fs;

fn main() {
    println!("{}", fs::read("a") == fs::read("b"));
}
