// There is one `}` too many: nothing is open any more that it could close.
// Look at what you changed last: either remove it, or open what it is to close.

fn main() {
    println!("a"); }
}
