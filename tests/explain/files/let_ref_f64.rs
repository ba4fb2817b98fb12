// (no sentence)

fn main() {
    let x: &f64 = 1.0;
}
