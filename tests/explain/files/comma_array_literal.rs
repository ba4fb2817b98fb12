// (no sentence)

fn main() {
    let a = [1.0; 3, 2];
}
