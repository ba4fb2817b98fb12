// `elif` is no word of Rust.
// Write `else if`.

fn main() {
    let n = 7;
    if n == 0 {
        println!("0");
    } elif n == 1 {
        println!("1");
    }
}
