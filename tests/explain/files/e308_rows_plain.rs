// (no sentence)

fn main() {
    let a = [[1.0, 2.0], [3.0]];
}
