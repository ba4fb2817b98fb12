// `v` is a slice, lent for reading: nothing can be put in or taken out.
// Walk over it, with `v.iter()` or with a position that you count up; or change a copy, `v.to_vec()`.

fn last(v: &[f64]) -> f64 {
    v.pop()
}

fn main() {
    println!("{}", last(&[1.0]));
}
