// The closure gets one value here, a pair, and is written for two.
// Put the two names into parentheses: `|(x, y)|`.

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|x, y| x * y).sum()
}
fn main() {
    dot(&[1.0], &[1.0]);
}
