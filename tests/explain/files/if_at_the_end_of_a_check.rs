// The function promises a `Result`, and behind this last `if` it ends without one.
// End it with a line `Ok(())`.

fn check(n: usize) -> Result<(), String> {
    if n == 0 {
        return Err("none".to_string());
    }
    if n > 9 {
        return Err("many".to_string());
    }
}

fn main() {
    println!("{}", check(1).is_ok());
}
