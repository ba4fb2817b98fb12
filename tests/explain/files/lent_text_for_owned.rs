// A `String` is wanted here, a text with an owner, and this is a `&str`, text that is only lent.
// Write `name: name.to_string()`.
// A `String` is wanted here, a text with an owner, and this is a `&str`, text that is only lent.
// Make one with the values in it: `format!("run {id}")`.

struct Run {
    name: String,
}

fn run(name: &str) -> Run {
    Run { name }
}

fn title(id: u32) -> String {
    println!("{id}");
    "run {id}"
}

fn main() {
    println!("{} {}", run("a").name, title(1));
}
