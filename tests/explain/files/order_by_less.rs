// Here is to be said which of two entries comes first, which is more than yes or no: they may be equal.
// Write `a.cmp(b)`, for floats `a.total_cmp(b)`; with `a` and `b` exchanged the order is downwards.

fn main() {
    let mut v = vec![2, 1];
    v.sort_by(|a, b| a < b);
}
