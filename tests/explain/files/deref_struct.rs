// (no sentence)

struct M;
fn main() {
    let m = M;
    let n = *m;
}
