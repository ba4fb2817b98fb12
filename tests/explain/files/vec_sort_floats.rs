// A float cannot be sorted by `sort`: NaN is neither smaller nor larger than anything, so floats have no complete order.
// Sort with an order that includes NaN: `v.sort_by(|a, b| a.total_cmp(b))`.

fn main() {
    let mut a = vec![1.0, 2.0];
    a.sort();
    println!("{:?}", a);
}
