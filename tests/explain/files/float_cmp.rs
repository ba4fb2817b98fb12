// Floats have no `cmp`: NaN is neither smaller nor larger than anything, so floats have no complete order.
// Write `total_cmp` in its place, an order that includes NaN; it too asks for a reference on its right.

fn main() {
    let mut v = vec![2.0_f64, 1.0];
    v.sort_by(|a, b| a.cmp(b));
}
