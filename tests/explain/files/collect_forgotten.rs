// This chain has computed nothing yet: its steps wait until the end of the chain asks for values.
// End it with `.collect()`, which makes the list.

fn halves(xs: &[f64]) -> Vec<f64> {
    xs.windows(2).map(|w| w[0] / 2.0)
}
fn main() {
    halves(&[1.0]);
}
