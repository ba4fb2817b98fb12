// `or` is no word of Rust.
// Write `||`.

fn main() {
    let n = 7;
    println!("{}", n == 0 or n == 7);
}
