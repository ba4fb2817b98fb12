// `sqrt` is a method of floats, and this is `usize`.
// Convert it first: `(n as f64).sqrt(...)`.

fn main() {
    let n: usize = 4;
    println!("{}", n.sqrt());
}
