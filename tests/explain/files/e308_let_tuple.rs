// (no sentence)

fn main() {
    let (a, b): (f64, f64) = 1.0;
}
