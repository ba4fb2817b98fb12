// The entries of a tuple have no names, only numbers.
// Write `.0` for the first of 2, `.1` for the second.

fn main() {
    let pair = (1.0, 2);
    println!("{}", pair.score);
}
