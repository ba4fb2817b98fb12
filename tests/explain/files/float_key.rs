// A float cannot be the key of `sort_by_key`: NaN is neither smaller nor larger than anything, so floats have no complete order.
// Compare two keys by yourself, in an order that includes NaN: `sort_by(|a, b| a.x.total_cmp(&b.x))` for a field `x`.

fn main() {
    let mut v = vec![(2.0_f64, 1), (1.0, 2)];
    v.sort_by_key(|p| p.0);
}
