// `is` is no word of Rust.
// Take the value out where there is one: `if let Some(value) = x { ... }`; or ask `x.is_some()`, `x.is_none()`.

fn main() {
    let v: Option<i32> = Some(1);
    if v is not None {
        println!("{v:?}");
    }
}
