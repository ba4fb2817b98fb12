// `sum` gives the number itself, and an `Option` of it is wanted here.
// Wrap the whole chain: `Some(... .sum())`.

fn dot(a: &[f64], b: &[f64]) -> Option<f64> {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}
fn main() {
    dot(&[1.0], &[1.0]);
}
