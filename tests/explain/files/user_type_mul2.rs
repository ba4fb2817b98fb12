// (no sentence)

struct M;
fn main() {
    let m = M * 2.0;
}
