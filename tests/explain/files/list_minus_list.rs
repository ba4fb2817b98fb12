// Lists of Rust's own do not calculate; arrays of ndarray do.
// Take the entries in pairs: `a.iter().zip(b).map(|(a, b)| a - b)`.

fn errors(p: Vec<f64>, y: &[f64]) -> Vec<f64> {
    p - y
}

fn main() {
    println!("{}", errors(vec![], &[]).len());
}
