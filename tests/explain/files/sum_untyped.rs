// Rust must be told which type the sum has.
// Name it: `.sum::<f64>()`.

fn main() {
    let a = vec![1.0, 2.0];
    println!("{}", a.iter().sum());
}
