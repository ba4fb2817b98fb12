// (no sentence)

fn main() {
    let v: std::slice::Iter<'_, f64> = [1.0, 2.0].iter().map(|x| x);
    drop(v);
}
