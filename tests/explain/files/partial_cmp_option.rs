// `partial_cmp` gives an `Option`, since NaN has no place in the order.
// Use an order that includes NaN: `a.total_cmp(b)`.

fn f(x: &mut [f64]) {
    x.sort_by(|a, b| a.partial_cmp(b));
}
fn main() {
    f(&mut [1.0]);
}
