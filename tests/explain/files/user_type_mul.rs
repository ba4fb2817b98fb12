// (no sentence)

struct M;
fn main() {
    println!("{}", 2.0 * M);
}
