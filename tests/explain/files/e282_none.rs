// (no sentence)

fn main() {
    let x = None;
}
