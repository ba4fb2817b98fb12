// (no sentence)

fn f(v: Vec<f64>) -> impl Iterator<Item = f64> {
    v.iter().map(|x| x * 2.0)
}
fn main() {
    f(vec![]);
}
