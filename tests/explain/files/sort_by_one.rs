// `sort_by` compares two entries, so its closure takes two.
// Write `sort_by(|a, b| a.cmp(b))`, for floats `a.total_cmp(b)`.

fn main() {
    let mut v = vec![2, 1];
    v.sort_by(|a| -a);
}
