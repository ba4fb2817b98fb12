// `s` is lent for reading only (`&`), and here it is changed.
// Ask for `&mut` in the signature, or change a copy: `let mut copy = s.to_vec();`.

fn largest(y: &[f64]) -> f64 {
    let mut s = y;
    s.sort_by(f64::total_cmp);
    s[0]
}

fn main() {
    println!("{}", largest(&[1.0]));
}
