// A float is wanted here, and this is `usize`. Whole numbers divide without a fraction: 1 / 3 is 0.
// Convert both before they are divided: `a as f64 / b as f64`.

fn percent(correct: usize, total: usize) -> Option<f64> {
    Some(correct / total * 100)
}
fn main() {
    percent(1, 3);
}
