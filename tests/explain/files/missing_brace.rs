// A `{` is opened and never closed, so the file ends in the middle.
// Look at what you changed last, and close it with `}`.

fn main() { if true { println!("a"); 
