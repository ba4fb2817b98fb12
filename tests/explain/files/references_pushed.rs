// (no sentence)

fn copied(v: &[(f64, u32)]) -> Vec<(f64, u32)> {
    let mut w = Vec::new();
    w.push(&v[0]);
    w.push(v[1]);
    w
}

fn main() {
    println!("{:?}", copied(&[]));
}
