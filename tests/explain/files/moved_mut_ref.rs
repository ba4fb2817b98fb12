// (no sentence)

fn f(rng: &mut Vec<f64>) {
    let a = move || rng.push(1.0);
    let b = move || rng.push(2.0);
}
fn main() {
    f(&mut vec![]);
}
