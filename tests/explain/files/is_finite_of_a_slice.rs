// `is_finite` is a method of one number, and this is a list of them.
// Ask the entries: `v.iter().all(|x| x.is_finite())`, or `any` for `all`.

fn good(y: &[f64]) -> bool {
    y.is_finite()
}

fn main() {
    println!("{}", good(&[]));
}
