// Rust has no exceptions to raise: an error is a value that is returned.
// Write `return Err(...);` in a function that returns a `Result`.

fn check(n: i32) -> Result<(), String> {
    if n == 0 {
        raise String::new();
    }
    Ok(())
}

fn main() {
    println!("{}", check(1).is_ok());
}
