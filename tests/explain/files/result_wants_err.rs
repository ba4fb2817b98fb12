// A `Result` is wanted here, and this is the plain error.
// Wrap it: `Err(Bad::Empty)`.

enum Bad {
    Empty,
}

fn check(n: usize) -> Result<(), Bad> {
    if n == 0 {
        return Bad::Empty;
    }
    Ok(())
}

fn main() {
    println!("{}", check(1).is_ok());
}
