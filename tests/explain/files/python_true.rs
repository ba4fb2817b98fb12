// `True` has another name in Rust.
// Write `true`.

fn main() {
    let done = True;
    println!("{done}");
}
