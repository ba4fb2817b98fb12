// (no sentence)

fn main() {
    let a = 2.0 << 1;
}
