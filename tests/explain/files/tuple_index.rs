// The entries of a tuple are no positions but fields, named by their numbers.
// Write `.0` in place of `[0]`.

fn main() {
    let pair = (1.0, 2);
    println!("{}", pair[0]);
}
