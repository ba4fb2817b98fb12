// A `(` is still open where `}` comes.
// Close it with `)` first.

fn main() {
    println!("{}", (1.0 + 2.0;
}
